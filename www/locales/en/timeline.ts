// English: acts and the timeline: what was done, how one moves in it, and what undo brings back. Never markup or style.

import type { Move } from '../../session/moves.ts';
import { msg } from '../message.ts';

/** What a click came to, where it is not an operation. */
export const said = {
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

/** Undo, Redo and Reset. */
export const undo = {
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
export const moves: Record<Move, string> = {
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
export const bar = {
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
