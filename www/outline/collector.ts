// Outlines of the functions of Modules/gcmodule.c, in our own words and order of telling. Data only; in 2.7 some have
// other names, and `collect` has what later became functions of their own.

import { type EditionInfo } from '../generated/EditionInfo.ts';
import { type Outlines, type Part, when } from './outline.ts';

const before3 = (edition: EditionInfo): boolean => edition.version === '2.7';

const deduce: readonly Part[] = ['→ update_refs', '→ subtract_refs', '→ move_unreachable'];

/** What a finalizer or a callback does in Python, and the references around it. */
const runsPython: readonly Part[] = ['pythonRuns', 'references'];

const allocate = (collect: string): readonly Part[] => [
  '→ PyObject_Malloc',
  'headInFront',
  'countAllocation',
  'thresholdPassed',
  ['alreadyCollecting', `→ ${collect}`],
];

const chooseGeneration = (collect: string): readonly Part[] => [
  'oldestFirst',
  ['notDue', 'putOff', 'chosen', `→ ${collect}`],
];

const survivorsMove: readonly Part[] = [
  'moveSurvivors',
  ['pending', 'survivors'],
  'fullCollection',
  ['→ untrack_dicts', 'longLived'],
];

const legacy = (): readonly Part[] => ['eachLegacy', ['toFinalizers']];
const reached = (): readonly Part[] => ['legacyReaches', ['followFinalizer', 'reachedFromFinalizer']];
const uncollectable = (): readonly Part[] => ['legacyGarbage', ['uncollectable']];

const anyVersion: Outlines = {
  update_refs: () => ['copyEach', ['copyRefs']],
  subtract_refs: () => ['subtractEach', ['followRefs', 'subtractRef']],
  move_unreachable: (edition) => [
    'scan',
    [
      'reachable',
      'markReachable',
      'moveBack',
      'willBeScanned',
      'notInQuestion',
      ...when(before3(edition), 'untrackHarmless'),
      'tentative',
    ],
  ],
  untrack_dicts: () => ['eachDict', ['untrackHarmless']],
  handle_weakrefs: () => [
    'eachWeakref',
    ['clearWeakref', 'weakrefTrash', 'keepCallback'],
    'callCallback',
    [...runsPython, 'weakrefSurvived'],
  ],
  delete_garbage: () => ['breakCycles', ['saveAll', 'clearObject', 'references', 'survivedClear']],
  clear_freelists: () => ['emptyFreeLists', 'freeListsEmptied'],
  PyObject_GC_Del: () => ['leaveList', 'countDeallocation', '→ PyObject_Free'],
};

export const collector3: Outlines = {
  ...anyVersion,
  _PyObject_GC_Alloc: () => allocate('gc_collect_generations'),
  gc_collect_generations: () => chooseGeneration('gc_collect_main'),
  gc_collect_main: () => [
    'start',
    'mergeYounger',
    ['merged'],
    '→ deduce_unreachable',
    '→ untrack_tuples',
    ...survivorsMove,
    '→ move_legacy_finalizers',
    '→ move_legacy_finalizer_reachable',
    '→ handle_weakrefs',
    '→ finalize_garbage',
    '→ handle_resurrected_objects',
    '→ delete_garbage',
    '→ handle_legacy_finalizers',
    '→ clear_freelists',
    'finished',
  ],
  deduce_unreachable: () => deduce,
  untrack_tuples: () => ['eachTuple', ['untrackHarmless']],
  move_legacy_finalizers: legacy,
  move_legacy_finalizer_reachable: reached,
  finalize_garbage: () => ['eachFinalizer', ['skipFinalizer', 'callFinalizer', ...runsPython]],
  handle_resurrected_objects: () => ['deduceAgain', ['→ deduce_unreachable', 'resurrected']],
  handle_legacy_finalizers: uncollectable,
};

export const collector27: Outlines = {
  ...anyVersion,
  _PyObject_GC_Malloc: () => allocate('collect_generations'),
  collect_generations: () => chooseGeneration('collect'),
  collect: () => [
    'start',
    'mergeYounger',
    ['merged'],
    ...deduce,
    ...survivorsMove,
    '→ move_finalizers',
    '→ move_finalizer_reachable',
    '→ handle_weakrefs',
    '→ delete_garbage',
    '→ handle_finalizers',
    '→ clear_freelists',
    'finished',
  ],
  move_finalizers: legacy,
  move_finalizer_reachable: reached,
  handle_finalizers: uncollectable,
};
