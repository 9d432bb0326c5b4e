// The maths of the map, and that it agrees with what the core paints.

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { startCoreInNode } from '../../tests/core-in-node.ts';
import { Heap } from '../core.ts';
import { HeapMap } from './painted.ts';
import {
  addressOf,
  arenaBox,
  around,
  between,
  cameraOn,
  CLOSEST,
  columnsFor,
  extent,
  kept,
  onScreen,
  panned,
  type Plane,
  poolBox,
  rowsOf,
  spotAt,
  spotOf,
  wholeHeap,
  zoomed,
} from './geometry.ts';

const plane: Plane = {
  shape: { row: 64, across: 8, poolPitch: 68, arenaSide: 540, arenaPitch: 576, slots: 5, cell: 16 },
  firstPools: new Float64Array([0x100000, 0x140000, 0, 0x200000, 0x300000]),
  poolSize: 4096,
  poolsInArena: 64,
  columns: 3,
};
const size = { width: 600, height: 400 };
const cameras = fc.record({
  x: fc.double({ min: -500, max: 3000, noNaN: true }),
  y: fc.double({ min: -500, max: 3000, noNaN: true }),
  scale: fc.double({ min: 0.01, max: CLOSEST, noNaN: true }),
});
const points = fc.record({ x: fc.integer({ min: 0, max: 600 }), y: fc.integer({ min: 0, max: 400 }) });

describe('the plane', () => {
  it('has every byte of every pool where it finds it again', () => {
    fc.assert(
      fc.property(fc.constantFrom(0, 1, 3, 4), fc.nat(63), fc.nat(4095), (slot, pool, offset) => {
        const address = addressOf(plane, { slot, pool, offset }) ?? NaN;
        expect(spotOf(plane, address)).toEqual({ slot, pool, offset });
        const [box] = rowsOf(plane, slot, pool, offset, 1);
        const camera = { x: (box?.x ?? 0) - 10, y: (box?.y ?? 0) - 10, scale: 3 };
        expect(spotAt(plane, camera, { x: 31, y: 31 })).toEqual({ slot, pool, offset });
      }),
    );
  });

  it('has nothing where no arena is, or between them', () => {
    expect(addressOf(plane, { slot: 2, pool: 0, offset: 0 })).toBeUndefined();
    expect(spotOf(plane, 0x140000 - 1)?.pool).toBe(63);
    expect(spotOf(plane, 0x180000)).toBeUndefined();
    expect(spotAt(plane, { x: 0, y: 0, scale: 1 }, { x: 560, y: 10 })).toBeUndefined();
    expect(spotAt(plane, { x: 0, y: 0, scale: 1 }, { x: 66, y: 10 })).toEqual({ slot: 0, pool: undefined, offset: 0 });
    expect(spotAt(plane, { x: 0, y: 0, scale: 1 }, { x: 1200, y: 600 })).toBeUndefined();
  });

  it('draws bytes that go over the end of a row as several boxes that cover exactly them', () => {
    fc.assert(
      fc.property(fc.nat(4000), fc.integer({ min: 1, max: 512 }), (offset, length) => {
        const boxes = rowsOf(plane, 1, 9, offset, length);
        const bytes = boxes.reduce((sum, box) => sum + box.width * box.height, 0);
        expect(bytes).toBe(Math.min(length, 4096 - offset));
        expect(boxes.length).toBeLessThanOrEqual(3);
        const pool = poolBox(plane, 1, 9);
        const all = around([...boxes, pool]);
        expect(all).toEqual(pool);
      }),
    );
  });

  it('is about as wide for its height as what it is seen in', () => {
    expect(columnsFor(1024, { width: 400, height: 400 })).toBe(32);
    expect(columnsFor(1024, { width: 800, height: 400 })).toBe(45);
    expect(columnsFor(1, size)).toBe(1);
    expect(columnsFor(0, size)).toBe(1);
    expect(extent(plane)).toEqual({ width: 3 * 576 - 36, height: 2 * 576 - 36 });
  });
});

describe('the camera', () => {
  it('keeps what is under the pointer there when it zooms', () => {
    fc.assert(
      fc.property(cameras, points, fc.double({ min: 0.2, max: 5, noNaN: true }), (camera, at, factor) => {
        const after = zoomed(camera, at, factor);
        expect(after.x + at.x / after.scale).toBeCloseTo(camera.x + at.x / camera.scale, 6);
        expect(after.y + at.y / after.scale).toBeCloseTo(camera.y + at.y / camera.scale, 6);
        expect(after.scale).toBeLessThanOrEqual(CLOSEST);
      }),
    );
  });

  it('never loses the heap, and is never farther than all of it', () => {
    fc.assert(
      fc.property(cameras, (camera) => {
        const held = kept(camera, plane, size);
        expect(held.scale).toBeGreaterThanOrEqual(wholeHeap(plane, size).scale - 1e-9);
        const middle = { x: held.x + size.width / held.scale / 2, y: held.y + size.height / held.scale / 2 };
        const all = extent(plane);
        expect(middle.x).toBeGreaterThanOrEqual(0);
        expect(middle.x).toBeLessThanOrEqual(all.width);
        expect(middle.y).toBeGreaterThanOrEqual(0);
        expect(middle.y).toBeLessThanOrEqual(all.height);
        const again = kept(held, plane, size);
        expect(again.x).toBeCloseTo(held.x, 6);
        expect(again.scale).toBeCloseTo(held.scale, 9);
      }),
    );
  });

  it('shows all of a box, in the middle', () => {
    const box = onScreen(cameraOn(arenaBox(plane, 4), size), arenaBox(plane, 4));
    expect(box.height).toBeCloseTo(384);
    expect(box.x + box.width / 2).toBeCloseTo(300);
    expect(box.y).toBeCloseTo(8);
  });

  it('comes from one place to another without a leap', () => {
    const [from, to] = [wholeHeap(plane, size), cameraOn(poolBox(plane, 3, 12), size)];
    expect(between(from, to, 0)).toEqual(from);
    expect(between(from, to, 1).x).toBeCloseTo(to.x);
    const way = Array.from({ length: 11 }, (_, step) => between(from, to, step / 10).scale);
    expect(way).toEqual(way.toSorted((a, b) => a - b));
    expect(panned(to, { x: 10, y: -20 }).x).toBeCloseTo(to.x - 10 / to.scale);
  });
});

describe('what the core paints', () => {
  beforeAll(startCoreInNode);

  it.each(['cpython-2.7-32', 'cpython-3.10-32', 'cpython-3.9-64', 'cpython-3.10-64'] as const)(
    'is where the maths says it is, in %s, aligned and not',
    (edition) => {
      for (const alignment of ['aligned', 'unaligned'] as const) {
        const heap = Heap.open(edition, alignment);
        const blocks = Array.from({ length: 2500 }, (_, n) => heap.malloc(64 + (n % 7) * 64));
        const map = new HeapMap(heap);
        // Each colour is its own number: 1 behind pools, 2 allocated.
        map.setPalette(Uint32Array.from({ length: 100 }, (_, ink) => ink));
        const shape = map.shape();
        const { poolSize, poolsInArena } = { poolSize: shape.row ** 2, poolsInArena: 64 };
        const its: Plane = { shape, firstPools: map.firstPools(), poolSize, poolsInArena, columns: 2 };
        for (const block of blocks.filter((_, n) => n % 97 === 0)) {
          const spot = spotOf(its, block);
          const [box] = spot === undefined ? [] : rowsOf(its, spot.slot, spot.pool, spot.offset, 1);
          if (box === undefined) continue;
          const frame = {
            x: box.x,
            y: box.y,
            scale: 1,
            ratio: 1,
            width: 1,
            height: 1,
            columns: 2,
            by: 'state',
          } as const;
          expect(map.paint(heap, frame)[0]).toBe(2);
        }
        map.free();
        heap.free();
      }
    },
  );
});
