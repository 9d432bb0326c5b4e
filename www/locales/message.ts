// What a language is made of: texts in ICU MessageFormat, by key. Binding a catalogue to its language makes a function
// of each text that has values in it. Holds no text and chooses no language.

import { IntlMessageFormat } from 'intl-messageformat';

/** A value in a text. Numbers follow the language's rules only where the text says `{n, number}` or has a plural. */
export type Value = string | number;

/** A text in ICU MessageFormat as the parser reads it. */
type Parsed = Exclude<ConstructorParameters<typeof IntlMessageFormat>[0], string>;

/** A text with values in it. `Values` is what it needs; the compiler holds every translation to the same. */
export class Message<Values extends object> {
  declare readonly needs: (values: Values) => Values;

  constructor(readonly source: string | Parsed) {}

  /** As it was written; nobody asks for it where the build has parsed it. */
  get text(): string {
    return typeof this.source === 'string' ? this.source : JSON.stringify(this.source);
  }
}

/**
 * A text in ICU MessageFormat; `{`, `}` and `#` are its own signs, an apostrophe before one of them quotes. The build puts
 * what the parser makes of the text in its place (scripts/messages.mjs).
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

function teller(source: string | Parsed, language: string): (values: Record<string, Value>) => string {
  let format: IntlMessageFormat | undefined;
  return (values) => {
    // Sentences have `<` and `>` in them, which are no tags.
    format ??= new IntlMessageFormat(source, language, undefined, {
      ignoreTag: true,
      formatters: formattersOf(language),
    });
    return format.format(values) as string;
  };
}

type Formatters = NonNullable<NonNullable<ConstructorParameters<typeof IntlMessageFormat>[3]>['formatters']>;

const known = new Map<string, Formatters>();

/** The formatters of a language, each made once: the library's own way to know them writes a text at every call. */
function formattersOf(language: string): Formatters {
  const formatters = known.get(language) ?? newFormatters(language);
  known.set(language, formatters);
  return formatters;
}

function newFormatters(language: string): Formatters {
  const numbers = new Map<unknown, Intl.NumberFormat>();
  const plurals = new Map<unknown, Intl.PluralRules>();
  return {
    // A text's own options are one object as long as the text is known.
    getNumberFormat: (_, options) => once(numbers, options, () => new Intl.NumberFormat(language, options)),
    getPluralRules: (_, options) => once(plurals, options?.type, () => new Intl.PluralRules(language, options)),
    // No text has a date.
    getDateTimeFormat: (_, options) => new Intl.DateTimeFormat(language, options),
  };
}

function once<Made>(made: Map<unknown, Made>, key: unknown, make: () => Made): Made {
  const one = made.get(key) ?? make();
  made.set(key, one);
  return one;
}
