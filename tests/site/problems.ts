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

/** What somebody would stumble over. */
export async function stumblingBlocks(page: Page, except: readonly string[] = []): Promise<string[]> {
  // Of all that is right it needs no list.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
  const { violations } = await except.reduce((some, place) => some.exclude(place), axe).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, target }) => `${id}: ${html} at ${JSON.stringify(target)}`),
  );
}
