// The rows that the keyboard walks along, on a real heap.

import { beforeAll, expect, it } from 'vitest';
import { startCoreInNode } from '../../tests/core-in-node.ts';
import { Heap } from '../core.ts';
import { addressOfRow, MapTree } from './tree.ts';

beforeAll(startCoreInNode);

function grown(): Heap {
  const heap = Heap.open();
  for (let n = 0; n < 3 * 448; n += 1) heap.malloc(512);
  return heap;
}

it('has a row for each arena, and inside of one that is open its pools, and their blocks', () => {
  const heap = grown();
  const tree = new MapTree((decode) => decode(heap));
  expect(tree.total).toBe(3);
  expect(tree.open(1)).toBe(1);
  expect(tree.open(1)).toBeUndefined();
  expect(tree.total).toBe(3 + 64);
  expect(tree.open(4)).toBe(4);
  expect(tree.total).toBe(3 + 64 + 7);
  const kinds = Array.from({ length: tree.total }, (_, index) => tree.row(index)?.kind);
  expect(kinds.slice(0, 13)).toEqual([
    ...['arena', 'arena', 'pool', 'pool', 'pool'],
    ...Array.from({ length: 7 }, () => 'block'),
    'pool',
  ]);
  expect(tree.row(11)).toMatchObject({ kind: 'block', number: 7, of: 7, level: 3 });
  expect(tree.row(12)).toMatchObject({ kind: 'pool', number: 4, of: 64, open: false });
  expect(tree.row(tree.total - 1)).toMatchObject({ kind: 'arena', number: 3 });
  expect(tree.row(tree.total)).toBeUndefined();
  heap.free();
});

it('leads out again, and closes', () => {
  const heap = grown();
  const tree = new MapTree((decode) => decode(heap));
  const row = tree.reveal(1, 2, 6);
  expect(row).toBe(11);
  expect(tree.outside(11)).toBe(4);
  expect(tree.outside(4)).toBe(1);
  expect(tree.outside(1)).toBe(1);
  const address = addressOfRow(tree.row(11) ?? expect.fail());
  expect(heap.locate(address)).toMatchObject({ kind: 'block', arena: 1, pool: 2, block: 6, offset: 0 });
  // Another that is opened closes what is open before it, and comes up.
  expect(tree.open(14)).toBe(7);
  tree.close(7);
  expect(tree.total).toBe(3 + 64);
  tree.close(1);
  expect(tree.total).toBe(3);
  heap.free();
});

it('finds no arena that is not there', () => {
  const heap = Heap.open();
  const tree = new MapTree((decode) => decode(heap));
  expect([tree.total, tree.row(0), tree.reveal(0), tree.open(0)]).toEqual([0, undefined, undefined, undefined]);
  heap.free();
});

it('opens nothing once the heap cannot be read any more', () => {
  const heap = grown();
  let isThere = true;
  const tree = new MapTree((decode) => (isThere ? decode(heap) : undefined));
  expect(tree.open(0)).toBe(0);
  isThere = false;
  expect([tree.open(1), tree.total, tree.row(0)?.kind]).toEqual([undefined, tree.total, 'arena']);
  heap.free();
});

it('has the bytes of a block that is open, and leads out of them', () => {
  const heap = grown();
  const tree = new MapTree((decode) => decode(heap));
  tree.open(0);
  tree.open(1);
  const first = tree.row(2);
  if (first === undefined) throw new Error('no block');
  heap.write(addressOfRow(first), Uint8Array.of(0x12, 0x34, 0));
  expect(tree.open(2)).toBe(2);
  expect(tree.open(2)).toBeUndefined();
  expect(tree.total).toBe(3 + 64 + 7 + 512 / 8);
  const row = tree.row(3);
  expect(row).toMatchObject({ kind: 'bytes', level: 4, number: 1, of: 64 });
  expect(row?.kind === 'bytes' ? [...row.bytes.subarray(0, 3)] : row).toEqual([0x12, 0x34, 0]);
  expect(tree.row(2 + 64)).toMatchObject({ kind: 'bytes', number: 64 });
  expect(tree.row(3 + 64)).toMatchObject({ kind: 'block', number: 2 });
  const [block, bytes, last] = [2, 3, 2 + 64].map((index) => tree.row(index));
  if (block === undefined || bytes === undefined || last === undefined) throw new Error('rows are missing');
  expect(addressOfRow(bytes)).toBe(addressOfRow(block));
  expect(addressOfRow(last)).toBe(addressOfRow(block) + 504);
  expect(tree.open(3)).toBeUndefined();
  expect(tree.outside(20)).toBe(2);
  tree.close(2);
  expect(tree.total).toBe(3 + 64 + 7);
  heap.free();
});
