// What may be wrong with a page of the site, whichever it is. For tests only.

import AxeBuilder from '@axe-core/playwright';
import { type Page } from '@playwright/test';

/** What goes wrong on a page from then on: errors, warnings, and what is not there. */
export function problemsOf(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
  });
  return problems;
}

/** Below how many shadow roots something stands: 1 is the element, 2 what it is as a whole. */
const depth = ([place]: readonly unknown[]): number => (Array.isArray(place) ? place.length - 1 : 0);

/**
 * What somebody would stumble over. Figures are operated alike, so what is inside of one is called as it is in another; each
 * figure as a whole has a name of its own.
 */
export async function stumblingBlocks(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .filter(({ target }) => id !== 'landmark-unique' || depth(target) <= 2)
      .map(({ html, target }) => `${id}: ${html} at ${JSON.stringify(target)}`),
  );
}
