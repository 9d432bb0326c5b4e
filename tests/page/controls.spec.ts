// One journey for each control.

import { expect, test } from '@playwright/test';
import { Explorer } from './explorer.ts';

test('Allocate makes a block, selects it and tells the functions that ran', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(32);
  await expect(explorer.status).toContainText(
    /malloc\(32\) returned 0x[0-9a-f]+ \(arena 0, pool 0, block 0, allocated\)/,
  );
  await expect(explorer.status).toContainText(
    /PyObject_Malloc → .*pymalloc_alloc → allocate_from_new_pool → new_arena/,
  );
  await expect(explorer.path).toContainText(/arena 0.*pool 0.*block 0 0x[0-9a-f]+/s);
});

test('Allocate takes a count', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(48, 10);
  await expect(explorer.status).toContainText('10 operations; the last: malloc(48) returned');
  await expect(explorer.path).toContainText('block 9');
});

test('Allocate can zero', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.field('zeroed (calloc)').check();
  await explorer.allocate(40);
  await expect(explorer.status).toContainText('calloc(1, 40) returned');
});

test('a size that is no number is refused, and nothing happens', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.field('Size (bytes)').fill('-1');
  await explorer.button('Allocate').click();
  await expect(explorer.alert).toContainText('Size (bytes) has to be a whole number from 0');
  await expect(explorer.status).not.toContainText('malloc');
});

test('Free frees the selected block; freeing it again is a double free that changes nothing', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(32, 2);
  await explorer.button('Free').click();
  await expect(explorer.status).toContainText(/free\(0x[0-9a-f]+\)\. Ran PyObject_Free → .*pymalloc_free/);
  await explorer.button('Free').click();
  await expect(explorer.alert).toContainText('double_free');
  await expect(explorer.alert).toContainText('What CPython would do:');
  await explorer.button('Dismiss').click();
  await expect(explorer.alert).toBeEmpty();
});

test('Free without a selected block says what to do', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.button('Free').click();
  await expect(explorer.alert).toContainText('Choose a block first');
});

test('Free all, every other one, at random, all of one size class', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(32, 20);
  await explorer.free('every other block');
  await expect(explorer.status).toContainText('10 operations; the last: free');
  await explorer.field('What to free').selectOption('at random');
  await explorer.field('How many').fill('3');
  await explorer.field('Seed').fill('7');
  await explorer.button('Free').click();
  await expect(explorer.status).toContainText('3 operations');
  await explorer.allocate(64, 4);
  await explorer.field('What to free').selectOption('all of one size class');
  await explorer.field('Size class').selectOption('7: blocks of 64 bytes');
  await explorer.button('Free').click();
  await expect(explorer.status).toContainText('4 operations');
  await explorer.free('all blocks');
  await expect(explorer.status).toContainText('7 operations');
  await explorer.button('Free').click();
  await expect(explorer.alert).toContainText('nothing to free');
});

test('the same seed frees the same blocks', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(32, 50);
  await explorer.free('at random');
  const first = await explorer.status.textContent();
  await explorer.button('Undo').click();
  await explorer.button('Free').click();
  await expect(explorer.status).toHaveText(first ?? '');
});

test('Reallocate moves the selected block to another size class', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(32);
  await explorer.field('New size (bytes)').fill('100');
  await explorer.button('Reallocate').click();
  await expect(explorer.status).toContainText(
    /realloc\(0x[0-9a-f]+, 100\) returned 0x[0-9a-f]+ \(arena 0, pool 1, block 0/,
  );
});

test('Undo takes back one click, however many operations it was', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(32, 500);
  await explorer.allocate(48);
  await explorer.button('Undo').click();
  await expect(explorer.status).toContainText('Undone: Allocate: 48 bytes.');
  await explorer.button('Undo').click();
  await expect(explorer.status).toContainText('Undone: Allocate: 500 × 32 bytes.');
  await expect(explorer.button('Undo')).toBeDisabled();
});

test('Reset empties the heap, and Undo brings it back', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(32);
  await explorer.button('Reset').click();
  await expect(explorer.path).not.toContainText('arena 0');
  await explorer.button('Undo').click();
  await expect(explorer.status).toContainText('The heap from before is back.');
  await expect(explorer.path).toContainText('block 0');
});

test('the edition and the alignment of arenas can be chosen', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.field('Edition').selectOption('CPython 3.10, 64-bit');
  await explorer.allocate(1);
  await expect(explorer.path).toContainText('pool 0');
  await explorer.field('Arena alignment').selectOption('unaligned (+0x10)');
  await explorer.allocate(1);
  await explorer.path.getByRole('button', { name: 'arena 0' }).click();
  await expect(explorer.view('Arena')).toContainText('63');
});

test('a limit on arenas lets pymalloc decline', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await page.getByText('Advanced').click();
  await explorer.field('Most arenas').fill('1');
  await explorer.button('Set limits').click();
  await explorer.allocate(512, 449);
  await expect(explorer.status).toContainText('block of the C library');
});

test('a limit on memory ends in NULL', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await page.getByText('Advanced').click();
  await explorer.field('Most bytes').fill('600000');
  await explorer.button('Set limits').click();
  await explorer.allocate(512, 5000);
  await expect(explorer.alert).toContainText('out_of_memory');
  await expect(explorer.alert).toContainText('CPython raises MemoryError.');
});

test('a double free can be watched as CPython does it', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(32, 3);
  await page.getByText('Advanced').click();
  await explorer.field('Free as CPython would, unchecked').check();
  await explorer.button('Free').click();
  await explorer.button('Free').click();
  await expect(explorer.status).toContainText('free(0x');
  await expect(explorer.alert).toBeEmpty();
  await expect(explorer.view('Pool')).toContainText('The free list is damaged');
});

test('a long action shows progress and can be cancelled', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(16, 2_000_000);
  await explorer.button('Cancel').click();
  await expect(explorer.status).toContainText('Stopped before the end.');
  await explorer.button('Undo').click();
  await expect(explorer.status).toContainText('Undone');
});

test('with 64 arenas of 16-byte blocks a click is one slice of work', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(16, 64 * 64 * 254);
  await expect(explorer.button('Allocate')).toBeEnabled({ timeout: 20_000 });
  await explorer.field('Count').fill('1');
  await explorer.button('Free').click();
  // Work that does not fit into the click's own slice shows its progress and locks the controls.
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(explorer.status).toContainText('free(0x');
});

test('a field that was emptied stays empty, and the browser has nothing to warn of', async ({ page }) => {
  const warnings: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('cannot be parsed')) warnings.push(message.text());
  });
  const explorer = await Explorer.open(page);
  await explorer.allocate(32);
  await explorer.field('Size (bytes)').fill('');
  await explorer.button('Undo').click();
  await expect(explorer.status).toContainText('Undone');
  await expect(explorer.field('Size (bytes)')).toHaveValue('');
  expect(warnings).toEqual([]);
});
