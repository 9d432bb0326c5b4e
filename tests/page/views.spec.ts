// The views are linked: what is chosen in one is shown in all.

import { expect, test } from '@playwright/test';
import { Explorer } from './explorer.ts';

test('a pool chosen in its arena is shown in the pool view, its bytes and the path', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(32);
  await explorer.allocate(48);
  await explorer
    .view('Arena')
    .getByRole('option', { name: /pool 0\b/ })
    .click();
  await expect(explorer.path).toContainText('pool 0');
  await expect(explorer.path).not.toContainText('block');
  await expect(explorer.view('Pool')).toContainText('Arena 0, pool 0');
  await expect(explorer.view('Bytes')).toContainText('ref.count');
});

test('a block chosen in its pool is shown in its bytes, and back out by the path', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(32, 3);
  await explorer
    .view('Pool')
    .getByRole('option', { name: /block 1\b/ })
    .click();
  await expect(explorer.path).toContainText('block 1');
  await expect(explorer.view('Bytes')).toContainText('block 1');
  await explorer.path.getByRole('button', { name: 'bytes' }).click();
  await expect(explorer.view('Bytes')).toBeFocused();
  await explorer.path.getByRole('button', { name: 'Heap' }).click();
  await expect(explorer.path).not.toContainText('arena 0');
});

test('what a click changed is told with old and new value', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(32, 2);
  await explorer.button('Free').click();
  const told = explorer.view('What happened');
  await expect(told).toContainText('pymalloc_free');
  await expect(told).toContainText('ref.count');
  await expect(told).toContainText(/2\s*→\s*1/);
});

test('the way of a request that pymalloc declines leads to the C library', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(513);
  await expect(explorer.view('Layers')).toContainText('PyMem_RawMalloc');
  await expect(explorer.path).toContainText('block of the C library');
});
