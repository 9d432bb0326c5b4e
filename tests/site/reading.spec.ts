// How one reads the site: from page to page, in another language, with the search, on paper and without JavaScript; and how a
// task tells where one stands.

import type {} from '../../www/embed/element.ts';
import { expect, type Page } from '@playwright/test';
import { test } from './site.ts';

const ready = (page: Page, id: string) =>
  expect
    .poll(() => page.locator(`pymalloc-explorer[id="${id}"]`).evaluate((it) => it.matches(':state(ready)')))
    .toBe(true);

test('from page to page', async ({ page, site }) => {
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(request.url()));
  await page.goto(`${site.url}docs/programs.html`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Programs/);
  expect(loaded.filter((url) => url.includes('/explorer/'))).toEqual([]);

  await page.getByRole('navigation', { name: 'Main Navigation' }).getByRole('link', { name: 'Guide' }).click();
  await expect(page).toHaveURL(`${site.url}guide/01-layers.html`);
  await page.locator('pymalloc-explorer').first().scrollIntoViewIfNeeded();
  await ready(page, (await page.locator('pymalloc-explorer').first().getAttribute('id')) ?? '');

  await page.locator('.VPDocFooter a.next').click();
  await expect(page).toHaveURL(`${site.url}guide/02-size-classes.html`);
  await page.locator('.VPDocFooter a.prev').click();
  await expect(page).toHaveURL(`${site.url}guide/01-layers.html`);

  // The links of the frame lead where they led at first.
  await page.locator('.VPNavBarTitle a').click();
  await expect(page).toHaveURL(site.url);
});

test('the same chapter in the other language, with the figures in it', async ({ page, site }) => {
  await page.goto(`${site.url}guide/03-pools.html`);
  await page.locator('.VPNavBarTranslations button').hover();
  await page.getByRole('link', { name: '简体中文' }).click();
  await expect(page).toHaveURL(`${site.url}zh-Hans/guide/03-pools.html`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  const figure = page.locator('pymalloc-explorer#first');
  await figure.scrollIntoViewIfNeeded();
  await expect(figure.getByRole('button', { name: '撤销' })).toBeVisible();
});

for (const [path, query, found] of [
  ['guide/01-layers.html', 'nextoffset', 'guide/03-pools.html'],
  ['zh-Hans/guide/01-layers.html', '空闲链表', 'zh-Hans/guide/03-pools.html'],
] as const)
  test(`the search finds ${query}`, async ({ page, site }) => {
    await page.goto(`${site.url}${path}`);
    await page.locator('.DocSearch-Button').click();
    await page.getByRole('searchbox').fill(query);
    const result = page.locator(`.result[href*="${found}"]`).first();
    await expect(result).toBeVisible();
    await result.click();
    await expect(page).toHaveURL(new RegExp(`^${site.url}${found}`));
  });

test('without JavaScript there are the programs and the pictures', async ({ browser, site }) => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(`${site.url}guide/03-pools.html`);
  const figures = await page.locator('pymalloc-explorer').all();
  expect(figures.length).toBeGreaterThan(3);
  expect(await page.locator('pymalloc-explorer > pre').count()).toBeGreaterThan(3);
  for (const figure of figures) {
    // One that shows the heap of another has no program of its own.
    for (const program of await figure.locator('pre').all()) await expect(program).toBeVisible();
    const pictures = await figure.locator('img').all();
    expect(pictures.length).toBeGreaterThan(0);
    for (const picture of pictures) {
      await picture.scrollIntoViewIfNeeded();
      await expect(picture).toHaveJSProperty('complete', true);
      await expect(picture).not.toHaveJSProperty('naturalWidth', 0);
      expect((await picture.getAttribute('alt'))?.length).toBeGreaterThan(10);
    }
  }
  await page.close();
});

test('on paper there is the text alone', async ({ page, site }) => {
  await page.goto(`${site.url}guide/03-pools.html`);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  for (const aside of ['.VPNav', '.VPSidebar', '.VPDocFooter']) await expect(page.locator(aside)).toBeHidden();
});

test('a task is done, begun again, and failed', async ({ page, site }) => {
  await page.goto(`${site.url}guide/10-cycles.html`);
  const task = page.locator('.guide-task');
  const status = task.locator('.standing').getByRole('status');
  const element = task.locator('pymalloc-explorer');
  const carryOut = (program: string) =>
    element.evaluate((it: HTMLElementTagNameMap['pymalloc-explorer'], text) => it.load(text), program);
  await element.scrollIntoViewIfNeeded();
  await expect(status).toHaveText('Not done yet.');
  await carryOut('a = []\nb = []\na.append(b)\nb.append(a)\ndel a, b');
  await expect(status).toHaveText('Done.');
  await task.getByRole('button', { name: 'Begin again' }).click();
  await expect(status).toHaveText('Not done yet.');
  await carryOut('a = []\nb = []\ndel a');
  await expect(status).toHaveText(/cannot be done any more/);
});
