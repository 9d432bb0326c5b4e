// The core breaks on purpose: that is shown, and survived.

import { expect, test } from '@playwright/test';
import { Explorer } from './explorer.ts';

test('a trap is shown and survived', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(32, 3);
  await page.getByText('Advanced').click();
  await explorer.button('Break the core (test build)').click();
  await expect(explorer.alert).toContainText('That is our bug, not your mistake.');
  await expect(explorer.alert).toContainText('Allocate: 3 × 32 bytes');
  await expect(explorer.button('Allocate')).toBeDisabled();

  await explorer.button('Restore the last good state').click();
  await expect(explorer.status).toContainText('The last good state is back.');
  await expect(explorer.path).toContainText('block 2');
  await explorer.allocate(32);
  await expect(explorer.path).toContainText('block 3');

  await explorer.button('Break the core (test build)').click();
  await explorer.button('Restore the last good state').click();
  await explorer.free('all blocks');
  await expect(explorer.status).toContainText('4 operations');
});
