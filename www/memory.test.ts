// Memory that cannot grow is an answer with a reason, and everything stays as it was.

import { readFile } from 'node:fs/promises';
import { beforeEach, expect, it } from 'vitest';

import { withMostMemory } from '../tests/limited-memory.ts';
import { CoreCrashed, Heap, HeapFailure, startCore } from './core.ts';
import { Replay } from './replay.ts';

const MEBIBYTE = 1024 * 1024;
const MOST = 24 * MEBIBYTE;

// One that crashed is made anew.
beforeEach(async () => {
  const core = await readFile(new URL('../pkg/core/pymalloc_explorer_bg.wasm', import.meta.url));
  await startCore(withMostMemory(core, MOST));
});

function codeOf(run: () => unknown): string {
  try {
    run();
    return 'done';
  } catch (error) {
    if (error instanceof HeapFailure) return error.code;
    throw error;
  }
}

it('allocating until there is no more ends in NULL, and what is there stays', () => {
  const heap = Heap.open();
  let last = heap.malloc(100_000);
  let blocks = 0;
  for (let next = last; next !== 0; next = heap.malloc(100_000)) {
    last = next;
    blocks += 1;
  }
  expect(blocks).toBeGreaterThan(20);
  expect(heap.malloc(24)).not.toBe(0);
  heap.freeBlock(last);
  expect(heap.malloc(100_000)).toBe(last);
  heap.seek(1);
  expect(heap.stats().rawBlocks).toBe(1);
  heap.free();
});

it('a trace or an image that is too large is refused before it is handed over', () => {
  const large = new Uint8Array(MOST);
  expect(codeOf(() => new Replay('cpython-3.10-32', 'aligned', large))).toBe('out_of_memory');
  expect(codeOf(() => Heap.fromImage(large))).toBe('out_of_memory');
  const heap = Heap.open();
  expect(heap.malloc(24)).not.toBe(0);
  heap.free();
});

it('objects until there is no more end in a reason: the core could not look first, but knows what it was', () => {
  const heap = Heap.open();
  const fill = (): unknown => {
    try {
      for (let n = 0; ; n += 1) heap.request({ op: 'many', kind: 'list', id: `l${String(n)}`, count: 3_000 });
    } catch (error) {
      return error;
    }
  };
  const error = fill();
  if (error instanceof CoreCrashed) expect(error).toMatchObject({ outOfMemory: true, panic: '' });
  else expect(['no_memory', 'out_of_memory']).toContain((error as HeapFailure).code);
});
