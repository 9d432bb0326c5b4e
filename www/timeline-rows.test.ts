// The rows of the timeline against a plain list of them.

import fc from 'fast-check';
import { expect, it } from 'vitest';

import { type DoneAct } from './acts.ts';
import { type Row, TimelineRows } from './timeline-rows.ts';

function actsOf(counts: readonly number[]): DoneAct[] {
  let first = 0;
  return counts.map((count) => {
    const act: DoneAct = { act: { act: 'allocate', nbytes: 8, count, zeroed: false }, first, count };
    first += count;
    return act;
  });
}

/** All rows one by one. */
function listed(acts: readonly DoneAct[], open: ReadonlySet<number>, marks: ReadonlyMap<number, number>): Row[] {
  return acts.flatMap((act): Row[] => {
    if (!open.has(act.first)) return [{ kind: 'act', act, open: false }];
    const rows: Row[] = [{ kind: 'act', act, open: true }];
    for (let operation = act.first + 1; operation <= act.first + act.count; operation += 1) {
      const steps = marks.get(operation) ?? 0;
      rows.push({ kind: 'operation', act, operation, open: marks.has(operation) });
      for (let mark = 1; mark <= steps; mark += 1) rows.push({ kind: 'step', act, operation, mark });
    }
    return rows;
  });
}

const timelines = fc.record({
  counts: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 8 }),
  opened: fc.array(fc.nat(7)),
  operations: fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 5 }))),
});

it('finds each row, and the row of each place', () => {
  fc.assert(
    fc.property(timelines, ({ counts, opened, operations }) => {
      const acts = actsOf(counts);
      const open = new Set(opened.flatMap((index) => acts[index]?.first ?? []));
      const marks = new Map(operations);
      const all = listed(acts, open, marks);
      const rows = new TimelineRows(acts, { acts: open, operations: marks });
      expect(rows.total).toBe(all.length);
      expect(all.map((_, index) => rows.at(index))).toEqual(all);
      expect([rows.at(-1), rows.at(all.length)]).toEqual([undefined, undefined]);
      for (const [index, row] of all.entries()) {
        if (row.kind === 'act') expect(rows.indexOfAct(row.act)).toBe(index);
        if (row.kind === 'operation') expect(rows.indexOf({ operation: row.operation })).toBe(index);
        if (row.kind === 'step') expect(rows.indexOf(row)).toBe(index);
      }
    }),
  );
});

it('shows a place that is not open by what it is in', () => {
  const acts = actsOf([4, 4]);
  const closed = new TimelineRows(acts, { acts: new Set(), operations: new Map() });
  expect([0, 1, 4, 5].map((operation) => closed.indexOf({ operation }))).toEqual([-1, 0, 0, 1]);
  const open = new TimelineRows(acts, { acts: new Set([0]), operations: new Map() });
  expect(open.indexOf({ operation: 3, mark: 2 })).toBe(3);
  for (const act of acts.slice(0, 1)) {
    expect(open.parentOf({ kind: 'step', act, operation: 3, mark: 1 })).toBe(3);
    expect(open.parentOf({ kind: 'operation', act, operation: 3, open: false })).toBe(0);
    expect(open.parentOf({ kind: 'act', act, open: true })).toBe(-1);
  }
});

it('finds a row among a million operations without listing them', () => {
  const rows = new TimelineRows(actsOf([1, 1_000_000, 1]), { acts: new Set([1]), operations: new Map([[500_000, 7]]) });
  expect(rows.total).toBe(1_000_010);
  expect(rows.at(1_000_009)).toMatchObject({ kind: 'act' });
  expect(rows.at(1_000_008)).toMatchObject({ kind: 'operation', operation: 1_000_001 });
  expect(rows.at(rows.indexOf({ operation: 500_000, mark: 7 }))).toMatchObject({ kind: 'step', mark: 7 });
});
