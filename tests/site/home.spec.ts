// The page that one comes to first: something alive, links that move it, and the ways on from there.

import type {} from '../../www/embed/element.ts';
import { expect } from '@playwright/test';
import { chapters, languages, test } from './site.ts';

for (const language of languages)
  test(`the home page, ${language}`, async ({ page, site }) => {
    const home = `${site.url}${language === 'en' ? '' : `${language}/`}`;
    await page.goto(home);
    const figure = page.locator('pymalloc-explorer');
    // For those who read without JavaScript.
    await expect(figure.locator('> img')).toHaveCount(1);

    const links = await page.locator('a.step').all();
    expect(links.length).toBeGreaterThan(1);
    for (const link of links) {
      const step = chapters['03-pools']?.steps[(await link.getAttribute('data-step')) ?? ''];
      await link.click();
      const operations = () =>
        figure.evaluate((it: HTMLElementTagNameMap['pymalloc-explorer']) => it.read((heap) => heap.operations));
      await expect.poll(operations).toBe(step?.operation);
    }
    for (const part of await page.locator('.parts a').all()) {
      await page.goto(home);
      await part.click();
      await expect(page).not.toHaveURL(new RegExp(`^${home}(?:#.*)?$`));
      await expect(page.locator('main, pm-explorer').first()).toBeVisible();
    }
  });
