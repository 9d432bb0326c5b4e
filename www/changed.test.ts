// Looking up what was written: at the edges of ranges, between them and outside all.

import { expect, it } from 'vitest';

import { ChangedRanges } from './changed.ts';

const changed = new ChangedRanges(new Float64Array([100, 4, 200, 8, 0x10_0000_0000, 1]));

it.each([
  [100, 1, true],
  [103, 1, true],
  [104, 1, false],
  [96, 4, false],
  [96, 5, true],
  [104, 96, false],
  [104, 97, true],
  [0, 1_000, true],
  [208, 4, false],
  [0x10_0000_0000, 8, true],
  [0x10_0000_0001, 8, false],
])('has(%d, %d) is %s', (at, len, expected) => {
  expect(changed.has(at, len)).toBe(expected);
});

it('nothing is changed where nothing was written', () => {
  expect(ChangedRanges.none.has(0, 1e9)).toBe(false);
  expect(ChangedRanges.none.empty).toBe(true);
});

it('ranges may be given in any order, and overlap', () => {
  const merged = ChangedRanges.of([
    { at: 200, size: 4 },
    { at: 100, size: 8 },
    { at: 104, size: 8 },
    { at: 100, size: 2 },
  ]);
  expect(merged.has(111, 1)).toBe(true);
  expect(merged.has(112, 88)).toBe(false);
  expect(merged.has(203, 1)).toBe(true);
});
