// English where another language is spoken: phrases, and labels of one word. Names that are alike everywhere are none.

/** What is called so in every language, and names in CPython that look like words. */
const NAMES: ReadonlySet<string> = new Set(['pymalloc explorer', 'English', 'Arena', 'float numfree', 'long numfree']);

/** Two words side by side that are no identifiers, or nothing but a word with a capital. */
const ENGLISH = /(?<![\w.[(])[A-Za-z]?[a-z]{2,} [a-z]{2,}(?![\w.[(=])|^[A-Z][a-z]+[….:]?$/;

/** The value of a str, whatever it says; it may be cut. */
const STR = /'[^']*(?:'|$)/g;

/** Whether a text that is read as a whole has English in it. */
export function isEnglish(text: string): boolean {
  return ENGLISH.test(text.replaceAll(STR, '')) && !NAMES.has(text);
}

/** Attributes that are read to those who do not see, or shown by a pointer. */
export const READ_ATTRIBUTES = ['aria-label', 'title', 'placeholder', 'aria-valuetext'] as const;

/** What is written as it is in every language. */
export const CODE = 'code, pre, kbd, .mono, [lang=en], script, style';
