// English: the view of the collector's lists, its counts, and what it decides.

import { msg } from '../message.ts';
import { type WorkingWords } from '../messages.ts';

export const workingLists: WorkingWords = {
  unreachable: 'tentatively unreachable: garbage, unless something reachable refers to it',
  finalizers: 'unreachable with a legacy finalizer (tp_del), and what those refer to: not collected',
  final_unreachable: 'still unreachable after the finalizers were called',
  wrcb_to_call: 'weak references whose callbacks are to be called',
  seen: 'objects whose turn for __del__ has come',
};

export const generationsView = {
  label: msg<{ n: number }>(
    "The collector's lists: {n, plural, one {# object} other {# objects}} in three generations",
  ),
  enabled: 'enabled: collects by itself',
  disabled: 'disabled: collects only when told to',
  saveall: 'DEBUG_SAVEALL: garbage goes to gc.garbage',
  collecting: msg<{ generation: number }>('collecting generation {generation}'),
  idle: 'no collection is running',
  generation: msg<{ n: number }>('generation {n, number}'),
  permanent: 'permanent_generation',
  permanentNote: 'frozen: no collection looks at these',
  head: 'head',
  objects: msg<{ n: number }>('{n, plural, one {# object} other {# objects}}'),
  empty: 'empty: both links of the head lead to the head itself',
  more: msg<{ n: number }>('… and {n, number} more'),
  list: msg<{ name: string; n: number }>('{name}, {n, plural, one {# object} other {# objects}}'),
  counts: [
    'containers allocated, less those freed, since the last collection',
    'collections of generation 0 since the last one of generation 1',
    'collections of generation 1 since the last full one',
  ],
  gauge: msg<{ n: number; threshold: number }>('count {n, number}, threshold {threshold, number}'),
  due: 'above the threshold: due',
  never: 'threshold 0: never by itself',
  stats: msg<{ collections: number; collected: number; uncollectable: number }>(
    '{collections, plural, one {# collection} other {# collections}}, {collected, number} collected, {uncollectable, number} uncollectable',
  ),
  refcnt: msg<{ n: number }>('ob_refcnt {n, number}'),
  gcRefs: msg<{ n: number }>('gc_refs {n, number}'),
  unnamed: 'no name',
  noPrev: '_gc_prev holds gc_refs for now, so this link leads only forward',
  working: 'Lists of this collection',
  whatRefs: {
    ob_refcnt: 'all references to the object',
    gc_refs: 'the copy of it from which references inside of the list are subtracted: what is left comes from outside',
  },
  readings: 'Two readings of the same state',
  colours: 'Three colours',
  coloursNote: 'by what the collector has done with an object',
  reach: 'Reachable or not',
  reachNote: 'by where an object stands now',
  reachable: 'reachable',
  undecided: 'not decided yet',
  unreachable: 'unreachable, as far as is known',
  setApart: 'unreachable, but kept for a legacy finalizer',
  noColours: 'The colours begin with move_unreachable; until then gc_refs is only counted.',
  nobody: 'none',
  quarter: 'When a full collection is due',
  quarterNote:
    'Generation 2 is passed over while long_lived_pending < long_lived_total / 4, so that a program with many objects does not look at all of them again and again. gc.collect(2) does not ask.',
  quarterHolds: msg<{ pending: number; quarter: number }>(
    '{pending, number} < {quarter, number}: a full collection that is due would be put off',
  ),
  quarterFails: msg<{ pending: number; quarter: number }>(
    '{pending, number} ≥ {quarter, number}: a full collection may run when it is due',
  ),
  freeLists: 'Free lists of types',
  freeListsOff: 'Switched off: what dies goes back to its pool at once.',
  freeListsEmpty: 'All of them are empty.',
  freeListsNote: 'Objects that died and keep their memory for the next of their type.',
  freeList: 'Type',
  kept: 'Kept',
  capacity: 'At most',
  noCapacity: 'no limit',
  garbage: 'gc.garbage',
  garbageNote: 'what was found unreachable and not freed',
  trash: 'trash_delete_later',
  trashNote: msg<{ nesting: number }>(
    'waits because deallocations are nested too deep; trash_delete_nesting is {nesting}',
  ),
  gcHead: msg<{ name: string }>('PyGC_Head of {name}'),
  field: { next: 'next in its list', prev: 'previous in its list' },
  headOf: msg<{ name: string }>('head of {name}'),
  flag: {
    unreachable: 'NEXT_MASK_UNREACHABLE is set',
    counting: 'holds gc_refs above its two low bits for now, not a link',
    collecting: 'COLLECTING is set: it belongs to this collection, and has not turned black',
    finalized: 'FINALIZED is set: __del__ was called',
  },
  state27: {
    reachable: 'GC_REACHABLE (−3)',
    tentative: 'GC_TENTATIVELY_UNREACHABLE (−4)',
    counting: 'a count, while a collection looks at it',
  },
  finalizer: { finalize: '__del__', del: 'tp_del' },
  finalized: 'finalized',
};
