// What takes long. Many operations are done in slices; a collection of very many objects, and going to it in the timeline, in a
// worker, with progress and a way out. The page goes on answering, and what comes of it is what comes of it without a worker.

import { expect, type Page, test } from '@playwright/test';
import { Explorer } from './explorer.ts';
import { Objects } from './objects.ts';

/** Pairs of lists, each of which refers to the other: twice as many objects. */
const PAIRS = 400_000;
/** Blocks, each at least one operation: the work of dozens of slices. */
const BLOCKS = 1_000_000;
/** Turns of a timer that the page takes at least while there is such work: done in one go, there would be none. */
const TURNS = 5;

/** The session of the page, as far as it is needed here: making objects by hand would take hours. */
interface ThisSession {
  request: (request: object) => Promise<void>;
  startLesson: (lesson: string) => Promise<unknown>;
  readonly busy: boolean;
  readonly length: number;
  readonly heap: { snapshot: () => Uint8Array<ArrayBuffer>; readonly operations: number };
}
type WithSession = Element & { session: ThisSession };

async function fill(page: Page): Promise<Objects> {
  const explorer = await Objects.open(page);
  await page.evaluate(async (count) => {
    const { session } = document.querySelector('pm-explorer') as WithSession;
    await session.request({ op: 'disable' });
    await session.request({ op: 'cycles', count });
  }, PAIRS);
  await expect(explorer.status.first()).toContainText('for _ in range(400000)');
  return explorer;
}

/** All that there is to know of the heap, and where one stands in its timeline. */
function state(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const { heap, length } = (document.querySelector('pm-explorer') as WithSession).session;
    const hash = await crypto.subtle.digest('SHA-256', heap.snapshot());
    return `${heap.operations} of ${length}: ${[...new Uint8Array(hash)].join(' ')}`;
  });
}

/** Counts the turns that a timer has while the page is at work. */
async function countTurns(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const { session } = document.querySelector('pm-explorer') as WithSession;
    Object.assign(globalThis, { turns: 0 });
    setInterval(() => {
      if (session.busy) (globalThis as unknown as { turns: number }).turns += 1;
    }, 10);
  });
  return () => page.evaluate(() => (globalThis as unknown as { turns: number }).turns);
}

test('a long collection leaves the page free, can be cancelled, and comes to the same', async ({ page, browser }) => {
  test.slow();
  const workers: string[] = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  const explorer = await fill(page);
  const before = await state(page);
  const collect = explorer.button('Collect generation 2');
  const progress = page.getByRole('progressbar', { name: 'gc.collect(2)' });

  await collect.click();
  await expect(progress).toBeVisible();
  await expect(collect).toBeDisabled();
  await explorer.button('Cancel').click();
  await expect(progress).toBeHidden();
  await expect(collect).toBeEnabled();
  expect(await state(page)).toBe(before);

  const turns = await countTurns(page);
  await collect.click();
  await expect(progress).toHaveAttribute('value', /[1-9]/);
  await expect(explorer.status.first()).toContainText('800,000 collected');
  expect(await turns()).toBeGreaterThan(TURNS);
  expect(workers.at(-1)).toContain('worker');
  const after = await state(page);

  // There and back.
  await explorer.button('Undo').click();
  await expect(explorer.status.first()).toContainText('Undone: gc.collect(2)');
  await explorer.button('Redo').click();
  await expect(explorer.status.first()).toContainText('Done again: gc.collect(2)');
  expect(await state(page)).toBe(after);
  // Of all the workers that were needed none is kept.
  expect(workers.length).toBeGreaterThan(2);
  await expect.poll(() => page.workers()).toEqual([]);

  const without = await browser.newPage();
  await without.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'Worker');
  });
  const alone = await fill(without);
  expect(await state(without)).toBe(before);
  await alone.button('Collect generation 2').click();
  await expect(alone.status.first()).toContainText('800,000 collected');
  expect(await state(without)).toBe(after);
  await without.close();
});

interface LongWork {
  readonly what: string;
  readonly says: string;
  readonly begin: (explorer: Explorer) => Promise<void>;
}

// Each begins with what the one before left.
const IN_SLICES: readonly LongWork[] = [
  { what: 'allocating', says: 'the last: malloc(24)', begin: (explorer) => explorer.allocate(24, BLOCKS) },
  { what: 'freeing all', says: 'the last: free(', begin: (explorer) => explorer.free('all blocks') },
  {
    what: 'a trace',
    says: `${(2 * BLOCKS).toLocaleString('en')} operations replayed`,
    begin: async ({ page }) => {
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Open trace', exact: true }).click();
      const lines = Array.from({ length: BLOCKS }, (_, id) => `a ${id} 40\nf ${id}\n`);
      const [name, mimeType] = ['long.trace', 'text/plain'];
      await (await chooser).setFiles({ name, mimeType, buffer: Buffer.from(lines.join('')) });
    },
  },
  {
    what: 'a link',
    says: `1 action and ${BLOCKS.toLocaleString('en')} operations`,
    begin: async ({ page }) => {
      await page.evaluate((count) => {
        location.hash = `edition=cpython-3.10-32&state=m24x${count}&v=1`;
      }, BLOCKS);
    },
  },
];

test('what an example made of very many objects is told by a worker', async ({ page }) => {
  const workers: string[] = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  const explorer = await Objects.open(page);
  await page.evaluate(async () => {
    const { session } = document.querySelector('pm-explorer') as WithSession;
    await session.startLesson('million');
  });
  await expect(explorer.status.first()).not.toBeEmpty();
  expect(workers).toHaveLength(1);
});

test('many operations are done in slices', async ({ page }) => {
  test.slow();
  const explorer = await Explorer.open(page);
  const turns = await countTurns(page);
  for (const { what, says, begin } of IN_SLICES) {
    const before = await turns();
    await begin(explorer);
    await expect(explorer.status.first(), what).toContainText(says, { timeout: 60_000 });
    await expect(explorer.button('Allocate'), what).toBeEnabled({ timeout: 60_000 });
    expect((await turns()) - before, what).toBeGreaterThan(TURNS);
  }
});

// What is disabled while work goes on loses the keyboard, and one would have to find the way back from the top of the page.
test('who works by keyboard is where they were when work is done, or was cancelled', async ({ page }) => {
  const explorer = await Explorer.open(page);
  const allocate = explorer.button('Allocate');
  const progress = page.getByRole('progressbar');
  await explorer.field('Count').fill(String(BLOCKS));
  await allocate.press('Enter');
  await expect(progress).toBeVisible();
  await expect(allocate).toBeDisabled();
  await explorer.button('Cancel').press('Enter');
  await expect(progress).toBeHidden();
  await expect(allocate).toBeFocused();

  await explorer.field('Count').fill(String(BLOCKS / 10));
  await allocate.press('Enter');
  await expect(explorer.status.first()).toContainText(`${(BLOCKS / 10).toLocaleString('en')} operations`, {
    timeout: 60_000,
  });
  await expect(allocate).toBeFocused();

  const edition = explorer.field('Edition');
  await edition.focus();
  await edition.press('ArrowUp');
  await expect(edition).toBeFocused();

  // Whoever went elsewhere meanwhile stays there.
  await explorer.field('Count').fill(String(BLOCKS));
  await allocate.press('Enter');
  await expect(progress).toBeVisible();
  const size = explorer.field('Size (bytes)');
  await size.focus();
  await expect(progress).toBeHidden({ timeout: 60_000 });
  await expect(size).toBeFocused();
});

test('where there is nothing more to undo, the keyboard is beside it', async ({ page }) => {
  for (const count of [1, BLOCKS / 10]) {
    const explorer = await Explorer.open(page);
    await explorer.allocate(24, count);
    await expect(explorer.status.first()).toContainText('malloc(24)');
    await explorer.button('Undo').press('Enter');
    await expect(explorer.status.first()).toContainText('Undone', { timeout: 60_000 });
    await expect(explorer.button('Redo')).toBeFocused();
    await explorer.button('Redo').press('Enter');
    await expect(explorer.status.first()).toContainText('Done again', { timeout: 60_000 });
    await expect(explorer.button('Undo')).toBeFocused();
  }
});
