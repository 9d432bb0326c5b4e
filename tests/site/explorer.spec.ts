// From the site to the explorer and back, in both languages: its header leads to the home page, the guide and the gallery.

import { expect } from '@playwright/test';
import { languages, test } from './site.ts';

const WORDS = {
  en: { folder: '', guide: 'Guide', gallery: 'Gallery' },
  'zh-Hans': { folder: 'zh-Hans/', guide: '教程', gallery: '图示总览' },
} as const;

for (const language of languages)
  test(`from the site to the explorer and back, ${language}`, async ({ page, site }) => {
    const { folder, guide, gallery } = WORDS[language];
    const explorer = new RegExp(`^${site.url}explorer/index\\.html\\?lang=${language}`);
    await page.goto(`${site.url}${folder}`);
    const way = page.locator(`a[href*="explorer/index.html?lang=${language}"]`).first();
    await page.goto(await way.evaluate((it: HTMLAnchorElement) => it.href));
    await expect(page).toHaveURL(explorer);

    const head = page.locator('pm-explorer').getByRole('banner');
    const ways = [
      [head.getByRole('heading', { level: 1 }).getByRole('link'), `${folder}index.html`],
      [head.getByRole('link', { name: guide, exact: true }), `${folder}guide/01-layers.html`],
      [head.getByRole('link', { name: gallery, exact: true }), `gallery/index.html?lang=${language}`],
    ] as const;
    for (const [link, address] of ways) {
      const there = await link.evaluate((it: HTMLAnchorElement) => it.href);
      expect(there).toBe(`${site.url}${address}`);
      await link.click();
      await expect(page).not.toHaveURL(explorer);
      await expect(page.getByRole('main').first()).toBeVisible();
      await page.goBack();
      await expect(page).toHaveURL(explorer);
    }
  });

test('the ways back follow the language of the page', async ({ page, site }) => {
  await page.goto(`${site.url}explorer/index.html?lang=en`);
  const head = page.locator('pm-explorer').getByRole('banner');
  await expect(head.getByRole('link', { name: 'Guide' })).toBeVisible();
  await head.getByRole('combobox', { name: /language/i }).selectOption('zh-Hans');
  await expect(head.getByRole('link', { name: '教程' })).toHaveAttribute('href', /\/zh-Hans\/guide\/01-layers\.html$/);
});
