// Which languages there are, which of them a reader gets, and their texts: a language is loaded when it is first asked for,
// with the parts that are in use, and each other part when one of its texts is asked for.

import { NotLoaded } from '../later.ts';
import { bind } from './message.ts';
import { type Messages } from './messages.ts';
import { type PartName, partNames, parts } from './parts.ts';
import { tellers } from './telling.ts';

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

/** Where the texts of a language are. */
interface Source {
  readonly first: () => Promise<object>;
  readonly parts: Readonly<Record<PartName, () => Promise<object>>>;
}

/** Texts that the core's data is told with come with what tells it. */
async function toldWith(texts: Promise<{ part: object }>): Promise<object> {
  const [{ part }] = await Promise.all([texts, tellers.load()]);
  return part;
}

const sources: Readonly<Record<Language, Source>> = {
  en: {
    first: async () => (await import('./en/parts/first.ts')).part,
    parts: {
      page: async () => (await import('./en/parts/page.ts')).part,
      embed: async () => (await import('./en/parts/embed.ts')).part,
      pool: async () => (await import('./en/parts/pool.ts')).part,
      allocator: async () => (await import('./en/parts/allocator.ts')).part,
      reading: async () => (await import('./en/parts/reading.ts')).part,
      telling: () => toldWith(import('./en/parts/telling.ts')),
      outline: async () => (await import('./en/parts/outline.ts')).part,
      trouble: () => toldWith(import('./en/parts/trouble.ts')),
      objects: async () => (await import('./en/parts/objects.ts')).part,
      lessons: async () => (await import('./en/parts/lessons.ts')).part,
      compare: async () => (await import('./en/parts/compare.ts')).part,
      list: async () => (await import('./en/parts/list.ts')).part,
      arithmetic: async () => (await import('./en/parts/arithmetic.ts')).part,
      share: async () => (await import('./en/parts/share.ts')).part,
      'heap-map': async () => (await import('./en/parts/heap-map.ts')).part,
      predict: async () => (await import('./en/parts/predict.ts')).part,
      program: async () => (await import('./en/parts/program.ts')).part,
    },
  },
  'zh-Hans': {
    first: async () => (await import('./zh-Hans/parts/first.ts')).part,
    parts: {
      page: async () => (await import('./zh-Hans/parts/page.ts')).part,
      embed: async () => (await import('./zh-Hans/parts/embed.ts')).part,
      pool: async () => (await import('./zh-Hans/parts/pool.ts')).part,
      allocator: async () => (await import('./zh-Hans/parts/allocator.ts')).part,
      reading: async () => (await import('./zh-Hans/parts/reading.ts')).part,
      telling: () => toldWith(import('./zh-Hans/parts/telling.ts')),
      outline: async () => (await import('./zh-Hans/parts/outline.ts')).part,
      trouble: () => toldWith(import('./zh-Hans/parts/trouble.ts')),
      objects: async () => (await import('./zh-Hans/parts/objects.ts')).part,
      lessons: async () => (await import('./zh-Hans/parts/lessons.ts')).part,
      compare: async () => (await import('./zh-Hans/parts/compare.ts')).part,
      list: async () => (await import('./zh-Hans/parts/list.ts')).part,
      arithmetic: async () => (await import('./zh-Hans/parts/arithmetic.ts')).part,
      share: async () => (await import('./zh-Hans/parts/share.ts')).part,
      'heap-map': async () => (await import('./zh-Hans/parts/heap-map.ts')).part,
      predict: async () => (await import('./zh-Hans/parts/predict.ts')).part,
      program: async () => (await import('./zh-Hans/parts/program.ts')).part,
    },
  },
};

type Tree = Record<string, unknown>;

/** One language, as far as it is loaded. */
class Catalogue {
  readonly #language: Language;
  readonly #texts: Tree;
  readonly #parts = new Map<PartName, Promise<void>>();

  constructor(language: Language, first: object) {
    this.#language = language;
    this.#texts = bind(first, language) as Tree;
    for (const name of partNames) {
      for (const path of parts[name]) this.#promise(path, name);
    }
  }

  /** Its texts; some of them come when they are asked for. */
  get messages(): Messages {
    return this.#texts as unknown as Messages;
  }

  /** What failed to load is asked for again the next time. */
  load(name: PartName): Promise<void> {
    const known = this.#parts.get(name);
    if (known !== undefined) return known;
    inUse.add(name);
    const loading = this.#add(name);
    this.#parts.set(name, loading);
    loading.catch(() => this.#parts.delete(name));
    return loading;
  }

  async #add(name: PartName): Promise<void> {
    const part = bind(await sources[this.#language].parts[name](), this.#language) as Tree;
    for (const path of parts[name]) {
      const [group, key] = placeOf(path, this.#texts);
      const [own] = placeOf(path, part);
      Object.defineProperty(group, key, { value: own[key], enumerable: true });
    }
  }

  #promise(path: string, name: PartName): void {
    const [group, key] = placeOf(path, this.#texts);
    Object.defineProperty(group, key, {
      configurable: true,
      get: (): never => {
        throw new NotLoaded(this.load(name));
      },
    });
  }
}

/** The group that a text or a group of texts is in, and what it is called there. */
function placeOf(path: string, texts: Tree): [Tree, string] {
  const [group = path, key] = path.split('.');
  if (key === undefined) return [texts, group];
  return [(texts[group] ??= {}) as Tree, key];
}

/** Parts that were asked for in any language. */
const inUse = new Set<PartName>();
const catalogues = new Map<Language, Promise<Catalogue>>();

function catalogueOf(language: Language): Promise<Catalogue> {
  let catalogue = catalogues.get(language);
  if (catalogue === undefined) {
    catalogue = sources[language].first().then((first) => new Catalogue(language, first));
    catalogues.set(language, catalogue);
    catalogue.catch(() => catalogues.delete(language));
  }
  return catalogue;
}

/**
 * The texts of a language, with the given parts and all that are in use. A text of another part throws `NotLoaded`. What
 * failed to load is asked for again the next time.
 */
export async function loadMessages(language: Language, needed: readonly PartName[] = []): Promise<Messages> {
  for (const name of needed) inUse.add(name);
  const names = [...inUse];
  // All at once: none waits for another.
  const [catalogue] = await Promise.all([
    catalogueOf(language),
    ...names.map((name) => sources[language].parts[name]()),
  ]);
  await Promise.all(names.map((name) => catalogue.load(name)));
  return catalogue.messages;
}
