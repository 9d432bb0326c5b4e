// English: acts and what happened in them: what is said once something was done. Never markup or style.

import { msg } from '../message.ts';

/** What a click is called afterwards. */
export const acts = {
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
export const outcome = {
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

/** Work that takes longer than a moment. */
export const work = {
  opening: msg<{ name: string }>('Opening {name}'),
  rebuilding: 'Opening the session',
  restoring: 'Doing everything again',
  going: msg<{ n: number }>('Going to operation {n, number}'),
  comparing: 'Comparing',
};
