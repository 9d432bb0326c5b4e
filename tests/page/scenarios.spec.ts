// One journey for each scenario, and back.

import { expect, test } from '@playwright/test';
import { Explorer } from './explorer.ts';

const scenarios: readonly { name: string; told: string; path?: string }[] = [
  { name: 'Fill a pool', told: '63 operations', path: 'block 62' },
  { name: 'Empty a full pool', told: 'insert_to_freepool', path: 'pool 0' },
  { name: 'Fill an arena', told: '448 operations', path: 'pool 63' },
  { name: 'The 17th arena doubles arenas[]', told: 'new_arena', path: 'arena 16' },
  { name: 'One block holds an arena', told: '895 operations', path: 'pool 63' },
  { name: 'Churn', told: '5,000 operations' },
];

for (const { name, told, path } of scenarios) {
  test(name, async ({ page }) => {
    const explorer = await Explorer.open(page);
    await explorer.button(name).click();
    await expect(explorer.status).toContainText(told);
    if (path !== undefined) await expect(explorer.path).toContainText(path);
    await explorer.button('Undo').click();
    await expect(explorer.status).toContainText(`Undone: ${name}.`);
  });
}

test('each scenario goes on from whatever the last one left', async ({ page }) => {
  const explorer = await Explorer.open(page);
  for (const { name } of [...scenarios, ...scenarios]) {
    await explorer.button(name).click();
    await expect(page.getByText(`Undo takes back: ${name}`)).toBeVisible();
    await expect(explorer.button(name)).toBeEnabled();
  }
});

test('a scenario takes its numbers from the edition', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.field('Edition').selectOption('CPython 3.10, 64-bit');
  await expect(page.getByText('until their pool is full: 255 in a new pool')).toBeVisible();
  await explorer.button('Fill a pool').click();
  await expect(explorer.status).toContainText('255 operations');
});
