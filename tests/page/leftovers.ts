// English that is left on a page in another language: phrases, and labels of one word. Looks only.

import { type Page } from '@playwright/test';

/** What is called so in every language, and names in CPython that look like words. */
const NAMES: ReadonlySet<string> = new Set(['pymalloc explorer', 'English', 'Arena', 'float numfree', 'long numfree']);

/** Two words side by side that are no identifiers, or nothing but a word with a capital. */
const ENGLISH = /(?<![\w.[(])[A-Za-z]?[a-z]{2,} [a-z]{2,}(?![\w.[(=])|^[A-Z][a-z]+[….:]?$/;

/** The texts and labels that are English, those of code left out. */
export async function leftovers(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found = new Set<string>();
    const read = (element: Element) => {
      if (element.matches('code, pre, kbd, .mono, [lang=en], script, style')) return;
      for (const name of ['aria-label', 'title', 'placeholder', 'aria-valuetext']) {
        found.add(element.getAttribute(name) ?? '');
      }
      for (const node of (element.shadowRoot ?? element).childNodes) {
        if (node instanceof Text) found.add(node.data.replaceAll(/\s+/g, ' ').trim());
        else if (node instanceof Element) read(node);
      }
    };
    read(document.body);
    return [...found];
  });
  return texts.filter((text) => ENGLISH.test(text) && !NAMES.has(text));
}
