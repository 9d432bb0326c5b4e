// Opening traces: plain, gzip, bundled, bad, cancelled, dropped.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { Explorer } from './explorer.ts';

const GOOD = '# two blocks\na 0 32\na 1 48\nf 0\n';

async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open trace' }).click();
  await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer });
}

test('a plain trace, and back', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(100);
  await choose(page, 'two.trace', Buffer.from(GOOD));
  await expect(explorer.status).toContainText('two.trace: 3 operations replayed.');
  await expect(explorer.path).toContainText('pool');
  await explorer.button('Undo').click();
  await expect(explorer.status).toContainText('The heap from before is back.');
});

test('a gzip trace', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await choose(page, 'two.trace.gz', gzipSync(GOOD));
  await expect(explorer.status).toContainText('two.trace.gz: 3 operations replayed.');
});

test('a bad line is told by number, text and what was expected; the heap stays', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(32);
  await choose(page, 'bad.trace', Buffer.from('a 0 32\na 1 many\n'));
  await expect(explorer.alert).toContainText('Line 2');
  await expect(explorer.alert).toContainText('a 1 many');
  await expect(explorer.alert).toContainText('expected');
  await expect(explorer.path).toContainText('block 0');
  await explorer.button('Undo').click();
  await expect(explorer.status).toContainText('Undone: Allocate: 32 bytes.');
});

test('gzip that is cut off is told', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await choose(page, 'cut.trace.gz', gzipSync(GOOD).subarray(0, 20));
  await expect(explorer.alert).toContainText('damaged or cut off');
});

test('a long replay can be cancelled; the heap stays', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(32);
  const line = 'a 0 32\nf 0\n';
  await choose(page, 'long.trace', Buffer.from(line.repeat(3_000_000)));
  await explorer.button('Cancel').click();
  await expect(explorer.status).toContainText('cancelled; the heap is as it was before');
  await expect(explorer.path).toContainText('block 0');
});

test('a trace dropped on the page', async ({ page }) => {
  const explorer = await Explorer.open(page);
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'dropped.trace'));
    return transfer;
  }, GOOD);
  await page.locator('main').dispatchEvent('drop', { dataTransfer: data });
  await expect(explorer.status).toContainText('dropped.trace: 3 operations replayed.');
});

for (const [name, operations] of [
  ['A criss-cross free list', '20'],
  ['A list that grows', '621'],
  ['Python starts', '20,000'],
] as const) {
  test(`the bundled trace “${name}”`, async ({ page }) => {
    const explorer = await Explorer.open(page);
    await explorer.button(name).click();
    await expect(explorer.status).toContainText(`${name}: ${operations} operations replayed.`);
  });
}

test('a folder that is dropped is refused by its name, and the heap stays', async ({ page }, { outputDir }) => {
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  const folder = join(outputDir, 'a-folder');
  await mkdir(folder, { recursive: true });
  const explorer = await Explorer.open(page);
  await explorer.allocate(32);
  const browser = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await browser.send('Input.dispatchDragEvent', {
      type,
      x: 200,
      y: 400,
      data: { items: [], files: [folder], dragOperationsMask: 1 },
    });
  }
  await expect(explorer.alert).toContainText('cannot read “a-folder”. Is it a folder');
  await expect(explorer.path).toContainText('block 0');
  await explorer.field('Language').selectOption('zh-Hans');
  await expect(explorer.alert).toContainText('无法读取“a-folder”。它是文件夹吗');
  expect(errors).toEqual([]);
});
