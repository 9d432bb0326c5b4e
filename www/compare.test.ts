// The core compares two positions of a heap's timeline, as the page asks it to.

import { beforeAll, describe, expect, it } from 'vitest';

import { startCoreInNode } from '../tests/core-in-node.ts';
import { Heap } from './core.ts';

beforeAll(startCoreInNode);

describe('two positions', () => {
  it('differ by what was done in between, from either side', () => {
    const heap = Heap.open('cpython-3.10-32', 'aligned');
    const first = heap.malloc(100);
    heap.malloc(100);
    heap.freeBlock(first);
    const there = heap.compare({ operation: 2 }, { operation: 3 }, 50);
    expect(there.transitions).toEqual([{ before: 'allocated', after: 'freed', count: 1 }]);
    expect(there.blocks.map(({ at }) => at)).toEqual([first]);
    expect(there.pools[0]?.before?.count).toBe(2);
    expect(there.pools[0]?.after?.count).toBe(1);
    const back = heap.compare({ operation: 3 }, { operation: 2 }, 50);
    expect(back.transitions).toEqual([{ before: 'freed', after: 'allocated', count: 1 }]);
    expect(back.bytes).toBe(there.bytes);
    heap.free();
  });

  it('may be inside of operations, and the heap stands afterwards where it stood', () => {
    const heap = Heap.open('cpython-3.10-64', 'aligned');
    heap.malloc(100);
    heap.malloc(200);
    heap.seekStep(2, 3);
    const stands = heap.info();
    const pool = heap.arenas();
    const inside = heap.compare({ operation: 1, mark: 5 }, { operation: 2, mark: 3 }, 50);
    expect(inside.bytes).toBeGreaterThan(0);
    expect([heap.info(), heap.arenas()]).toEqual([stands, pool]);
    expect(heap.compare({ operation: 2, mark: 3 }, { operation: 2, mark: 3 }, 50).bytes).toBe(0);
    heap.free();
  });

  it('have to be there', () => {
    const heap = Heap.open('cpython-3.10-32', 'aligned');
    heap.malloc(100);
    expect(() => heap.compare({ operation: 0 }, { operation: 2 }, 50)).toThrow();
    expect(heap.operations).toBe(1);
    heap.free();
  });
});
