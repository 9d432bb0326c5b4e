// English that is left on a page in another language, in everything that is read but code. Looks only.

import { type Page } from '@playwright/test';
import { CODE, isEnglish, READ_ATTRIBUTES } from '../language/english.ts';

/** The texts and labels that are English, those of code left out. */
export async function leftovers(page: Page): Promise<string[]> {
  const texts = await page.evaluate(
    ([code, attributes]) => {
      const found = new Set<string>();
      const read = (element: Element) => {
        if (element.matches(code)) return;
        for (const name of attributes) found.add(element.getAttribute(name) ?? '');
        for (const node of (element.shadowRoot ?? element).childNodes) {
          if (node instanceof Text) found.add(node.data.replaceAll(/\s+/g, ' ').trim());
          else if (node instanceof Element) read(node);
        }
      };
      read(document.body);
      return [...found];
    },
    [CODE, READ_ATTRIBUTES] as const,
  );
  return texts.filter(isEnglish);
}
