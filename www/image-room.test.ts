// A heap that grows with its history is seldom moved in memory: to move a large one takes longer than a page may be kept, and
// leaves its old place behind.

import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';
import { allocate, Hands } from './actions.ts';
import { editions, Heap, startSmallCore } from './core.ts';

beforeAll(async () => {
  await startSmallCore('cpython-3.10-32', await readFile('pkg/core-32/pymalloc_explorer_bg.wasm'));
});

const ARENA = 256 * 1024;
const ARENAS = 256;
/** Blocks of 512 bytes in an arena. */
const BLOCKS = 64 * 7;
/** Operations between two looks at what happened: it leaves behind what else there is in memory. */
const LOOKS = 10_000;

it('what grows beside it does not get in its way', { timeout: 120_000 }, () => {
  const heap = Heap.open('cpython-3.10-32', 'aligned');
  const first = heap.malloc(512);
  const places: number[] = [];
  let memory = 0;
  for (let done = 1; done < ARENAS * BLOCKS; done += 1) {
    heap.malloc(512);
    if (done % LOOKS === 0) heap.changes(done - 50);
    if (done % BLOCKS !== 0) continue;
    const { byteOffset, buffer } = heap.view(first, 1);
    if (places.at(-1) !== byteOffset) places.push(byteOffset);
    memory = buffer.byteLength;
  }
  expect(places.length).toBeLessThan(7);
  expect(memory).toBeLessThan(2.5 * ARENAS * ARENA);
  heap.free();
});

it('an act that says what is to come moves it while it is small', { timeout: 120_000 }, () => {
  const heap = Heap.open('cpython-3.10-32', 'aligned');
  const edition = editions().find(({ edition: name }) => name === 'cpython-3.10-32');
  if (edition === undefined) throw new Error('no such edition');
  const hands = new Hands(heap, edition);
  // So many that the explorer's tables of them are beyond a rounding of their size.
  const arenas = 4 * ARENAS;
  const work = allocate(512, arenas * BLOCKS, false)(hands);
  const places = new Set<number>();
  let first: number | undefined;
  for (let step = work.next(); step.done !== true; step = work.next()) {
    first ??= hands.made ?? 0;
    places.add(heap.view(first, 1).byteOffset);
  }
  expect(heap.stats().narenas).toBe(arenas);
  expect(places.size).toBe(1);
  heap.free();
});
