// A page of somebody else, with elements in it. For tests only.

import { type Page } from '@playwright/test';

export interface Host {
  readonly body: string;
  readonly head?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Opens a page of somebody else on the same server. */
export async function host(page: Page, { body, head = '', headers = {} }: Host): Promise<void> {
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title>
    <meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">${head}
    <script type="module" src="element.js"></script></head><body><main>${body}</main></body></html>`;
  await page.route('**/host.html*', (route) => route.fulfill({ contentType: 'text/html', body: html, headers }));
  await page.goto('./host.html');
}

export const element = (page: Page, id: string) => page.locator(`pymalloc-explorer#${id}`);
export const place = (page: Page, id: string) => element(page, id).getByRole('slider');

export async function ready(page: Page, id: string): Promise<void> {
  await page.evaluate(async (id) => {
    await customElements.whenDefined('pymalloc-explorer');
    await [...document.querySelectorAll('pymalloc-explorer')].find((one) => one.id === id)?.ready;
  }, id);
}

/** What the console warns of, and what nobody caught. */
export function listen(page: Page): { warnings: string[]; errors: string[] } {
  const heard = { warnings: [] as string[], errors: [] as string[] };
  page.on('console', (message) => {
    if (message.type() === 'warning') heard.warnings.push(message.text());
  });
  page.on('pageerror', (error) => heard.errors.push(error.message));
  return heard;
}
