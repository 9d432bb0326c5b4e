// What a browser asks for until a first view is there, of the explorer and of an element: the files whose sizes have a limit,
// and no others.

import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { filesOf, firstViews } from '../../scripts/sizes.mjs';
import { Explorer } from './explorer.ts';
import { element, host, ready } from './host.ts';

const manifest = JSON.parse(
  readFileSync(new URL('../../target/page-tests/dist/.vite/manifest.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;

/** What comes when there is nothing better to do is no part of a first view. */
async function neverIdle(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0;
  });
}

/** The files of ours that a page asks for from now on, each once. */
function askedBy(page: Page): ReadonlySet<string> {
  const asked = new Set<string>();
  page.on('request', (request) => {
    const path = new URL(request.url()).pathname.slice(1);
    if (/^(?:lib|core[^/]*)\/|^element\.js$/.test(path)) asked.add(path);
  });
  return asked;
}

function sorted(files: Iterable<string>): string[] {
  return [...files].sort();
}

/** The languages, by what a browser asks for, and what is waited for in each. */
const LANGUAGES = [
  { language: 'en', locale: 'en-US', allocate: 'Allocate', pool: 'Pool' },
  { language: 'zh-Hans', locale: 'zh-CN', allocate: '分配', pool: '池' },
] as const;

for (const { language, locale, allocate, pool } of LANGUAGES) {
  test.describe(`in ${language}`, () => {
    test.use({ locale });

    test('the first view of the explorer loads what is counted for it', async ({ page }) => {
      await neverIdle(page);
      const asked = askedBy(page);
      await page.goto('./');
      await expect(page.getByRole('button', { name: allocate, exact: true })).toBeEnabled();
      await page.waitForLoadState('networkidle');
      expect(sorted(asked)).toEqual(sorted(filesOf(manifest, firstViews[language].explorer)));
    });

    test('the first view of an element loads what is counted for it', async ({ page }) => {
      await neverIdle(page);
      const asked = askedBy(page);
      const body = `<pymalloc-explorer id="one" view="pool" lang="${language}"></pymalloc-explorer>`;
      await host(page, { body });
      await ready(page, 'one');
      await expect(element(page, 'one').getByRole('group', { name: pool, exact: true })).toBeVisible();
      await page.waitForLoadState('networkidle');
      expect(sorted(asked)).toEqual(sorted(filesOf(manifest, firstViews[language].embed)));
    });
  });
}

test('the first click in an element brings the session, and does what was clicked', async ({ page }) => {
  await neverIdle(page);
  await host(page, { body: '<pymalloc-explorer id="one" view="pool"></pymalloc-explorer>' });
  await ready(page, 'one');
  const asked = askedBy(page);
  const one = element(page, 'one');
  const allocate = one.getByRole('button', { name: 'Allocate' });
  // The second does not wait for what the first has to load.
  await allocate.evaluate((button: HTMLElement) => {
    button.click();
    button.click();
  });
  await expect(one.getByRole('status')).toContainText('malloc(24)');
  await expect(one.getByText('2 of 2', { exact: true })).toBeVisible();
  expect([...asked]).toContain('lib/awake.js');
});

test('a key is no more lost than a click', async ({ page }) => {
  await neverIdle(page);
  await host(page, { body: '<pymalloc-explorer id="one" view="pool"></pymalloc-explorer>' });
  await ready(page, 'one');
  const one = element(page, 'one');
  await one.getByRole('spinbutton').press('Enter');
  await expect(one.getByText('1 of 1', { exact: true })).toBeVisible();
  await expect(one.getByRole('spinbutton')).toBeFocused();
});

test('the explorer is seen as a whole or not at all', async ({ page }) => {
  // In each frame: how many of its parts can be seen, and whether what stands there without it can.
  await page.addInitScript(() => {
    const frames: string[] = [];
    Object.assign(window, { pictures: frames });
    const look = (): void => {
      const inside = document.querySelector('pm-explorer')?.shadowRoot;
      const parts = ['h1', 'pm-controls', 'pm-breadcrumb', 'pm-legend', 'pm-timeline', 'pm-view[view=pool]'];
      const seen = parts.filter((part) => {
        const found = inside?.querySelector(part);
        return found?.checkVisibility() === true && found.clientHeight > 0;
      });
      const before = document.querySelector('pm-explorer > section')?.checkVisibility() === true;
      frames.push(`${seen.length}/${parts.length}${before ? ' and what stood before' : ''}`);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await Explorer.open(page);
  await expect
    .poll(() => page.evaluate(() => new Set(Reflect.get(window, 'pictures') as string[]).size))
    .toBeGreaterThan(1);
  const kinds = await page.evaluate(() => [...new Set(Reflect.get(window, 'pictures') as string[])]);
  expect(kinds.filter((kind) => kind !== '0/6')).toEqual(['0/6 and what stood before', '6/6']);
});

test('what is out of sight is drawn when there is nothing better to do', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await expect(explorer.view('usedpools')).toContainText('usedpools');
});

/** An element that has run a program, and the files that were asked for since, all of them and those of the whole core. */
async function ran(
  page: Page,
  program: string,
): Promise<{ one: Locator; asked: ReadonlySet<string>; whole: () => string[] }> {
  await neverIdle(page);
  const asked = askedBy(page);
  await host(page, { body: `<pymalloc-explorer id="one" view="pool">\n${program}\n</pymalloc-explorer>` });
  await ready(page, 'one');
  const one = element(page, 'one');
  await expect(one.getByText('3 of 3', { exact: true })).toBeVisible();
  return { one, asked, whole: () => [...asked].filter((file) => file.startsWith('core/')) };
}

test('a program of blocks alone runs on a small core; what is done after it does too', async ({ page }) => {
  const { one, asked, whole } = await ran(page, 'a = malloc(24)\nfree(a)\nb = malloc(24)');
  await one.getByRole('button', { name: 'free(a)' }).click();
  await expect(one.getByText('2 of 3', { exact: true })).toBeVisible();
  await one.getByRole('button', { name: 'Allocate' }).click();
  await expect(one.getByText('3 of 3', { exact: true })).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(whole()).toEqual([]);
  expect([...asked].filter((file) => file.includes('objects'))).toEqual([]);
});

test('a program with objects brings the whole core, whatever it looked like', async ({ page }) => {
  const { whole } = await ran(page, 'a = malloc(24)\nfor i in range(2): b = []');
  expect(whole().length).toBeGreaterThan(0);
});
