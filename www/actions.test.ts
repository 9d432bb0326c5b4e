// Which blocks an act frees, how many it says they will be, and that choosing among the blocks of a large heap leaves the
// page its turns.

import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';

import { allocate, type Choice, countChosen, freeChosen, Hands, reallocate } from './actions.ts';
import { startCore } from './core.ts';
import { emptySitting, type Sitting } from './session/sitting.ts';
import { type Work } from './slices.ts';

beforeAll(async () => {
  await startCore(await readFile(new URL('../pkg/core/pymalloc_explorer_bg.wasm', import.meta.url)));
});

/** Too large for two in a unit of an arena's size. */
const A_UNIT = 200_000;

/** Blocks of the C library and three of pymalloc, which come behind them. */
function filled(units: number): Sitting {
  const sitting = emptySitting('cpython-3.10-32', 'aligned');
  const { heap } = sitting;
  for (let unit = 0; unit < units; unit += 1) heap.malloc(A_UNIT);
  for (let block = 0; block < 3; block += 1) heap.malloc(24);
  return sitting;
}

/** What the steps freed, and how often they rested before the first. */
async function carriedOut(
  { heap, edition }: Sitting,
  choice: Choice,
): Promise<{ freed: number[]; rests: number; said: number }> {
  const before = heap.liveBlocks();
  const said = countChosen(heap, choice);
  const work = freeChosen(choice)(new Hands(heap, edition));
  let rests = 0;
  for (let step = work.next(); step.done !== true; step = work.next()) {
    if (typeof step.value === 'number') continue;
    if (heap.liveBlocks().length === before.length) rests += 1;
    await step.value;
  }
  const left = new Set(heap.liveBlocks());
  return { freed: [...before].filter((address) => !left.has(address)), rests, said };
}

it.each<[Choice, (live: number[]) => number[]]>([
  [{ which: 'all' }, (live) => live],
  [{ which: 'everyOther' }, (live) => live.filter((_, index) => index % 2 === 0)],
  [{ which: 'sizeClass', szidx: 2 }, (live) => live.slice(-3)],
])('frees %j, with rests where there are many arenas', async (choice, expected) => {
  const sitting = filled(200);
  const { heap } = sitting;
  const live = [...heap.liveBlocks()].sort((one, other) => one - other);
  expect(live).toHaveLength(203);
  const { freed, rests, said } = await carriedOut(sitting, choice);
  expect(freed.sort((one, other) => one - other)).toEqual(expected(live));
  expect(said).toBe(freed.length);
  expect(rests).toBeGreaterThan(1);
  heap.free();
});

it('frees as many at random as there are', async () => {
  const sitting = filled(5);
  const { freed, said } = await carriedOut(sitting, { which: 'random', count: 4, seed: 1 });
  expect([freed.length, said]).toEqual([4, 4]);
  const rest = await carriedOut(sitting, { which: 'random', count: 100, seed: 1 });
  expect([rest.freed.length, rest.said]).toEqual([4, 4]);
  sitting.heap.free();
});

/** Carries out until an operation was made; answers what that was, and how often it rested before. */
async function upToOperation(work: Work, onRest: (rests: number) => void = () => undefined) {
  let rests = 0;
  let step = work.next();
  for (; step.value instanceof Promise; step = work.next()) {
    await step.value;
    onRest((rests += 1));
  }
  return { rests, operation: step.value };
}

it('finds memory for large blocks in parts, before each is filled', async () => {
  const { heap, edition } = emptySitting('cpython-3.10-32', 'aligned');
  const before = heap.snapshot();
  const work = allocate(64 << 20, 2, false)(new Hands(heap, edition));
  const first = await upToOperation(work, (rests) => {
    if (rests === 20) expect(Buffer.from(heap.snapshot()).equals(before)).toBe(true);
  });
  expect(first.operation).toBe(1);
  expect(first.rests).toBeGreaterThanOrEqual(31);
  expect(await upToOperation(work)).toEqual({ rests: first.rests, operation: 2 });
  const [, large = 0] = heap.liveBlocks();
  const again = await upToOperation(reallocate(large, 80 << 20)(new Hands(heap, edition)));
  expect(again.operation).toBe(1);
  expect(again.rests).toBeGreaterThan(first.rests);
  expect(allocate(24, 2, false)(new Hands(heap, edition)).next().value).toBe(1);
  heap.free();
});

it('finds none where none is needed, or none is to be had', async () => {
  const { heap, edition } = emptySitting('cpython-3.10-32', 'aligned');
  const hands = new Hands(heap, edition);
  const restsOf = async (work: Work) => (await upToOperation(work)).rests;
  expect(await restsOf(allocate(64 << 20, 1, false)(hands))).toBeGreaterThan(0);
  const [block = 0] = heap.liveBlocks();
  expect(await restsOf(reallocate(block, 40 << 20)(hands))).toBe(0);
  expect(() => reallocate(block + 8, 80 << 20)(hands).next()).toThrow('interior pointer');
  heap.freeBlock(block);
  expect(await restsOf(allocate(63 << 20, 1, false)(hands))).toBe(0);
  heap.setLimits(0, 100 << 20);
  expect(() => allocate(64 << 20, 1, false)(hands).next()).toThrow(/^NULL/);
  heap.free();
});

it('does so where no history is kept, too', async () => {
  const { heap, edition } = emptySitting('cpython-3.10-32', 'aligned');
  heap.keepsHistory = false;
  const made = await upToOperation(allocate(64 << 20, 1, false)(new Hands(heap, edition)));
  expect(made.operation).toBe(1);
  expect(made.rests).toBeGreaterThanOrEqual(31);
  heap.free();
});

it('finds memory for the largest of blocks in parts, too, and asks for none that can never be', () => {
  const { heap, edition } = emptySitting('cpython-3.10-32', 'aligned');
  const hands = new Hands(heap, edition);
  expect(allocate(600 << 20, 1, false)(hands).next().value).toBeInstanceOf(Promise);
  expect(() => allocate(3e9, 1, false)(hands).next()).toThrow('NULL for 3000000000 bytes');
  heap.free();
});
