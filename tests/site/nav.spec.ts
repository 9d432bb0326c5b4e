// That what is in the bar at the top can be reached at every width, in both languages.

import { expect } from '@playwright/test';
import { test } from './site.ts';

for (const [path, link] of [
  ['guide/01-layers.html', 'Design'],
  ['zh-Hans/guide/01-layers.html', '设计（英文）'],
] as const)
  for (const width of [390, 768, 1024, 1100, 1280])
    test(`${path} at ${width} px`, async ({ page, site }) => {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`${site.url}${path}`);
      const menu = page.locator('.VPNavBarHamburger');
      if (await menu.isVisible()) await menu.click();
      await expect(page.locator('.VPNav').getByRole('link', { name: link }).first()).toBeInViewport({ ratio: 1 });
      const parts = page.locator('.VPNavBar :is(a, button)').filter({ visible: true });
      const ends = await parts.evaluateAll((them) => them.map((it) => it.getBoundingClientRect().right));
      expect(Math.max(...ends)).toBeLessThanOrEqual(width);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    });
