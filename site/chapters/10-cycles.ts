// What chapter 10 has in every language: garbage that counts do not find, and a collection that finds it.

import { defineChapter } from '../chapter.ts';
import { lists } from '../figures.ts';
import {
  gcRefs,
  generation,
  headOf,
  isAlive,
  kept,
  labels,
  objectCalled,
  same,
  sure,
  unreachable,
  working,
} from '../look.ts';

/** One cycle that a list keeps, and one that nothing keeps. */
const PROGRAM = `a = []
b = []
a.append(b)
b.append(a)
x = []
y = []
x.append(y)
y.append(x)
kept = [a]
del a, b, x, y
gc.collect()`;

export default defineChapter({
  figures: {
    lost: {
      view: 'objects',
      program: `x = []
y = []
x.append(y)
y.append(x)
del x
del y`,
    },
    head: { view: 'bytes', program: 'a = []\nb = []' },
    tracked: {
      ...lists,
      program: `n = 12345
d = {}
t = (n, 'text')
l = [n]
gc.collect()
d['k'] = l`,
      step: 'L4',
    },
    graph: { view: 'objects', heap: 'whole', program: PROGRAM, step: '13' },
    // Its program stands above, in the figure that it shares the heap with.
    lists: { ...lists, heap: 'whole', controls: 'step play open' },
    // The same once more, beside what is said of the end.
    breaking: { view: 'objects', heap: 'whole', controls: 'step play open' },
    ring: {
      view: 'objects',
      program: `l = []
t = (l,)
l.append(t)
del l, t
gc.collect()`,
      step: 'L4',
    },
    task: { view: 'objects', program: 'a = []\nb = []', controls: 'objects collect undo' },
  },
  steps: {
    linked: {
      figure: 'lost',
      step: 'L4',
      facts: (heap) => ({ both: same(objectCalled(heap, 'x').refcnt, objectCalled(heap, 'y').refcnt) }),
    },
    adrift: {
      figure: 'lost',
      step: 'L6',
      facts: (heap) => ({
        x: objectCalled(heap, 'x').refcnt,
        y: objectCalled(heap, 'y').refcnt,
        lost: unreachable(heap).length,
      }),
    },
    second: {
      figure: 'head',
      step: 'L2',
      facts: (heap) => {
        const b = objectCalled(heap, 'b');
        return {
          block: b.blockAt,
          object: b.at,
          before: b.at - b.blockAt,
          prev: same(headOf(heap, 'b').prev, headOf(heap, 'a').at),
          next: same(headOf(heap, 'a').next, headOf(heap, 'b').at),
        };
      },
    },
    made: {
      figure: 'tracked',
      step: 'L4',
      facts: (heap) => ({ length: generation(heap, 0).list.len }),
    },
    looked: {
      figure: 'tracked',
      step: 'L5',
      facts: (heap) => ({ length: generation(heap, 2).list.len }),
    },
    stored: {
      figure: 'tracked',
      step: 'L6',
      facts: (heap) => ({ length: generation(heap, 0).list.len }),
    },
    before: {
      figure: 'graph',
      step: '13',
      facts: (heap) => {
        const { list } = generation(heap, 0);
        const nameless = list.members.filter(({ label }) => objectCalled(heap, label ?? '').roots === 0);
        return { a: objectCalled(heap, 'a').refcnt, lists: list.len, nameless: nameless.length };
      },
    },
    copied: {
      figure: 'lists',
      step: '14.14',
      facts: (heap) => ({ a: gcRefs(heap, 'a'), b: gcRefs(heap, 'b') }),
    },
    subtracted: {
      figure: 'lists',
      step: '14.26',
      facts: (heap) => ({ both: same(gcRefs(heap, 'a'), gcRefs(heap, 'x')), kept: gcRefs(heap, 'kept') }),
    },
    tentative: {
      figure: 'lists',
      step: '14.32',
      facts: (heap) => {
        const guessed = working(heap, 'unreachable');
        sure(labels(guessed) === 'a b x y', 'a and b are among them');
        return { length: guessed.length };
      },
    },
    scanned: {
      figure: 'lists',
      step: '14.34',
      facts: (heap) => {
        sure(headOf(heap, 'a').colour === 'grey', 'a has turned grey');
        sure(labels(generation(heap, 2).list.members) === 'kept a', 'a is at the end of the list that is walked');
        return { refs: gcRefs(heap, 'a') };
      },
    },
    decided: {
      figure: 'lists',
      step: '14.38',
      facts: (heap) => ({
        garbage: working(heap, 'unreachable').length,
        alive: generation(heap, 2).list.len,
      }),
    },
    held: {
      figure: 'breaking',
      step: '14.71',
      facts: (heap) => ({ x: objectCalled(heap, 'x').refcnt }),
    },
    first: {
      figure: 'breaking',
      step: '14.86',
      facts: (heap) => {
        sure(!isAlive(heap, 'y'), 'y is dead');
        return { x: objectCalled(heap, 'x').refcnt, kept: kept(heap, 'list') };
      },
    },
    collected: {
      figure: 'breaking',
      step: 'L11',
      facts: (heap) => ({
        collected: generation(heap, 2).collected,
        alive: generation(heap, 2).list.len,
        kept: kept(heap, 'list'),
      }),
    },
    tuple: {
      figure: 'ring',
      step: 'L4',
      facts: (heap) => ({ both: same(objectCalled(heap, 'l').refcnt, objectCalled(heap, 't').refcnt) }),
    },
    broken: {
      figure: 'ring',
      step: 'L5',
      facts: (heap) => ({ collected: generation(heap, 2).collected }),
    },
  },
  facts: ({ editions }) => ({
    head32: editions['cpython-3.10-32'].gcHeadSize,
    head64: editions['cpython-3.10-64'].gcHeadSize,
    shift: editions['cpython-3.10-32'].gcBits?.prevShift ?? 0,
  }),
  tasks: {
    garbage: {
      figure: 'task',
      done: (heap) => {
        const lost = unreachable(heap).map(({ label }) => label);
        return lost.includes('a') && lost.includes('b');
      },
      failed: (heap) => !isAlive(heap, 'a') || !isAlive(heap, 'b'),
      sees: (heap) => ({
        alive: ['a', 'b'].filter((name) => isAlive(heap, name)).join(' '),
        unreachable: labels(unreachable(heap)),
      }),
    },
  },
});
