// What a language is made of: texts in ICU MessageFormat, by key. Binding a catalogue to its language makes a function
// of each text that has values in it. Holds no text and chooses no language.

import { count } from '../format.ts';
import { read } from './icu.ts';

/** A value in a text. Numbers follow the language's rules only where the text says `{n, number}` or has a plural. */
export type Value = string | number;

/**
 * What a text consists of: words; 0 for the number that the choice around is made by; and values, by name: as they are, with
 * a 0 as a number of the language, or as what is chosen by them.
 */
export type Part = string | 0 | readonly [name: string, how?: 0 | Choice];

/** What is said for one value, as `=0` or `=none`, for the language's kind of a number, or else. */
export interface Choice {
  readonly [when: string]: readonly Part[];
  readonly other: readonly Part[];
}

/** A text with values in it. `Values` is what it needs; the compiler holds every translation to the same. */
export class Message<Values extends object> {
  declare readonly needs: (values: Values) => Values;

  constructor(readonly source: string | readonly Part[]) {}

  /** As it was written; nobody asks for it where the build has parsed it. */
  get text(): string {
    return typeof this.source === 'string' ? this.source : JSON.stringify(this.source);
  }
}

/**
 * A text in ICU MessageFormat; `{`, `}` and `#` are its own signs, an apostrophe before one of them quotes. The build puts
 * the parts of the text in its place (scripts/messages.mjs).
 */
export function msg<Values extends object>(text: string): Message<Values> {
  return new Message(text);
}

/** The same keys with the texts of another language: a key that is missing or left over does not compile. */
export type Translation<Catalogue> =
  Catalogue extends Message<infer Values>
    ? Message<Values>
    : Catalogue extends string
      ? string
      : Catalogue extends (...args: never[]) => unknown
        ? Catalogue
        : { readonly [Key in keyof Catalogue]: Translation<Catalogue[Key]> };

/** A catalogue as the page uses it: plain texts, and a function for each text that has values in it. */
export type Bound<Catalogue> =
  Catalogue extends Message<infer Values>
    ? (values: Values) => string
    : Catalogue extends string
      ? string
      : Catalogue extends (...args: never[]) => unknown
        ? Catalogue
        : { readonly [Key in keyof Catalogue]: Bound<Catalogue[Key]> };

/** Makes a catalogue usable. A text that is not parsed yet is when it is first said. */
export function bind<Catalogue extends object>(catalogue: Catalogue, language: string): Bound<Catalogue> {
  return bound(catalogue, language) as Bound<Catalogue>;
}

function bound(entry: unknown, language: string): unknown {
  if (entry instanceof Message) return teller(entry.source, language);
  if (Array.isArray(entry)) return entry.map((part: unknown) => bound(part, language));
  if (typeof entry !== 'object' || entry === null) return entry;
  return Object.fromEntries(Object.entries(entry).map(([key, part]) => [key, bound(part, language)]));
}

function teller(source: string | readonly Part[], language: string): (values: Record<string, Value>) => string {
  let parts = typeof source === 'string' ? undefined : source;
  return (values) => told((parts ??= read(source as string)), values, language, 0);
}

/** `chosen` is the number that the choice around is made by. */
function told(parts: readonly Part[], values: Record<string, Value>, language: string, chosen: number): string {
  const words = parts.map((part) => {
    if (typeof part === 'string') return part;
    if (part === 0) return count(chosen);
    const [name, how] = part;
    const value = values[name];
    if (how === undefined) return String(value);
    const number = typeof value === 'number' ? value : chosen;
    if (how === 0) return count(number);
    const choice = how[`=${String(value)}`] ?? (value === number ? how[pluralsOf(language).select(number)] : undefined);
    return told(choice ?? how.other, values, language, number);
  });
  return words.join('');
}

const known = new Map<string, Intl.PluralRules>();

/** Each made once: making them takes long. */
function pluralsOf(language: string): Intl.PluralRules {
  const rules = known.get(language) ?? new Intl.PluralRules(language);
  known.set(language, rules);
  return rules;
}
