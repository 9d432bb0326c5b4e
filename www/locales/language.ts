// Which languages there are, which of them a reader gets, and their texts, each loaded when it is first asked for.

import { bind } from './message.ts';
import { type Messages } from './messages.ts';

export const languages = ['en', 'zh-Hans'] as const;
export type Language = (typeof languages)[number];

/** What each language calls itself. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', 'zh-Hans': '简体中文' };

/** The first of the wanted languages that there is, by BCP 47 tag; English where there is none of them. */
export function bestLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const found = languageOf(tag);
    if (found !== undefined) return found;
  }
  return 'en';
}

function languageOf(tag: string): Language | undefined {
  try {
    const { language } = new Intl.Locale(tag);
    return languages.find((known) => new Intl.Locale(known).language === language);
  } catch {
    return undefined;
  }
}

const loaders: Readonly<Record<Language, () => Promise<Messages>>> = {
  en: async () => bind((await import('./en/index.ts')).catalogue, 'en'),
  'zh-Hans': async () => bind((await import('./zh-Hans/index.ts')).catalogue, 'zh-Hans'),
};

const loaded = new Map<Language, Promise<Messages>>();

/** The texts of a language. What failed to load is asked for again the next time. */
export function loadMessages(language: Language): Promise<Messages> {
  let messages = loaded.get(language);
  if (messages === undefined) {
    messages = loaders[language]();
    loaded.set(language, messages);
    messages.catch(() => loaded.delete(language));
  }
  return messages;
}
