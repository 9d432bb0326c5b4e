// That a Chinese page has nothing in English that only VitePress says: the links of its headings, the buttons at its code.

import { expect } from '@playwright/test';
import { test } from './site.ts';

test('links of headings and buttons at code are named in Chinese', async ({ page, site }) => {
  await page.goto(`${site.url}zh-Hans/guide/04-usedpools.html`);
  const named = page.locator('.vp-doc :is(.header-anchor, button.copy)');
  const names = await named.evaluateAll((them) =>
    them.map((it) => it.getAttribute('aria-label') ?? it.getAttribute('title') ?? ''),
  );
  expect(names).toContain('“usedpools”的链接');
  expect(names).toContain('复制代码');
  for (const name of names) expect(name).toMatch(/\p{Script=Han}/u);
});
