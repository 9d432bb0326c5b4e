// What chapter 9 has in every language: counts that rise and fall, deaths that lead to deaths, memory that is kept.

import { type Views } from '../../www/embed/views.ts';
import { defineChapter } from '../chapter.ts';
import { lists, stepped } from '../figures.ts';
import { generation, isAlive, isName, kept, labels, objectCalled, same, sure, unreachable } from '../look.ts';
import { there } from '../reading.ts';

/** Bytes of a pointer in the edition of the figures. */
const POINTER = 4;

/** The first and the last of the ints that are there from the start. */
const LEAST = -5;
const MOST = 256;

/** As many as the trashcan lets be nested, around one more. */
const DEPTH = 50;

const THREE = ['a', 'b', 'c'];

/** What an int is. */
function valueOf(heap: Views, name: string): number {
  return Number(objectCalled(heap, name).repr);
}

/** How many objects the free list of a type takes at most. */
function capacity(heap: Views, type: string): number {
  const list = heap.generations(0).freeLists.find(({ name }) => name === type);
  return there(list?.capacity, `the free list of ${type}`);
}

export default defineChapter({
  figures: {
    counts: {
      view: 'objects',
      program: `x = []
y = x
box = [x]
y = None
del x
del box`,
      step: 'L3',
    },
    head: { view: 'bytes', program: 'f = 1.5' },
    shared: {
      view: 'objects',
      ...stepped,
      height: 860,
      program: `n = ${MOST}
m = ${MOST}
p = ${MOST + 1}
q = ${MOST + 1}
u = ${LEAST}
v = ${LEAST - 1}`,
      step: 'L4',
    },
    cascade: {
      view: 'objects',
      program: `d = []
c = [d]
b = [c]
a = [b]
del b, c, d
del a`,
      step: 'L5',
    },
    deep: {
      view: 'explain',
      ...stepped,
      height: 560,
      program: `a = []
for i in range(${DEPTH}):
    a = [a]
del a`,
      step: `${DEPTH + 2}.205`,
    },
    kept: {
      view: 'pool',
      program: `x = []
del x
y = []`,
      step: 'L1',
    },
    others: {
      ...lists,
      height: 1150,
      program: `y = []
t = (y,)
f = 1.5
del t, f
gc.collect()`,
      step: 'L4',
    },
    task: { view: 'objects', program: 'a = []\nb = []\nc = []', controls: 'objects undo' },
  },
  steps: {
    born: { figure: 'counts', step: 'L1', facts: (heap) => ({ x: objectCalled(heap, 'x').refcnt }) },
    named: { figure: 'counts', step: 'L2', facts: (heap) => ({ x: objectCalled(heap, 'x').refcnt }) },
    item: { figure: 'counts', step: 'L3', facts: (heap) => ({ x: objectCalled(heap, 'x').refcnt }) },
    nameless: {
      figure: 'counts',
      step: 'L5',
      facts: (heap) => {
        sure(!isName(heap, 'x') && !isName(heap, 'y'), 'both names are gone');
        return { x: objectCalled(heap, 'x').refcnt };
      },
    },
    dead: {
      figure: 'counts',
      step: 'L6',
      facts: (heap) => {
        sure(!isAlive(heap, 'x') && !isAlive(heap, 'box'), 'both are dead');
        return { objects: generation(heap, 0).list.len };
      },
    },
    float: {
      figure: 'head',
      step: 'L1',
      facts: (heap) => {
        const { at, blockAt, refcnt, size } = objectCalled(heap, 'f');
        const [first = 0] = heap.bytes(at, 1);
        return { at: same(at, blockAt), refcnt: same(refcnt, first), size, value: size - 2 * POINTER };
      },
    },
    shared: {
      figure: 'shared',
      step: 'L2',
      facts: (heap) => {
        const int = objectCalled(heap, 'n');
        sure(int.isStatic && int.roots === 2, 'both names lead to one static int');
        return { value: valueOf(heap, 'n'), refcnt: int.refcnt, names: int.roots };
      },
    },
    beyond: {
      figure: 'shared',
      step: 'L4',
      facts: (heap) => {
        const [p, q] = [objectCalled(heap, 'p'), objectCalled(heap, 'q')];
        sure(!p.isStatic && !q.isStatic && p.at !== q.at, 'both were made');
        return { value: same(valueOf(heap, 'p'), valueOf(heap, 'q')), p: p.at, q: q.at };
      },
    },
    below: {
      figure: 'shared',
      step: 'L6',
      facts: (heap) => {
        sure(objectCalled(heap, 'u').isStatic && !objectCalled(heap, 'v').isStatic, 'only the second was made');
        return { there: valueOf(heap, 'u'), made: valueOf(heap, 'v') };
      },
    },
    chain: {
      figure: 'cascade',
      step: 'L5',
      facts: (heap) => ({ each: same(...counts(heap)), lists: counts(heap).length }),
    },
    innermost: { figure: 'cascade', step: '8.18', facts: (heap) => ({ kept: kept(heap, 'list') }) },
    gone: {
      figure: 'cascade',
      step: 'L6',
      facts: (heap) => ({ kept: kept(heap, 'list'), alive: generation(heap, 0).list.len }),
    },
    trash: {
      figure: 'deep',
      step: `${DEPTH + 2}.205`,
      facts: (heap) => {
        const { trash, trashDeleteNesting } = heap.generations(DEPTH);
        return { nesting: trashDeleteNesting, waiting: trash.length };
      },
    },
    rest: { figure: 'deep', step: 'L4', facts: (heap) => ({ kept: kept(heap, 'list') }) },
    made: {
      figure: 'kept',
      step: 'L1',
      facts: (heap) => ({ at: objectCalled(heap, 'x').at }),
    },
    put: {
      figure: 'kept',
      step: 'L2',
      facts: (heap) => ({
        kept: kept(heap, 'list'),
        capacity: capacity(heap, 'list'),
        blocks: heap.stats().blocks,
      }),
    },
    taken: {
      figure: 'kept',
      step: 'L3',
      facts: (heap) => ({ at: objectCalled(heap, 'y').at, kept: kept(heap, 'list') }),
    },
    more: {
      figure: 'others',
      step: 'L4',
      facts: (heap) => ({
        floats: capacity(heap, 'float'),
        dicts: capacity(heap, 'dict'),
        tuples: capacity(heap, 'tuple[1]'),
        kept: same(kept(heap, 'float'), kept(heap, 'tuple[1]')),
      }),
    },
    emptied: {
      figure: 'others',
      step: 'L5',
      facts: (heap) => ({ kept: same(kept(heap, 'float'), kept(heap, 'tuple[1]')) }),
    },
  },
  facts: ({ editions }) => ({ word: same(editions['cpython-3.10-32'].word, POINTER), depth: DEPTH }),
  tasks: {
    together: {
      figure: 'task',
      done: (heap) => alive(heap).length === 0,
      failed: (heap) => unreachable(heap).length > 0 || (alive(heap).length > 0 && alive(heap).length < THREE.length),
      sees: (heap) => ({ alive: alive(heap).join(' '), unreachable: labels(unreachable(heap)) }),
    },
  },
});

function alive(heap: Views): string[] {
  return THREE.filter((name) => isAlive(heap, name));
}

/** Of the four lists of the chain. */
function counts(heap: Views): [number, ...number[]] {
  const [first, ...others] = ['a', 'b', 'c', 'd'].map((name) => objectCalled(heap, name).refcnt);
  return [there(first, 'a'), ...others];
}
