// The map of the heap: reached by pointer and keyboard, told to those who do not see it, and quick with a thousand arenas.

import { expect, type Locator, type Page, test } from '@playwright/test';
import { expectNoAxeViolations, LOOKS } from './axe.ts';
import { Explorer } from './explorer.ts';

test.use({ reducedMotion: 'reduce' });

/** A thousand arenas are made in slices, on a machine that does other things too. */
const LONG = 240_000;

async function mapOf(explorer: Explorer): Promise<Locator> {
  const map = explorer.view('Heap map');
  await map.scrollIntoViewIfNeeded();
  await expect(map).not.toContainText('being loaded');
  return map;
}

async function fill(explorer: Explorer, size: number, count: number): Promise<void> {
  await explorer.allocate(size, count);
  await expect(explorer.button('Allocate')).toBeEnabled({ timeout: LONG });
}

const picture = (map: Locator): Locator => map.getByRole('img', { name: /Map of/ });

/** How many colours the canvas shows: something is painted where there is more than one. */
async function colours(map: Locator, layer: 'pixels' | 'names' = 'pixels'): Promise<number> {
  return picture(map)
    .locator('canvas')
    .nth(layer === 'pixels' ? 0 : 1)
    .evaluate((canvas: HTMLCanvasElement) => {
      const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
      return new Set(data === undefined ? [] : new Uint32Array(data.buffer)).size;
    });
}

test('an empty heap says so, and the first block is on the map', async ({ page }) => {
  const explorer = await Explorer.open(page);
  const map = await mapOf(explorer);
  await expect(map).toContainText('There is no arena yet');
  await explorer.allocate(64, 3);
  // What is above it has grown.
  await mapOf(explorer);
  await expect(picture(map)).toHaveAccessibleName('Map of 1 arena of 256 KiB, coloured by state');
  await expect.poll(() => colours(map)).toBeGreaterThan(3);
});

test('a click chooses what is there, a tooltip says it before', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(64, 70);
  const map = await mapOf(explorer);
  await map.getByRole('button', { name: 'To the chosen' }).click();
  await picture(map).hover();
  await expect(map).toContainText(/0x[0-9a-f]+: .*block \d+/);
  await picture(map).click();
  await expect(explorer.path).toContainText(/block \d+/);
});

test('the keyboard walks from arenas to pools to blocks, and chooses', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(512, 900);
  const map = await mapOf(explorer);
  const tree = map.getByRole('tree', { name: 'Arenas, their pools and their blocks' });
  await tree.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(explorer.path).toContainText('arena 1');
  await expect(explorer.path).toContainText('pool 0');
  await expect(explorer.path).toContainText('block 1');
  await expect(tree.getByRole('treeitem', { selected: true })).toHaveAccessibleName(/block 1, allocated/);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(tree.getByRole('treeitem', { name: /pool 0/ })).toHaveAttribute('aria-expanded', 'false');
});

test('what holds nearly empty arenas is listed, and leads there', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.button('One block holds an arena').click();
  await expect(explorer.button('Allocate')).toBeEnabled();
  const map = await mapOf(explorer);
  await expect(map).toContainText('1 arena (256 KiB) is nearly empty');
  const holders = map.getByRole('list', { name: /Blocks that hold arena/ });
  await holders.getByRole('button').click();
  await expect(explorer.path).toContainText(/block \d+/);
  await expect(map.getByRole('treeitem', { selected: true })).toBeVisible();
});

test('colours have a legend in words', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(48, 10);
  const map = await mapOf(explorer);
  const legend = map.getByRole('group', { name: 'What the colours mean' });
  await expect(legend).toContainText('untouched');
  for (const [by, word] of [
    ['size class', '512 B'],
    ['how full the pool is', 'up to a third'],
    ['last use of the pool', 'in the last operation'],
  ] as const) {
    await map.getByLabel('Colour by').selectOption(by);
    await expect(legend).toContainText(word);
    await expect(picture(map)).toHaveAccessibleName(new RegExp(`coloured by ${by}`));
  }
});

for (const { width, colorScheme } of LOOKS) {
  test(`axe finds nothing wrong at ${width} pixels, ${colorScheme}`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    const explorer = await Explorer.open(page);
    await explorer.allocate(512, 20);
    await mapOf(explorer);
    await expectNoAxeViolations(page);
  });
}

/** So many frames the page draws while something happens. */
async function frames(page: Page, during: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const counter = { frames: 0 };
    Object.assign(globalThis, { counter });
    const count = (): void => {
      counter.frames += 1;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
  await during();
  return page.evaluate(() => (globalThis as unknown as { counter: { frames: number } }).counter.frames);
}

test('a thousand arenas without a history are made in slices, and seen from all of them down to bytes', async ({
  page,
}) => {
  test.setTimeout(2 * LONG);
  const explorer = await Explorer.open(page);
  await page.getByText('Advanced', { exact: true }).click();
  await explorer.field('Keep the history').uncheck();
  await expect(explorer.status.first()).toContainText('The history is off');
  // 64 pools of 7 blocks in each of them.
  expect(await frames(page, () => fill(explorer, 512, 1024 * 448))).toBeGreaterThan(20);
  const map = await mapOf(explorer);
  await expect(picture(map)).toHaveAccessibleName(/Map of 1,024 arenas/);
  await expect.poll(() => colours(map)).toBeGreaterThan(1);
  for (let step = 0; step < 14; step += 1) await map.getByRole('button', { name: 'Zoom in' }).click();
  await expect.poll(() => colours(map, 'names')).toBeGreaterThan(8);
  await map.getByRole('button', { name: 'Whole heap' }).click();
  await expect(explorer.page.getByText('only an action of one operation can be undone')).toBeVisible();
  await explorer.button('Undo').click();
  await expect(explorer.alert.first()).toContainText('The history is off');
});
