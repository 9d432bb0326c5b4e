// The least that must hold: the page opens, has its heading, and says nothing on the console.

import { expect, test } from '@playwright/test';

// As the page is for everybody.
test.use({ serviceWorkers: 'allow' });

test('the page opens', async ({ page }) => {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  await page.goto('./');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(complaints).toEqual([]);
});
