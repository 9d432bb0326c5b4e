// English: the words of the collector: its lists, its colours, its panel, its steps. No sentence of an event is here.

import { count } from '../format.ts';
import { type ColourWords, type WorkingWords } from './messages.ts';

const plural = (n: number, one: string, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;

export const colours: ColourWords = {
  white: { word: 'white', letter: 'W', meaning: 'not reached so far: gc_refs is 0' },
  grey: { word: 'grey', letter: 'G', meaning: 'reached; its own references are still to be followed' },
  black: { word: 'black', letter: 'B', meaning: 'reached, and its references were followed' },
};

export const workingLists: WorkingWords = {
  unreachable: 'tentatively unreachable: garbage, unless something reachable refers to it',
  finalizers: 'unreachable with a legacy finalizer (tp_del), and what those refer to: not collected',
  final_unreachable: 'still unreachable after the finalizers were called',
  wrcb_to_call: 'weak references whose callbacks are to be called',
  seen: 'objects whose turn for __del__ has come',
};

export const generationsView = {
  label: (n: number) => `The collector's lists: ${plural(n, 'object')} in three generations`,
  enabled: 'enabled: collects by itself',
  disabled: 'disabled: collects only when told to',
  saveall: 'DEBUG_SAVEALL: garbage goes to gc.garbage',
  collecting: (generation: number) => `collecting generation ${generation}`,
  idle: 'no collection is running',
  generation: (n: number) => `generation ${n}`,
  permanent: 'permanent_generation',
  permanentNote: 'frozen: no collection looks at these',
  head: 'head',
  objects: (n: number) => plural(n, 'object'),
  empty: 'empty: both links of the head lead to the head itself',
  more: (n: number) => `… and ${count(n)} more`,
  list: (name: string, n: number) => `${name}, ${plural(n, 'object')}`,
  counts: [
    'containers allocated, less those freed, since the last collection',
    'collections of generation 0 since the last one of generation 1',
    'collections of generation 1 since the last full one',
  ],
  gauge: (n: number, threshold: number) => `count ${count(n)}, threshold ${count(threshold)}`,
  due: 'above the threshold: due',
  never: 'threshold 0: never by itself',
  stats: (collections: number, collected: number, uncollectable: number) =>
    `${plural(collections, 'collection')}, ${count(collected)} collected, ${count(uncollectable)} uncollectable`,
  cell: (name: string, refcnt: number, refs: number | null, colour: string) =>
    `${name}, ob_refcnt ${count(refcnt)}${refs === null ? '' : `, gc_refs ${count(refs)}`}${colour === '' ? '' : `, ${colour}`}`,
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
  noColours: 'The colours begin with move_unreachable; until then gc_refs is only counted.',
  nobody: 'none',
  quarter: 'When a full collection is due',
  quarterNote:
    'Generation 2 is passed over while long_lived_pending < long_lived_total / 4, so that a program with many objects does not look at all of them again and again. gc.collect(2) does not ask.',
  quarterHolds: (pending: number, quarter: number) =>
    `${count(pending)} < ${count(quarter)}: a full collection that is due would be put off`,
  quarterFails: (pending: number, quarter: number) =>
    `${count(pending)} ≥ ${count(quarter)}: a full collection may run when it is due`,
  quarterMark: (quarter: number) => `a quarter: ${count(quarter)}`,
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
  trashNote: (nesting: number) => `waits because deallocations are nested too deep; trash_delete_nesting is ${nesting}`,
  gcHead: (name: string) => `PyGC_Head of ${name}`,
  field: { next: 'next in its list', prev: 'previous in its list' },
  headOf: (name: string) => `head of ${name}`,
  flag: {
    unreachable: 'NEXT_MASK_UNREACHABLE is set',
    collecting: 'COLLECTING is set: the bits above hold gc_refs, not a link',
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
