// The installed package in Node, without a document: allocate, free, collect, decode; and heaps that nobody frees.
// Run with --expose-gc.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { editions, Heap, HeapFailure, start } from 'pymalloc-explorer';

await start();

test('every edition allocates, frees and is decoded', () => {
  assert.equal(editions().length, 4);
  for (const { edition } of editions()) {
    const heap = Heap.open(edition, 'unaligned');
    const [address] = [heap.malloc(24), heap.malloc(24)];
    assert.ok(address > 0);
    const allocated = () => heap.pool(address).blocks.filter((state) => state === 'allocated').length;
    assert.equal(allocated(), 2);
    heap.freeBlock(address);
    assert.throws(
      () => heap.freeBlock(address),
      (error) => error instanceof HeapFailure && error.code === 'double_free' && error.details.addr === address,
    );
    assert.equal(heap.liveBlock(address), undefined);
    assert.equal(allocated(), 1);
    heap.seek(2);
    assert.equal(allocated(), 2);
    heap.free();
  }
});

test('a cycle is made and collected', () => {
  const heap = Heap.open();
  heap.request({ op: 'new', kind: 'list', id: 'a' });
  heap.request({ op: 'new', kind: 'list', id: 'b' });
  heap.request({ op: 'ref', from: 'a', to: 'b' });
  heap.request({ op: 'ref', from: 'b', to: 'a' });
  heap.request({ op: 'root_del', id: 'a' });
  heap.request({ op: 'root_del', id: 'b' });
  assert.equal(heap.objects(100).objects.length, 2);
  assert.equal(heap.request({ op: 'collect', gen: 2 }).collected, 2);
  assert.equal(heap.objects(100).objects.length, 0);
  const { length } = heap;
  assert.ok(heap.stepCount(length) > 10);
  heap.seekStep(length, 0);
  assert.equal(heap.objects(100).objects.length, 2);
  heap.settle();
  assert.equal(heap.objects(100).objects.length, 0);
  heap.free();
});

test('what forgets a heap need not free it', async () => {
  const open = () => {
    const heap = Heap.open();
    heap.malloc(24);
    // The memory of the core, whose size is that of all heaps.
    return heap.view(heap.info().base, 1).buffer.byteLength;
  };
  const one = open();
  const sizes = [];
  for (let done = 0; done < 1000; done += 50) {
    let size = 0;
    for (let i = 0; i < 50; i += 1) size = open();
    sizes.push(size);
    globalThis.gc();
    // The registry is asked between tasks.
    await setImmediate();
    await setImmediate();
  }
  assert.ok(sizes[0] > one, 'fifty heaps that are not freed yet take room');
  assert.ok(Math.max(...sizes) <= 2 * sizes[0], `the memory levels out: ${sizes.join(' ')}`);
});
