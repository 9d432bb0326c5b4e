// Heaps that begin in a small core: they answer what those of the whole core do, and go on there where objects are wanted.
// That they are in a small core at first needs a page of its own of modules, where no other test has loaded the whole one.

import { readFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type * as api from './core.ts';
import { type Edition } from './generated/Edition.ts';

// Everything is done twice, and compared: on a machine that does other things too it takes its time.
vi.setConfig({ testTimeout: 240_000 });

const bytesOf = (name: string): Promise<Buffer> =>
  readFile(new URL(`../pkg/${name}/pymalloc_explorer_bg.wasm`, import.meta.url));

/** Modules as a fresh page has them. */
async function freshCore(): Promise<typeof api> {
  vi.resetModules();
  return import('./core.ts');
}

let core: Awaited<ReturnType<typeof freshCore>>;
beforeEach(async () => {
  core = await freshCore();
});

const small: [Edition, string][] = [
  ['cpython-3.10-32', 'core-32'],
  ['cpython-2.7-32', 'core-32'],
  ['cpython-3.10-64', 'core-64'],
];

describe.each(small)('a heap of %s', (edition, name) => {
  it('has the same bytes and views in a small core, and the same history in the whole one', async () => {
    await core.startSmallCore(edition, await bytesOf(name));
    const heap = core.Heap.open(edition, 'unaligned');
    expect(heap.isWhole).toBe(false);
    const bare = heap.snapshot();
    const blocks = Array.from({ length: 300 }, (_, index) => heap.malloc(1 + ((7 * index) % 600)));
    for (const block of blocks.filter((_, index) => index % 3 === 0)) heap.freeBlock(block);
    expect(() => {
      heap.freeBlock(blocks[0] ?? 0);
    }).toThrow(core.HeapFailure);
    heap.seek(200);
    const branch = heap.truncate(150);
    heap.realloc(blocks[149] ?? 0, 4000);
    heap.setLimits(3, 0);
    heap.seek(151);
    heap.seekStep(40, 2);
    expect(() => heap.generations(0)).toThrow(core.CoreLacks);
    const seen = (): unknown[] => [
      heap.operations,
      heap.length,
      heap.snapshot(),
      heap.arenas(),
      heap.usedpools(),
      heap.stats(),
      heap.segments(),
      heap.names(10),
      heap.objects(10),
      heap.explain(151, 0, 1000),
      heap.spans(blocks[3] ?? 0, 256),
      heap.operationsPart(0, 1000),
    ];
    const before = seen();

    await core.startCore(await bytesOf('core'));
    await heap.toWhole();
    expect(heap.isWhole).toBe(true);
    expect(seen()).toEqual(before);
    heap.settle();
    heap.truncate(150);
    heap.attach(branch);
    heap.seek(400);
    expect(heap.length).toBe(400);
    heap.request({ op: 'new', kind: 'list', id: 'a' });
    expect(heap.objects(10).total).toBe(1);

    const whole = core.Heap.open(edition, 'unaligned');
    expect(whole.isWhole).toBe(true);
    expect(whole.snapshot()).toEqual(bare);
    whole.free();
    heap.free();
  });
});

it('a heap that is changed while it moves has the change', async () => {
  await core.startSmallCore('cpython-3.10-32', await bytesOf('core-32'));
  const heap = core.Heap.open();
  for (let index = 0; index < 10_000; index += 1) heap.malloc(16);
  await core.startCore(await bytesOf('core'));
  const moved = heap.toWhole();
  heap.malloc(24);
  await moved;
  expect([heap.isWhole, heap.operations]).toEqual([true, 10_001]);
  heap.free();
});

it('large blocks are made again a few at a time', async () => {
  await core.startSmallCore('cpython-3.10-32', await bytesOf('core-32'));
  const heap = core.Heap.open();
  const [block = 0] = Array.from({ length: 10 }, () => heap.malloc(10_000_000));
  heap.calloc(10_000, 1000);
  heap.realloc(block, 30_000_000);
  await core.startCore(await bytesOf('core'));
  const rests = vi.spyOn(globalThis, 'setTimeout');
  await heap.toWhole();
  // 140 MB, some 8 MiB at once.
  expect(rests.mock.calls.length).toBeGreaterThan(10);
  rests.mockRestore();
  expect([heap.isWhole, heap.operations]).toEqual([true, 12]);
  heap.free();
});

it('what was gone back and through again moves with it in parts', async () => {
  await core.startSmallCore('cpython-3.10-32', await bytesOf('core-32'));
  const heap = core.Heap.open();
  const operations = 400_000;
  for (let index = 0; index < operations; index += 1) heap.malloc(16);
  const before = Buffer.from(heap.snapshot());
  const branch = heap.truncate(3);
  heap.attach(branch);
  heap.seek(operations);
  await core.startCore(await bytesOf('core'));

  const rests = vi.spyOn(globalThis, 'setTimeout');
  await heap.toWhole();
  // For all operations, 4,096 between two rests, and for both ways.
  expect(rests.mock.calls.length).toBeGreaterThan(operations / 4096 + 10);
  rests.mockRestore();
  expect([heap.isWhole, heap.operations, heap.length]).toEqual([true, operations, operations]);
  expect(Buffer.from(heap.snapshot()).equals(before)).toBe(true);
  heap.truncate(3);
  expect(heap.first).toBe(0);
  heap.free();
});

it('a small core that broke takes its heaps along; others open in the whole one', async () => {
  await core.startSmallCore('cpython-3.10-32', await bytesOf('core-32'));
  const heap = core.Heap.open();
  const glue = await import('#core-32');
  vi.spyOn(glue.Heap.prototype, 'malloc').mockImplementation(() => {
    throw new WebAssembly.RuntimeError('unreachable');
  });
  expect(() => heap.malloc(8)).toThrow(core.CoreCrashed);
  await core.startCore(await bytesOf('core'));
  expect(() => heap.stats()).toThrow(core.CoreCrashed);
  const fresh = core.Heap.open();
  expect(fresh.malloc(8)).toBeGreaterThan(0);
  fresh.free();
});
