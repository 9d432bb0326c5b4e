// How one reads the site: from page to page, in another language, with the search, on paper and without JavaScript.

import type {} from '../../www/embed/element.ts';
import { expect, type Page } from '@playwright/test';
import { chapters, languages, pageOf, test } from './site.ts';

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

for (const language of languages)
  test(`from chapter to chapter, figures stay as they were written, ${language}`, async ({ page, site }) => {
    const [first = '', ...others] = Object.keys(chapters).sort();
    await page.goto(`${site.url}${pageOf(first, language) ?? ''}`);
    for (const chapter of [first, ...others]) {
      const path = pageOf(chapter, language) ?? '';
      if (chapter !== first) await page.locator('.VPDocFooter a.next').click();
      await expect(page).toHaveURL(`${site.url}${path}`);
      for (const [id, { program: _, ...figure }] of Object.entries(chapters[chapter]?.figures ?? {})) {
        const element = page.locator(`pymalloc-explorer[id="${id}"]`);
        await expect(element).toHaveCount(1);
        const attributes = await element.evaluate((it) =>
          Object.fromEntries([...it.attributes].map(({ name, value }) => [name, value])),
        );
        const { id: own, label, ...given } = attributes;
        expect([own, label], chapter).toEqual([id, expect.stringMatching(/\d/)]);
        const written = Object.entries(figure).map(([name, value]) => [name, value === true ? '' : String(value)]);
        expect(given, `${chapter}: ${id}`).toEqual(Object.fromEntries(written));
        expect(await element.evaluate((it: HTMLElementTagNameMap['pymalloc-explorer']) => typeof it.step)).toBe(
          'function',
        );
      }
    }
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
