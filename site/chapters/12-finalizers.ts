// What chapter 12 has in every language: objects that come back, weak references that are told, garbage that stays.

import { type Views } from '../../www/embed/views.ts';
import { type ObjectSummary } from '../../www/generated/ObjectSummary.ts';
import { defineChapter } from '../chapter.ts';
import { lists } from '../figures.ts';
import {
  gcRefs,
  generation,
  headOf,
  isAlive,
  isName,
  labels,
  objectCalled,
  reachedFrom,
  same,
  sure,
  unreachable,
  working,
} from '../look.ts';

/** More objects than a figure has. */
const MOST = 100;

/** The instance whose finalizer gives it its name again. */
const BACK = 'x';

/** What it holds that had a name once: not its `__dict__`. */
function companions(heap: Views): ObjectSummary[] {
  const reached = reachedFrom(heap, [objectCalled(heap, BACK).at]);
  return heap
    .objects(MOST)
    .objects.filter(({ at, label, isStatic }) => reached.has(at) && label !== null && label !== BACK && !isStatic);
}

export default defineChapter({
  figures: {
    back: { view: 'objects', scenario: 'resurrection', step: '2' },
    weak: {
      view: 'objects',
      program: `x = Node()
v = weakref.ref(x)
w = weakref.ref(x, callback)
del x`,
      step: 'L3',
    },
    told: { view: 'objects', heap: 'told', scenario: 'weakrefs', step: '8' },
    order: { ...lists, heap: 'told' },
    saved: { ...lists, scenario: 'resurrected-cycle', step: '6' },
    legacy: { ...lists, edition: 'cpython-2.7-32', scenario: 'uncollectable' },
    since: { ...lists, scenario: 'uncollectable' },
    task: {
      view: 'objects',
      // Nothing has happened but its birth: Undo leads nowhere else.
      state: `edition=cpython-3.10-32&state=new,instance_fin,${BACK},on_fin:root_add+${BACK}&v=1`,
      controls: 'objects collect undo',
    },
  },
  steps: {
    armed: { figure: 'back', step: '1', facts: (heap) => ({ refcnt: objectCalled(heap, 'x').refcnt }) },
    called: {
      figure: 'back',
      step: '2.7',
      facts: (heap) => {
        sure(!isName(heap, 'x'), 'the name is gone');
        return { refcnt: objectCalled(heap, 'x').refcnt };
      },
    },
    returned: {
      figure: 'back',
      step: '2',
      facts: (heap) => {
        sure(isName(heap, 'x') && objectCalled(heap, 'x').finalized, 'it has its name, and FINALIZED is set');
        return { refcnt: objectCalled(heap, 'x').refcnt };
      },
    },
    dead: { figure: 'back', step: '3', facts: (heap) => ({ objects: heap.objects(MOST).total }) },
    linked: {
      figure: 'weak',
      step: 'L3',
      facts: (heap) => ({ refcnt: objectCalled(heap, 'x').refcnt, weakrefs: objectCalled(heap, 'x').weakrefs }),
    },
    cleared: {
      figure: 'weak',
      step: 'L4',
      facts: (heap) => {
        sure(!isAlive(heap, 'x'), 'x is dead');
        return { alive: ['v', 'w'].filter((name) => isAlive(heap, name)).length };
      },
    },
    lost: {
      figure: 'told',
      step: '8',
      facts: (heap) => {
        sure(!unreachable(heap).some(({ label }) => label === 'w' || label === 'told'), 'w and told are not garbage');
        return { garbage: unreachable(heap).length };
      },
    },
    untied: {
      figure: 'order',
      step: '9.47',
      facts: (heap) => ({
        weakrefs: objectCalled(heap, 'x').weakrefs,
        waiting: working(heap, 'wrcb_to_call').length,
        garbage: working(heap, 'unreachable').length,
      }),
    },
    heard: {
      figure: 'order',
      step: '9.56',
      facts: (heap) => {
        sure(!isName(heap, 'told') && isAlive(heap, 'x'), 'the callback has run, and the garbage is whole');
        return { waiting: working(heap, 'wrcb_to_call').length };
      },
    },
    over: {
      figure: 'order',
      step: '9',
      facts: (heap) => {
        sure(isAlive(heap, 'w') && !isAlive(heap, 'x'), 'w has survived');
        return { collected: generation(heap, 2).collected };
      },
    },
    cycle: {
      figure: 'saved',
      step: '7.41',
      facts: (heap) => ({ unreachable: working(heap, 'unreachable').length }),
    },
    renamed: {
      figure: 'saved',
      step: '7.47',
      facts: (heap) => {
        sure(isName(heap, 'x') && headOf(heap, 'x').finalized, 'the finalizer has run');
        return { refcnt: objectCalled(heap, 'x').refcnt };
      },
    },
    recounted: {
      figure: 'saved',
      step: '7.66',
      facts: (heap) => ({ x: gcRefs(heap, 'x'), y: gcRefs(heap, 'y') }),
    },
    survived: {
      figure: 'saved',
      step: '7',
      facts: (heap) => ({ collected: generation(heap, 2).collected, alive: generation(heap, 2).list.len }),
    },
    apart: {
      figure: 'legacy',
      step: '7.38',
      facts: (heap) => ({ finalizers: working(heap, 'finalizers').length }),
    },
    followed: {
      figure: 'legacy',
      step: '7.44',
      facts: (heap) => ({ finalizers: working(heap, 'finalizers').length }),
    },
    garbage: {
      figure: 'legacy',
      step: '7',
      facts: (heap) => {
        const { garbage } = heap.generations(MOST);
        return {
          garbage: garbage.length,
          refcnt: same(objectCalled(heap, 'x').refcnt, objectCalled(heap, 'y').refcnt),
          alive: generation(heap, 2).list.len,
        };
      },
    },
    both: {
      figure: 'since',
      step: '7.49',
      facts: (heap) => {
        sure(headOf(heap, 'x').finalized && headOf(heap, 'y').finalized, 'both finalizers have run');
        return { alive: ['x', 'y'].filter((name) => isAlive(heap, name)).length };
      },
    },
    clean: {
      figure: 'since',
      step: '7',
      facts: (heap) => ({
        collected: generation(heap, 2).collected,
        garbage: heap.generations(MOST).garbage.length,
      }),
    },
  },
  facts: ({ editions }) => ({ bit: editions['cpython-3.10-32'].gcBits?.finalized ?? 0 }),
  tasks: {
    company: {
      figure: 'task',
      done: (heap) => hasReturned(heap) && companions(heap).some(({ roots }) => roots === 0),
      failed: (heap) => !isAlive(heap, BACK) || (hasReturned(heap) && companions(heap).length === 0),
      sees: (heap) => ({
        finalized: hasReturned(heap) ? 1 : 0,
        company: isAlive(heap, BACK) ? labels(companions(heap).filter(({ roots }) => roots === 0)) : '',
      }),
    },
  },
});

function hasReturned(heap: Views): boolean {
  return isAlive(heap, BACK) && objectCalled(heap, BACK).finalized;
}
