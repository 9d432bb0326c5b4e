// English: the views of bytes, of the layers of allocation, and of what an operation did.

import { msg } from '../message.ts';

export const bytesView = {
  label: msg<{ from: string; to: string }>('Bytes from {from} to {to}'),
  none: 'Choose a pool, a block or a field: its bytes are shown here.',
  unmapped: 'Nothing is mapped at the chosen address.',
  earlier: 'Earlier bytes',
  later: 'Later bytes',
  legend: 'What stands here',
  span: msg<{ what: string; from: string; n: number }>('{what}, {from}, {n, plural, one {# byte} other {# bytes}}'),
  changed: 'A triangle marks bytes that the last action wrote.',
  hexColumn: 'Bytes',
};

export const layersView = {
  label: 'Layers of memory allocation and the way of the last request',
  none: 'No request was made yet. Allocate a block or make an object: its way is drawn here.',
  path: msg<{ operation: string }>('The way of {operation}'),
  layers: {
    object: { name: 'Object-specific allocators', about: 'PyDict_New, PyLong_FromLong…: free lists of their own' },
    python: { name: "Python's object allocator", about: 'PyObject_Malloc: pymalloc, arenas, pools and blocks' },
    raw: { name: "Python's raw allocator", about: 'PyMem_RawMalloc: a thin wrapper' },
    libc: { name: 'The C library', about: 'malloc, calloc, realloc, free' },
    system: { name: 'Virtual memory of the system', about: 'mmap, munmap' },
  },
  visited: 'passed through',
  notVisited: 'not reached',
  asked: 'the request enters here',
  answers: msg<{ value: string }>('answer {value}'),
  times: msg<{ n: number }>('×{n, number}'),
  step: msg<{ n: number }>('step {n, number}'),
};

export const explainView = {
  label: 'What the last action did',
  none: 'Nothing has happened yet. Allocate a block or make an object: every step that CPython takes is told here.',
  summary: msg<{ total: number }>('{total, plural, one {# operation} other {# operations}}.'),
  shown: msg<{ shown: number; total: number }>('The last {shown, number} of {total, number} operations.'),
  operation: msg<{ n: number; call: string }>('{n, number}. {call}'),
  result: msg<{ value: string }>('returns {value}'),
  made: msg<{ value: string }>('makes {value}'),
  noResult: 'returns nothing',
  times: msg<{ n: number }>('×{n, number}'),
  alike: msg<{ n: number; numbers: string }>(
    '{n, plural, one {# operation} other {# operations}} took this way: {numbers}. Told for the last of them:',
  ),
  changes: 'Changed',
  wrote: msg<{ n: number }>('{n, plural, one {# byte} other {# bytes}} written'),
  moreChanges: msg<{ n: number }>('and {n, number} more'),
  steps: msg<{ n: number }>('{n, plural, one {# step} other {# steps}}'),
  stepInto: 'Step through it',
  cut: msg<{ shown: number; total: number }>(
    'The first {shown, number} of {total, number} steps; all of them can be stepped through.',
  ),
  tooLong: 'These are more steps than the journal can hold: it only keeps what is needed to undo them.',
  here: 'here',
  before: 'Before the first step',
  earlier: msg<{ n: number }>('{n, plural, one {# step} other {# steps}} before these'),
  later: msg<{ n: number }>('{n, plural, one {# step} other {# steps}} after these'),
  from: 'Before',
  to: 'After',
};
