// What stands for the session of an empty heap says what that session says.

import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';
import { Heap, startCore } from '../core.ts';
import { Session } from '../store.ts';
import { Still } from './still.ts';

beforeAll(async () => {
  await startCore(await readFile(new URL('../../pkg/core/pymalloc_explorer_bg.wasm', import.meta.url)));
});

it('says what the session says that takes over its heap', () => {
  const heap = Heap.open('cpython-3.10-32', 'aligned');
  const still = new Still(heap, 2, () => undefined);
  const session = new Session('cpython-3.10-32', 'aligned', heap);
  expect(session.heap).toBe(heap);
  // Of an empty heap the session lists no objects; what stands for it is not asked for any.
  const { wake: _, ...said } = still;
  const names = Object.keys(said).filter((name) => name !== 'objects') as (keyof Omit<typeof said, 'objects'>)[];
  expect(names.length).toBeGreaterThan(20);
  for (const name of names) expect([name, still[name]]).toEqual([name, session[name]]);
});
