// What the gallery says, in a language: its own words, and those of the diagrams.

import { bestLanguage, type Language, loadMessages } from '../locales/language.ts';
import { type Bound, bind } from '../locales/message.ts';
import { type Messages, type ViewWords } from '../locales/messages.ts';
import { partNames } from '../locales/parts.ts';
import { type gallery } from '../locales/en/gallery.ts';
import { type DrawnName } from './diagrams.ts';

export interface Words {
  readonly language: Language;
  readonly messages: Messages;
  readonly own: Bound<typeof gallery>;
}

const loaders: Readonly<Record<Language, () => Promise<Bound<typeof gallery>>>> = {
  en: async () => bind((await import('../locales/en/gallery.ts')).gallery, 'en'),
  'zh-Hans': async () => bind((await import('../locales/zh-Hans/gallery.ts')).gallery, 'zh-Hans'),
};

export async function loadWords(language: Language): Promise<Words> {
  const [messages, own] = await Promise.all([loadMessages(language, partNames), loaders[language]()]);
  return { language, messages, own };
}

/** The notes are in English. */
export const embeddingAddress = '../docs/embedding.html';

/** The language that the address asks for; else the reader's. */
export function languageIn(search: string): Language {
  const asked = new URLSearchParams(search).get('lang');
  return bestLanguage([...(asked === null ? [] : [asked]), ...navigator.languages]);
}

/** What a diagram is called, and what it is for. */
export function told({ messages, own }: Words, diagram: DrawnName): ViewWords {
  switch (diagram) {
    case 'call-tree':
    case 'outline':
    case 'legend':
      return own.parts[diagram];
    default:
      return messages.views[diagram];
  }
}
