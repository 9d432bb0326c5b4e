// Where one can go from a place inside an operation. Some marks are no step of their own, as in 2.7.

import { expect, it } from 'vitest';

import { type Heap } from './core.ts';
import { type Explanation } from './generated/Explanation.ts';
import { type Section } from './generated/Section.ts';
import { changedBy, enter, next, previous, sectionAt } from './stepping.ts';

const MARKS = 100;
const sections: Section[] = [
  { mark: 2, of: { kind: 'collection', generation: 2 } },
  { mark: 10, of: { kind: 'phase', phase: 'update_refs' } },
  { mark: 60, of: { kind: 'phase', phase: 'move_unreachable' } },
];

/** A heap with one operation, each third mark of which is no step. */
function heap(): Heap & { at: number } {
  const steps = Array.from({ length: MARKS }, (_, index) => ({
    mark: index + 1,
    depth: 0,
    function: 'collect',
    layer: 3,
    event: { kind: 'AlreadyCollecting' as const },
    changes: [{ at: index, size: 4, place: { kind: 'null' as const }, old: 0, new: 1, target: null }],
  })).filter(({ mark }) => mark % 3 !== 0);
  const fake = {
    at: NaN,
    explain: (number: number, from: number, count: number): Explanation => ({
      number,
      operation: { op: 'malloc', nbytes: 1 },
      result: null,
      place: null,
      path: [],
      steps: steps.filter(({ mark }) => mark > from && mark <= from + count),
      marks: MARKS,
    }),
    seekStep: (_: number, mark: number) => {
      fake.at = mark;
    },
  };
  return fake as unknown as Heap & { at: number };
}

it('moves the image to the mark, and no further than there is one', () => {
  const fake = heap();
  expect(enter(fake, 1, 40, sections).present?.mark).toBe(40);
  expect(fake.at).toBe(40);
  expect(enter(fake, 1, 1e9, sections).mark).toBe(MARKS);
  expect(fake.at).toBe(MARKS);
});

it.each([
  [0, 1, 2],
  [1, 2, 2],
  [2, 4, 10],
  [40, 41, 60],
  [60, 61, MARKS],
  [MARKS, undefined, undefined],
])('from %d the next step is %s, the next section %s', (mark, step, section) => {
  expect(next(enter(heap(), 1, mark, sections))).toEqual({ step, section });
});

it.each([
  [0, undefined, undefined],
  [1, 0, 0],
  [2, 1, 0],
  [4, 2, 2],
  [60, 59, 10],
  [MARKS, 98, 60],
])('from %d the step before is %s, the section before %s', (mark, step, section) => {
  expect(previous(enter(heap(), 1, mark, sections))).toEqual({ step, section });
});

it('knows which section it is in', () => {
  expect(sectionAt(enter(heap(), 1, 1, sections))).toBeUndefined();
  expect(sectionAt(enter(heap(), 1, 59, sections))?.mark).toBe(10);
});

it('marks what the present step wrote, and before the first nothing', () => {
  expect(changedBy(enter(heap(), 1, 5, sections)).has(4, 1)).toBe(true);
  expect(changedBy(enter(heap(), 1, 0, sections)).empty).toBe(true);
});
