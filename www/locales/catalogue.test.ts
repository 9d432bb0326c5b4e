// What every language is held to beyond its types: each text can be said with every value, needs the same values as the
// English one, is in its own language, and uses CPython's words.

import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';

import { gallery as englishGallery } from './en/gallery.ts';
import { catalogue as english } from './en/index.ts';
import { read } from './icu.ts';
import { type Language, languages } from './language.ts';
import { bind, Message, msg, type Value } from './message.ts';
import { gallery as chineseGallery } from './zh-Hans/gallery.ts';
import { catalogue as chinese } from './zh-Hans/index.ts';

type Ast = ReturnType<IntlMessageFormat['getAst']>;
type Part = Ast[number];
interface Text {
  readonly key: string;
  readonly form: 'text' | 'message';
  readonly text: string;
}

const catalogues: Readonly<Record<Language, object>> = {
  en: { ...english, gallery: englishGallery },
  'zh-Hans': { ...chinese, gallery: chineseGallery },
};

function textsOf(entry: unknown, key = ''): Text[] {
  if (entry instanceof Message) return [{ key, form: 'message', text: entry.text }];
  if (typeof entry === 'string') return [{ key, form: 'text', text: entry }];
  if (typeof entry !== 'object' || entry === null) throw new Error(`${key} is neither a text nor a message`);
  return Object.entries(entry).flatMap(([name, part]) => textsOf(part, key === '' ? name : `${key}.${name}`));
}

const parts = { literal: 0, number: 2, select: 5, plural: 6, pound: 7 } as const;
function is({ type }: { readonly type: number }, kind: keyof typeof parts): boolean {
  return type === parts[kind];
}
const branches = (part: Part): [string, Ast][] =>
  'options' in part ? Object.entries(part.options).map(([name, { value }]) => [name, value]) : [];
const everyPart = (ast: Ast): Part[] =>
  ast.flatMap((part) => [part, ...branches(part).flatMap(([, branch]) => everyPart(branch))]);
const parse = (text: string, language: string): Ast =>
  new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst();

/** What is in a text besides its values. */
function wordsIn({ form, text }: Text): string {
  if (form === 'text') return text;
  const literals = everyPart(parse(text, 'en')).filter((part) => is(part, 'literal'));
  return literals.map((part) => ('value' in part ? part.value : '')).join(' \u2028 ');
}

/** Whether a number stands before what it counts, as in `3 pools`, not behind it, as in `operation 3`. */
function countsSomething(branch: Ast): boolean {
  return branch.some((part, index) => {
    const next = branch[index + 1];
    return is(part, 'pound') && next !== undefined && 'value' in next && /^ ?[a-z]/i.test(next.value);
  });
}

/** The names of the values, and whether a branch needs them to be numbers. */
function valuesIn(text: string): Map<string, 'number' | 'choice' | 'any'> {
  const values = new Map<string, 'number' | 'choice' | 'any'>();
  for (const part of everyPart(parse(text, 'en'))) {
    if (is(part, 'literal') || is(part, 'pound') || !('value' in part)) continue;
    const use = is(part, 'number') || is(part, 'plural') ? 'number' : is(part, 'select') ? 'choice' : 'any';
    if (use !== 'any' || !values.has(part.value)) values.set(part.value, use);
  }
  return values;
}

const valueNames = (text: string): string[] => [...valuesIn(text).keys()].sort();

/** Values with which every branch of a text is taken. */
function trials(text: string): Record<string, string | number>[] {
  let all: Record<string, string | number>[] = [{}];
  const choices = everyPart(parse(text, 'en')).filter((part) => is(part, 'select'));
  for (const [name, use] of valuesIn(text)) {
    const options = choices.filter((part) => 'value' in part && part.value === name).flatMap(branches);
    const tried = use === 'number' ? [0, 1, 2, 70_000] : use === 'choice' ? options.map(([option]) => option) : ['Xx'];
    all = all.flatMap((values) => tried.map((value) => ({ ...values, [name]: value })));
  }
  return all;
}

const texts = Object.fromEntries(languages.map((language) => [language, textsOf(catalogues[language])]));
const textsIn = (language: Language): Text[] => texts[language] ?? [];
const messagesIn = (language: Language): Text[] => textsIn(language).filter(({ form }) => form === 'message');

it.each(['{d, date}', '{n, number, percent}', '{n, plural, offset:1 other {#}}', '{n, selectordinal, other {#th}}'])(
  'no text is told with %s',
  (text) => {
    expect(() => read(text)).toThrow('no text is told with');
  },
);

describe.each(languages)('%s', (language) => {
  it('has the same keys as English, and messages where English has messages', () => {
    const forms = (of: Language) =>
      textsIn(of)
        .map(({ key, form }) => `${key}: ${form}`)
        .sort();
    expect(forms(language)).toEqual(forms('en'));
  });

  it('needs the same values as English', () => {
    const needed = new Map(messagesIn('en').map(({ key, text }) => [key, valueNames(text)]));
    for (const { key, text } of messagesIn(language)) expect(valueNames(text), key).toEqual(needed.get(key));
  });

  it('says every branch of every message, as FormatJS does', () => {
    for (const { key, text } of messagesIn(language)) {
      const format = new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
      const { it: own } = bind({ it: msg<Record<string, Value>>(text) }, language);
      for (const values of trials(text)) {
        const said: unknown = format.format(values);
        expect(own(values), key).toBe(said);
        expect(said, key).not.toMatch(/undefined|NaN|\[object/);
      }
    }
  });

  it('has no value in a text that takes none', () => {
    for (const { key, form, text } of textsIn(language)) {
      if (form === 'text') expect(text, key).not.toMatch(/\{\w+(,|\})/);
      // These are all messages, as their values come from a table.
      else if (!/^(events|errors|scenarios\.list)\./.test(key)) expect(valueNames(text), key).not.toEqual([]);
    }
  });

  it('has no empty text but between sentences, and no word that CPython does not use', () => {
    for (const text of textsIn(language)) {
      if (!text.key.endsWith('.between')) expect(text.text, text.key).not.toBe('');
      expect(text.text, text.key).not.toMatch(/ {2}(?!#)/);
      expect(wordsIn(text), text.key).not.toMatch(/\b(chunk|slab|node)s?\b|竞技场|碎块/i);
      // The page is the one that is read, never a pool.
      expect(wordsIn(text), text.key).not.toMatch(/(?<!\b(the|this|of the|web) )\bpages?\b/i);
    }
  });
});

describe('English', () => {
  it('has one and other wherever a number is said', () => {
    for (const { key, text } of messagesIn('en')) {
      for (const part of everyPart(parse(text, 'en')).filter((part) => is(part, 'plural'))) {
        const named = branches(part);
        const counts = named.some(([, branch]) => countsSomething(branch));
        const names = named.map(([name]) => name);
        expect(names, key).toContain('other');
        if (counts) expect(names.includes('one') || names.includes('=1'), `${key}: ${text}`).toBe(true);
      }
    }
  });

  it('is not Chinese', () => {
    for (const { key, text } of textsIn('en')) expect(text, key).not.toMatch(/[\p{Script=Han}，。：；（）、！？]/u);
  });
});

/** What is called the same in every language, besides all names that have an underscore, a dot or brackets in them. */
const NAMES = new Set(
  (
    'NULL None True CPython Python pymalloc explorer libc arena arenas Arena usedpools freepools nextpool prevpool ' +
    'nextoffset maxnextoffset freeblock szidx malloc calloc realloc free append add list tuple dict set int long float ' +
    'str unicode object function weakref instance mmap munmap A F U u f e W G B CLI SVG PNG JSON'
  ).split(' '),
);
/** The lines of a trace file, as docs/trace-format.md writes them. */
const NOTATION = /^errorWords\.expected\.\w+Line$/;
const isName = (word: string): boolean => NAMES.has(word) || /[_.[\]()]/.test(word);

/** What a process or Python itself prints, which is quoted as it is. */
const QUOTED = [
  /“(free\(\): invalid pointer|double free or corruption)”/g,
  /(TypeError|KeyError|MemoryError): [^。]*/g,
];

describe('简体中文', () => {
  const bare = (text: Text): string => QUOTED.reduce((words, quote) => words.replace(quote, ''), wordsIn(text));
  const latinWords = (words: string): string[] => words.match(/[A-Za-z_][\w.[\]()]*/g) ?? [];

  it('leaves no text in English: without a Chinese character there are only names in it', () => {
    for (const text of textsIn('zh-Hans').filter(({ key }) => key !== 'lang' && !NOTATION.test(key))) {
      if (/\p{Script=Han}/u.test(wordsIn(text))) continue;
      expect(
        latinWords(bare(text)).filter((word) => !isName(word)),
        `${text.key}: ${text.text}`,
      ).toEqual([]);
    }
  });

  it('has no English sentence in a Chinese one', () => {
    for (const text of textsIn('zh-Hans')) {
      const runs = bare(text).match(/[a-z]+(?: [a-z]+){2,}/g) ?? [];
      expect(runs, `${text.key}: ${text.text}`).toEqual([]);
    }
  });

  it('calls a scenario by one name, and the explorer no part of a web browser', () => {
    for (const text of textsIn('zh-Hans')) expect(wordsIn(text), text.key).not.toMatch(/场景|浏览器页面/);
  });

  it('writes the punctuation of Chinese beside Chinese characters', () => {
    for (const text of textsIn('zh-Hans')) {
      expect(bare(text), text.key).not.toMatch(/\p{Script=Han}[,;:?!]|\p{Script=Han}\.(\s|$)/u);
    }
  });

  it('sets Latin letters and numbers apart from Chinese characters', () => {
    for (const text of textsIn('zh-Hans')) {
      expect(wordsIn(text), text.key).not.toMatch(/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u);
    }
  });

  it('sets numbers apart from Chinese characters, as values, too', () => {
    for (const { key, text } of textsIn('zh-Hans')) {
      expect(text, key).not.toMatch(/\p{Script=Han}\{\w+, number\}|\{\w+, number\}\p{Script=Han}/u);
    }
  });
});
