// Steps as authors write them.

import { describe, expect, it } from 'vitest';
import { type Ran } from './source.ts';
import { lineAt, placeOf } from './step.ts';

const ran: Ran = {
  text: '',
  own: true,
  lines: [
    { line: 1, from: 1, to: 1 },
    { line: 2, from: 2, to: 9 },
    { line: 3, from: 2, to: 8 },
    { line: 4, from: 10, to: 9 },
  ],
};

describe('a step', () => {
  it.each([
    ['0', { operation: 0, mark: undefined }],
    ['9', { operation: 9, mark: undefined }],
    ['2.13', { operation: 2, mark: 13 }],
    ['L2', { operation: 9 }],
    ['L4', { operation: 9 }],
  ])('%s leads to its place', (step, place) => {
    expect(placeOf(step, 9, ran)).toEqual(place);
  });

  it.each(['10', '-1', '1.', '0.1', 'L5', 'l1', '', 'end', '1e3'])('%j leads nowhere', (step) => {
    expect(placeOf(step, 9, ran)).toBeUndefined();
  });

  it('belongs to the line that ran the least around it', () => {
    expect([0, 1, 2, 9].map((position) => lineAt(position, ran))).toEqual([undefined, 1, 3, 2]);
  });
});
