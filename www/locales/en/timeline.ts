// English: acts and the timeline: what was done, how one moves in it, and what undo brings back. Never markup or style.

import type { Ask } from '../../keys.ts';
import type { Move } from '../../session/moves.ts';
import { msg } from '../message.ts';

/** What a click is called afterwards. */
const acts = {
  allocate: msg<{ n: number; nbytes: number }>(
    'Allocate: {n, plural, one {} other {# × }}{nbytes, plural, one {# byte} other {# bytes}}',
  ),
  allocateZeroed: msg<{ n: number; nbytes: number }>(
    'Allocate zeroed: {n, plural, one {} other {# × }}{nbytes, plural, one {# byte} other {# bytes}}',
  ),
  reallocate: msg<{ nbytes: number }>('Reallocate: {nbytes, plural, one {# byte} other {# bytes}}'),
  free: msg<{ at: string }>('Free: the block at {at}'),
  freeUnchecked: msg<{ at: string }>('Free, unchecked: {at}'),
  freeAll: 'Free: all blocks',
  freeEveryOther: 'Free: every other block',
  freeRandom: msg<{ n: number }>('Free: {n, plural, one {# block} other {# blocks}} at random'),
  freeClass: msg<{ szidx: number }>('Free: all of size class {szidx, number}'),
  limits: 'Set limits',
};

/** What happened in one operation. */
const outcome = {
  /** Between two sentences. */
  between: ' ',
  done: msg<{ call: string }>('{call}.'),
  returned: msg<{ call: string; answer: string }>('{call} returned {answer}.'),
  returnedNull: msg<{ call: string }>('{call} returned NULL.'),
  made: msg<{ call: string; answer: string }>('{call} makes {answer}.'),
  answer: msg<{ address: string; place: string }>('{address} ({place})'),
  ran: msg<{ functions: string }>('Ran {functions}.'),
  ranMore: msg<{ functions: string }>('Ran {functions} and more.'),
  many: msg<{ n: number; last: string }>('{n, plural, one {# operation} other {# operations}}; the last: {last}'),
  stopped: 'Stopped before the end.',
  cut: msg<{ n: number }>(
    '{n, plural, one {# operation} other {# operations}} that came after {n, plural, one {is} other {are}} cut off; Undo brings {n, plural, one {it} other {them}} back.',
  ),
  at: msg<{ n: number; of: number; words: string }>('Operation {n, number} of {of, number}: {words}'),
  atBegin: msg<{ of: number }>('Before the first of {of, plural, one {# operation} other {# operations}}.'),
  noMemory: msg<{ nbytes: number }>(
    'NULL: {nbytes, plural, one {# byte} other {# bytes}} cannot be had, so nothing more was allocated. Either the request is larger than Py_ssize_t allows, or the system, or a limit under Advanced, grants no more: the steps say which.',
  ),
  noMemoryInCPython: 'CPython raises MemoryError.',
  unreadableTrace: msg<{ why: string }>('The trace cannot be read. {why}'),
  diverged: msg<{ number: number; label: string; operations: number; said: number }>(
    'Step {number, number} of the session ({label}) came to {operations, plural, one {# operation} other {# operations}}, not to {said, number} as when it was saved. It cannot be shown; the heap is as it was before.',
  ),
};

/** What a click came to, where it is not an operation. */
const said = {
  empty: 'An empty heap. Allocate a block, make an object, run a scenario or open a trace.',
  chooseToReallocate: 'Choose a block first: the one to reallocate.',
  chooseToFree: 'Choose a block first: the one to free.',
  nothingToFree: 'No such block is allocated: there is nothing to free.',
  nothingToUndo: 'There is nothing to undo.',
  nothingToRedo: 'There is nothing to redo.',
  tooLongAgo: 'The history does not reach back to this action any more, so it cannot be undone. Reset starts over.',
  undone: msg<{ label: string }>('Undone: {label}.'),
  undoneWithFuture: msg<{ label: string }>('Undone: {label}. What came after is back.'),
  undoneFutureLost: msg<{ label: string }>(
    'Undone: {label}. What came after took more memory than there is for the history, so it cannot be brought back.',
  ),
  redone: msg<{ label: string }>('Done again: {label}.'),
  reset: 'A new, empty heap. Undo brings the old one back.',
  configured: 'A new, empty heap for this choice. Undo brings the old one back.',
  opened: msg<{ name: string; n: number }>(
    '{name}: {n, plural, one {# operation} other {# operations}} replayed. Undo brings the old heap back.',
  ),
  rebuilt: 'The session is open. Undo brings the old heap back.',
  cancelled: msg<{ label: string }>('{label} was cancelled; the heap is as it was before.'),
  heapBack: 'The heap from before is back.',
  heapForward: 'The later heap is back.',
  restored: 'The last good state is back.',
  restoredEmpty: 'The last good state could not be made again: this is an empty heap.',
};

/** Work that takes longer than a moment. */
const work = {
  opening: msg<{ name: string }>('Opening {name}'),
  rebuilding: 'Opening the session',
  restoring: 'Doing everything again',
  going: msg<{ n: number }>('Going to operation {n, number}'),
  comparing: 'Comparing',
};

/** The text for a report of a bug. */
const crash = {
  version: msg<{ version: string; browser: string }>('pymalloc-explorer {version}, {browser}'),
  noMemory: 'The core stopped: the browser grants no more memory',
  at: msg<{ operation: number }>('After operation {operation, number}'),
  inside: msg<{ operation: number; mark: number }>('Inside operation {operation, number}, after step {mark, number}'),
  stopped: msg<{ message: string }>('The core stopped: {message}'),
  where: msg<{ edition: string; arenas: string }>('Edition {edition}, arenas {arenas}'),
  acts: msg<{ list: string }>('Last actions: {list}'),
  none: 'none',
  between: '; ',
};

/** Undo, Redo and Reset. */
const undo = {
  undo: 'Undo',
  redo: 'Redo',
  reset: 'Reset',
  takesBack: msg<{ label: string }>('Undo takes back: {label}'),
  takesBackCut: msg<{ label: string; n: number }>(
    'Undo takes back: {label}, and brings back {n, plural, one {the operation} other {the # operations}} that came after.',
  ),
  bringsHeapBack: 'Undo brings the heap from before back.',
  tooLate: 'The history does not reach back to the last action any more.',
  resetStartsOver: 'Reset starts over with an empty heap.',
  doesAgain: msg<{ label: string }>('Redo does again: {label}'),
};

/** The moves between operations, as their buttons say them. */
const moves: Record<Move, string> = {
  first: 'First',
  back: 'Step back',
  over: 'Step over',
  last: 'Last',
  into: 'Step into',
  backInto: 'Back into',
  out: 'Step out',
  previousPhase: 'Previous phase',
  nextPhase: 'Next phase',
  previousAct: 'Previous action',
  nextAct: 'Next action',
};

/** The bar at the foot of the page. */
const bar = {
  label: 'Timeline controls',
  play: 'Play',
  pause: 'Pause',
  speed: 'Speed',
  perSecond: msg<{ n: number }>('{n, number} a second'),
  slider: 'Position',
  keys: 'Keyboard',
  nextOperation: 'Into the next operation',
  previousOperation: 'Back into the operation before',
  empty: 'No operation yet',
  begin: msg<{ of: number }>('Before operation 1 of {of, number}'),
  at: msg<{ n: number; of: number; call: string }>('Operation {n, number} of {of, number}: {call}'),
  past: msg<{ n: number }>(
    'In the past. Whatever you do here cuts off {n, plural, one {the operation} other {the # operations}} after it; Undo brings {n, plural, one {it} other {them}} back.',
  ),
  pastInside: msg<{ n: number }>(
    'In the past. Whatever you do starts from the end of this operation and cuts off {n, plural, one {the one} other {the #}} after it; Undo brings {n, plural, one {it} other {them}} back.',
  ),
};

/** The dialog of keys. */
const keys = {
  title: 'Keyboard',
  asks: {
    playPause: 'Play or pause',
    over: 'Step over: the next operation; inside of one, the next step',
    back: 'Step back: the operation before; inside of one, the step before',
    nextAct: 'To the end of the next action',
    previousAct: 'To the end of the action before',
    into: 'Step into the next operation',
    backInto: 'Step back into the last operation, to its last step',
    out: 'Step out of the operation',
    down: 'Step into the next operation; inside of one, the next phase',
    up: 'Step back into the last operation; inside of one, the phase before',
    first: 'To the beginning',
    last: 'To the end',
    previousPhase: 'Previous phase',
    nextPhase: 'Next phase',
    undo: 'Undo',
    redo: 'Redo',
    help: 'This list',
  } satisfies Record<Ask, string>,
  where:
    'They work wherever a key has no other use: in a field you type, in a list or a diagram the arrows move. ↑ ↓ Home and End are for the bar itself, as elsewhere they scroll.',
  single: 'Keys that are a single character work everywhere',
  singleNote:
    'Switched off, Space, I, B, O and ? only work while the bar has the keyboard: for speech input, and keys hit by accident.',
  close: 'Close',
};

/** The view of everything that was done. */
const list = {
  label: 'Actions, operations and steps',
  empty: 'Nothing was done yet. Every click will be a line here, which opens into its operations and their steps.',
  operations: msg<{ n: number }>('{n, plural, one {# operation} other {# operations}}'),
  operation: msg<{ n: number; call: string }>('{n, number}. {call}'),
  answer: msg<{ address: string }>('returned {address}'),
  step: msg<{ n: number; name: string }>('{n, number} {name}'),
  /** A place between two steps, which no step of its own leads to. */
  likeStep: msg<{ n: number; before: number }>(
    '{n, number} {before, plural, =0 {the same as before the first step} other {the same as after step #}}',
  ),
  ahead: 'later than where you are',
  cut: msg<{ n: number }>('cut off {n, number}'),
  compareFrom: 'Compare from here',
  compareWith: 'With here',
  compareEnd: 'End comparison',
  compareNothing: 'Choose two places in the timeline: “Compare from here” at the one, “With here” at the other.',
  comparingFrom: msg<{ a: string }>('A is {a}. Go to another place and choose “With here”.'),
  comparing: msg<{ a: string; b: string }>('A is {a}, B is {b}.'),
  placeAfter: msg<{ n: number }>('{n, plural, =0 {the beginning} other {after operation #}}'),
  placeInside: msg<{ n: number; mark: number }>('after step {mark, number} of operation {n, number}'),
};

export const timeline = {
  acts,
  outcome,
  said,
  work,
  crash,
  undo,
  moves,
  bar,
  keys,
  list,
};
