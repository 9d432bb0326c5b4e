// Who owns what in wasm memory, what a crash of the core leaves, and reading bytes, with the real core. That forgotten
// heaps are reclaimed is tested on the built package (tests/package/), where the collector can be called.

import * as glue from '#core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { startCoreInNode } from '../tests/core-in-node.ts';
import { CoreCrashed, editions, Heap, HeapFailure, startCore } from './core.ts';
import { Replay } from './replay.ts';

beforeEach(startCoreInNode);

/** What a panic looks like from here. */
function crash(heap: Heap): void {
  const panic = vi.spyOn(glue.Heap.prototype, 'stats').mockImplementation(() => {
    throw new WebAssembly.RuntimeError('unreachable');
  });
  expect(() => heap.stats()).toThrow(CoreCrashed);
  panic.mockRestore();
}

describe('a heap', () => {
  it('is of the edition that the page shows first, where none is named', () => {
    const heap = Heap.open();
    expect(heap.info()).toMatchObject({ edition: 'cpython-3.10-32', arenas: 'aligned' });
    heap.free();
  });

  it('is freed once, however often that is asked for, and says so', () => {
    const heap = Heap.open('cpython-3.10-64', 'unaligned');
    heap.free();
    heap.free();
    heap[Symbol.dispose]();
    expect(() => heap.malloc(24)).toThrow('this was freed');
  });

  it('is what a replay leaves, which is used up then', () => {
    const replay = new Replay('cpython-3.10-32', 'aligned', new TextEncoder().encode('a 1 24\n'));
    expect(replay.step(10).finished).toBe(true);
    const heap = replay.intoHeap();
    expect(heap.operations).toBe(1);
    replay.free();
    expect(() => replay.step(1)).toThrow('this was freed');
    expect(heap.operations).toBe(1);
    heap.free();
  });
});

it('a replay has its text in parts, as they come', () => {
  const text = new TextEncoder().encode(Array.from({ length: 5000 }, (_, id) => `a ${id} ${id % 512}\n`).join(''));
  const heapOf = (replay: Replay): Buffer => {
    while (!replay.step(100).finished);
    const heap = replay.intoHeap();
    const bytes = Buffer.from(heap.snapshot());
    heap.free();
    return bytes;
  };
  const whole = heapOf(new Replay('cpython-3.10-32', 'aligned', text));
  const inParts = new Replay('cpython-3.10-32', 'aligned', text.subarray(0, 10), text.length);
  for (let at = 10; at < text.length; at += 777) inParts.append(text.subarray(at, at + 777));
  expect(inParts.step(1)).toMatchObject({ operations: 1, bytesTotal: text.length });
  expect(heapOf(inParts).equals(whole)).toBe(true);
});

describe('bytes', () => {
  it('are looked at where they are, and copied for later', () => {
    const heap = Heap.open();
    const address = heap.malloc(24);
    const copy = heap.bytes(address, 24);
    heap.write(address, new Uint8Array(24).fill(7));
    expect(new Set(heap.view(address, 24))).toEqual(new Set([7]));
    expect(new Set(copy)).not.toEqual(new Set([7]));
    expect(heap.view(address, 24).buffer).toBe(heap.view(address, 8).buffer);
    expect(copy.buffer.byteLength).toBe(24);
    heap.free();
  });

  it('that are not there are an answer, not the bytes of somebody else', () => {
    const heap = Heap.open();
    const { base, len } = heap.info();
    for (const [at, length] of [
      [base - 1, 1],
      [base + len - 1, 2],
      [0, 4],
    ] as const) {
      expect(() => heap.view(at, length)).toThrow(expect.objectContaining({ code: 'unmapped' }));
    }
    expect(() => heap.view(base, -1)).toThrow(expect.objectContaining({ code: 'not_a_whole_number' }));
    expect(() => heap.view(base, 1.5)).toThrow(HeapFailure);
    heap.free();
  });
});

describe('after a crash', () => {
  it('nothing is asked of the core that broke, and nothing of its heaps of the core that comes after', async () => {
    const [broken, other] = [Heap.open(), Heap.open()];
    const replay = new Replay('cpython-3.10-32', 'aligned', new TextEncoder().encode('a 1 24\n'));
    crash(broken);
    expect(() => other.malloc(24)).toThrow(CoreCrashed);
    expect(() => Heap.open()).toThrow(CoreCrashed);
    expect(() => editions()).toThrow(CoreCrashed);

    await startCore();
    const fresh = Heap.open();
    const address = fresh.malloc(24);
    const before = Buffer.from(fresh.snapshot());
    for (const lost of [broken, other]) {
      expect(() => lost.malloc(24)).toThrow(CoreCrashed);
      expect(() => lost.view(address, 24)).toThrow(CoreCrashed);
      expect(() => lost.operations).toThrow(CoreCrashed);
      lost.free();
    }
    expect(() => replay.step(1)).toThrow(CoreCrashed);
    expect(() => replay.intoHeap()).toThrow(CoreCrashed);
    replay.free();
    expect(before.equals(fresh.snapshot())).toBe(true);
    expect(fresh.operations).toBe(1);
    fresh.free();
  });

  it('a heap that was lost does not bring down those of the core that came after', async () => {
    const broken = Heap.open();
    crash(broken);
    await startCore();
    const fresh = Heap.open();
    fresh.malloc(24);
    expect(() => broken.stats()).toThrow(CoreCrashed);
    // Whoever mends a second session of the same page must not take the first one's core away.
    await startCore();
    expect(fresh.operations).toBe(1);
    fresh.free();
  });
});

describe('a heap without a history', () => {
  it('keeps the last operation and nothing before it, and takes little memory', () => {
    const heap = Heap.open();
    for (let n = 0; n < 300; n += 1) heap.malloc(64);
    heap.keepsHistory = false;
    expect(heap.keepsHistory).toBe(false);
    const blocks = Array.from({ length: 20_000 }, () => heap.malloc(512));
    expect([heap.operations, heap.length, heap.first]).toEqual([20_300, 20_300, 20_299]);
    expect(heap.historyBytes).toBeLessThan(1 << 20);
    expect(heap.explain(20_300, 0, 100).steps.length).toBeGreaterThan(0);
    heap.seek(20_299);
    heap.seek(20_300);
    // An operation that crashes CPython is taken back all the same: here the free list leads nowhere.
    const { at, header } = heap.pool(heap.malloc(16));
    heap.write(header.find(({ name }) => name === 'freeblock')?.at ?? at, new Uint8Array([4, 0, 0, 0]));
    const before = Buffer.from(heap.snapshot());
    expect(() => heap.malloc(16)).toThrow(expect.objectContaining({ code: 'segmentation_fault' }));
    expect(before.equals(heap.snapshot())).toBe(true);
    heap.freeBlock(blocks[7] ?? 0);
    const { first } = heap;
    expect(first).toBe(20_302);
    heap.keepsHistory = true;
    heap.malloc(32);
    heap.malloc(32);
    heap.seek(first);
    expect(heap.first).toBe(first);
    heap.free();
  });
});
