// The names that operations are told with, whether or not the heap is gone back for them.

import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';

import { type Heap, startCore } from '../core.ts';
import { loadMessages } from '../locales/language.ts';
import { emptySitting } from './sitting.ts';
import { Telling } from './told.ts';

beforeAll(async () => {
  await startCore(await readFile(new URL('../../pkg/core/pymalloc_explorer_bg.wasm', import.meta.url)));
});

/** What the object is called when the heap's last operation is told. */
async function lastName(heap: Heap, object: number): Promise<string> {
  const messages = await loadMessages('en', ['telling']);
  const last = heap.operations;
  const told = Telling.of(
    heap,
    { first: last - 1, count: 1, act: { act: 'allocate', nbytes: 24, count: 1, zeroed: false } },
    undefined,
  );
  expect(heap.operations).toBe(last);
  return told.namesIn(last, messages).object(object);
}

it('are those of before and after, of operations that end nothing and of those that do', async () => {
  const { heap } = emptySitting('cpython-3.10-32', 'aligned');
  const { object } = heap.request({ op: 'new', kind: 'list', id: 'a' });
  if (object === null) throw new Error('no object');
  heap.malloc(24);
  expect(await lastName(heap, object)).toMatch(/\ba\b/);
  heap.setLimits(10, 0);
  expect(await lastName(heap, object)).toMatch(/\ba\b/);
  heap.request({ op: 'root_del', id: 'a' });
  expect(await lastName(heap, object)).toMatch(/\ba\b/);
  heap.malloc(24);
  expect(await lastName(heap, object)).toMatch(/^0x/);
  heap.free();
});
