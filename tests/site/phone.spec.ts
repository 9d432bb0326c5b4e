// What a chapter costs on a phone: nothing of a figure is loaded before one comes near, and only those run that are near.

import { expect, type Page } from '@playwright/test';
import { chapters, pageOf, test } from './site.ts';

/** What is left between a small phone's bars: no chapter has a figure near that. */
const HEIGHT = 480;
/** So far before it comes into sight an element is loaded. */
const NEAR = 200;

test.use({ viewport: { width: 390, height: HEIGHT } });

/** The figures that are near the viewport, and those that have begun to run. */
function figures(page: Page): Promise<{ near: string[]; running: string[] }> {
  return page.evaluate((near) => {
    const all = [...document.querySelectorAll('pymalloc-explorer')];
    const isNear = (element: Element): boolean => {
      const { top, bottom } = element.getBoundingClientRect();
      return top < innerHeight + near && bottom > -near;
    };
    const runs = ({ shadowRoot }: Element): boolean => (shadowRoot?.querySelectorAll('pm-embed').length ?? 0) > 0;
    const ids = (some: Element[]): string[] => some.map(({ id }) => id);
    return { near: ids(all.filter(isNear)), running: ids(all.filter(runs)) };
  }, NEAR);
}

for (const chapter of Object.keys(chapters))
  test(chapter, async ({ page, site }) => {
    const core: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/explorer/core')) core.push(request.url());
    });
    await page.goto(`${site.url}${pageOf(chapter, 'en') ?? ''}`, { waitUntil: 'networkidle' });
    expect(await figures(page)).toEqual({ near: [], running: [] });
    expect(core).toEqual([]);

    const seen = new Set<string>();
    for (const figure of await page.locator('pymalloc-explorer').all()) {
      await figure.evaluate((it) => {
        it.scrollIntoView({ behavior: 'instant', block: 'center' });
      });
      await expect.poll(() => figure.evaluate((it) => it.matches(':state(ready)'))).toBe(true);
      const { near, running } = await figures(page);
      for (const id of near) seen.add(id);
      expect(running.filter((id) => !seen.has(id))).toEqual([]);
    }
    expect(core.length).toBeGreaterThan(0);
  });
