// Every page of the site, under a prefix and a strict policy: nothing is wrong on the console, nothing has to be scrolled
// sideways, nobody stumbles, no link is dead.

import { existsSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import type {} from '../../www/embed/element.ts';
import { expect, type Page } from '@playwright/test';
import { problemsOf, stumblingBlocks } from './problems.ts';
import { FOLDER, pages, read, test } from './site.ts';

/** First as on a phone: wider, the page has to be as good as if it had been opened so. */
const looks = [
  { width: 390, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
] as const;

/** Each figure comes into sight, so that each runs. At first it shows what its pictures show. */
async function seeAll(page: Page): Promise<void> {
  for (const figure of await page.locator('pymalloc-explorer').all()) {
    await figure.scrollIntoViewIfNeeded();
    await expect.poll(() => figure.evaluate((it) => it.matches(':state(ready)'))).toBe(true);
    for (const picture of await figure.locator('> img').all()) {
      const alt = (await picture.getAttribute('alt')) ?? '';
      const [, place = ''] = alt.split(/cpython-[\d.]+-\d+/);
      const shown = await figure.evaluate((it: HTMLElementTagNameMap['pymalloc-explorer']) =>
        it.read(({ operations, length }) => [operations, length]),
      );
      expect(place.match(/\d[\d,]*/g)?.map((number) => Number(number.replaceAll(',', '')))).toEqual(shown);
    }
  }
}

// The gallery has looks of its own, at which gallery.spec.ts looks.
for (const path of pages.filter((page) => !page.startsWith('gallery/')))
  test(path, async ({ page, site }) => {
    const problems = problemsOf(page);
    const [{ width, colorScheme }] = looks;
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await page.goto(`${site.url}${path}`);
    await seeAll(page);
    for (const { width, colorScheme } of looks) {
      await test.step(`${width} px wide, ${colorScheme}`, async () => {
        await page.setViewportSize({ width, height: 900 });
        // Without motion, colours change at once.
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const html = expect(page.locator('html'));
        await (colorScheme === 'dark' ? html.toHaveClass(/dark/) : html.not.toHaveClass(/dark/));
        await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        expect(await stumblingBlocks(page)).toEqual([]);
      });
    }
    expect(problems).toEqual([]);
  });

/** Ids that a page has, and the names of heaps. */
function placesIn(html: string): Set<string> {
  return new Set([...html.matchAll(/ (?:id|heap)="([^"]+)"/g)].map(([, id = '']) => id));
}

test('no link is dead', () => {
  const dead: string[] = [];
  for (const path of pages) {
    const html = read(path);
    const own = placesIn(html);
    for (const [, link = ''] of html.matchAll(/ (?:href|src)="([^"]*)"/g)) {
      if (/^(?:https?:|data:|mailto:)/.test(link)) continue;
      const [address = '', fragment] = link
        .replaceAll('&amp;', '&')
        .replace(/\?[^#]*/, '')
        .split('#');
      const target = address === '' ? path : normalize(join(dirname(path), decodeURIComponent(address)));
      const full = join(FOLDER, target);
      const file = existsSync(full) && statSync(full).isDirectory() ? join(target, 'index.html') : target;
      // An address from the root leads out of whatever prefix there is.
      if (address.startsWith('/') || target.startsWith('..') || !existsSync(join(FOLDER, file)))
        dead.push(`${path}: ${link}`);
      else if (fragment !== undefined && fragment !== '' && !file.startsWith('explorer/')) {
        const places = file === path ? own : placesIn(read(file));
        if (!places.has(decodeURIComponent(fragment).replace(/@L?[\d.]+$/, ''))) dead.push(`${path}: ${link}`);
      }
    }
  }
  expect(dead).toEqual([]);
});
