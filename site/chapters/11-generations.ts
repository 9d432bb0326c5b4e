// What chapter 11 has in every language: generations that grow old, thresholds that are passed, a full collection that waits.

import { type Views } from '../../www/embed/views.ts';
import { defineChapter, type Facts } from '../chapter.ts';
import { lists } from '../figures.ts';
import { generation, isAlive, labels, same, sure, unreachable } from '../look.ts';
import { there } from '../reading.ts';

/** Room for all three generations below a program. */
const TALL = 900;

const MANY = 99;
const CONFIGURATION = 20;

/** Where in the list of a generation its members' labels stand. */
function members(heap: Views, number: number): string {
  return labels(generation(heap, number).list.members);
}

/** How many objects stand in the three generations. */
function watched(heap: Views): number {
  return [0, 1, 2].reduce((sum, number) => sum + generation(heap, number).list.len, 0);
}

/** When each generation has its turn, if containers are only made: a count above its threshold is seen by the collection after. */
function turns(first: number, second: number, third: number): Facts {
  const every = first + 1;
  const middle = second + 2;
  const full = middle * (third + 1) + 1;
  return { every, middle, full, containers: every * full };
}

export default defineChapter({
  figures: {
    ageing: {
      ...lists,
      height: TALL,
      program: `a = []
b = []
a.append(b)
gc.collect(0)
gc.collect(1)
gc.collect(2)`,
      step: 'L3',
    },
    old: {
      ...lists,
      height: TALL,
      heap: 'old',
      program: `x = []
gc.collect()
z = []
z.append(x)
x.append(z)
del x, z
gc.collect(0)
gc.collect(1)
gc.collect(2)`,
      step: 'L6',
    },
    between: { view: 'objects', heap: 'old' },
    alone: {
      ...lists,
      height: TALL,
      program: `gc.set_threshold(4, 2, 2)
a = []
x = []
x.append(x)
del x
b = []
c = []
d = []
e = []
f = []`,
      step: 'L7',
    },
    quarter: {
      ...lists,
      height: TALL,
      program: `keep = [[] for i in range(${MANY})]
gc.collect()
gc.set_threshold(3, 1, 1)
for i in range(40):
    keep.append([])`,
      step: '2',
    },
    frozen: {
      ...lists,
      height: TALL,
      program: `settings = [[] for i in range(${CONFIGURATION})]
gc.freeze()
x = []
x.append(x)
del x
gc.collect()
gc.unfreeze()`,
      step: 'L2',
    },
  },
  steps: {
    young: {
      figure: 'ageing',
      step: 'L3',
      facts: (heap) => {
        const first = generation(heap, 0).threshold;
        const second = generation(heap, 1).threshold;
        const third = generation(heap, 2).threshold;
        return { length: generation(heap, 0).list.len, first, second, third, ...turns(first, second, third) };
      },
    },
    middle: { figure: 'ageing', step: 'L4', facts: (heap) => ({ length: generation(heap, 1).list.len }) },
    oldest: { figure: 'ageing', step: 'L5', facts: (heap) => ({ length: generation(heap, 2).list.len }) },
    full: { figure: 'ageing', step: 'L6', facts: (heap) => ({ length: generation(heap, 2).list.len }) },
    apart: {
      figure: 'old',
      step: 'L6',
      facts: (heap) => {
        sure(members(heap, 0) === 'z' && members(heap, 2) === 'x', 'one is old, one is young');
        return { garbage: unreachable(heap).length };
      },
    },
    missed: {
      figure: 'old',
      step: 'L7',
      facts: (heap) => {
        sure(members(heap, 1) === 'z', 'the young one got older');
        return { collected: generation(heap, 0).collected };
      },
    },
    again: {
      figure: 'old',
      step: 'L8',
      facts: (heap) => {
        sure(members(heap, 2) === 'x z', 'they stand together');
        return { collected: generation(heap, 1).collected };
      },
    },
    found: { figure: 'old', step: 'L9', facts: (heap) => ({ collected: generation(heap, 2).collected }) },
    four: {
      figure: 'alone',
      step: 'L7',
      facts: (heap) => ({ count: same(generation(heap, 0).count, generation(heap, 0).threshold) }),
    },
    passed: {
      figure: 'alone',
      step: '8.11',
      facts: (heap) => {
        const { count, threshold, list } = generation(heap, 0);
        return { count, threshold, length: list.len };
      },
    },
    swept: {
      figure: 'alone',
      step: 'L8',
      facts: (heap) => {
        sure(!isAlive(heap, 'x'), 'x was collected');
        sure(members(heap, 0) === 'd' && members(heap, 1) === 'a b c', 'the others got older, d did not');
        return { collected: generation(heap, 0).collected, count: generation(heap, 0).count };
      },
    },
    reused: {
      figure: 'alone',
      step: 'L9',
      facts: (heap) => ({ count: generation(heap, 0).count, length: generation(heap, 0).list.len }),
    },
    counted: { figure: 'alone', step: 'L10', facts: (heap) => ({ count: generation(heap, 0).count }) },
    base: {
      figure: 'quarter',
      step: '2',
      facts: (heap) => {
        const { longLivedTotal, longLivedPending } = heap.generations(0);
        return { total: longLivedTotal, pending: longLivedPending, quarter: Math.floor(longLivedTotal / 4) };
      },
    },
    due: {
      figure: 'quarter',
      step: '73',
      facts: (heap) => {
        const { count, threshold, collections } = generation(heap, 2);
        sure(count > threshold && collections === 1, 'generation 2 is due, and not collected');
        return { count, threshold, pending: heap.generations(0).longLivedPending };
      },
    },
    putOff: {
      figure: 'quarter',
      step: '109',
      facts: (heap) => {
        const { count, collections } = generation(heap, 2);
        return { count, collections, pending: heap.generations(0).longLivedPending };
      },
    },
    ran: {
      figure: 'quarter',
      step: '121',
      facts: (heap) => {
        const { longLivedTotal } = heap.generations(0);
        return {
          collections: generation(heap, 2).collections,
          collected: generation(heap, 2).collected,
          total: longLivedTotal,
          quarter: Math.floor(longLivedTotal / 4),
        };
      },
    },
    frozen: {
      figure: 'frozen',
      step: 'L2',
      facts: (heap) => ({
        permanent: there(heap.generations(0).permanent?.len, 'permanent_generation'),
        others: watched(heap),
      }),
    },
    quick: {
      figure: 'frozen',
      step: 'L6',
      facts: (heap) => ({
        collected: generation(heap, 2).collected,
        permanent: there(heap.generations(0).permanent?.len, 'permanent_generation'),
      }),
    },
    thawed: { figure: 'frozen', step: 'L7', facts: (heap) => ({ length: generation(heap, 2).list.len }) },
  },
  facts: ({ editions }) => ({ head: editions['cpython-3.10-64'].gcHeadSize }),
  tasks: {},
});
