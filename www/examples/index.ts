// The traces that come with the page. README.md says where they are from.

import freeList from './free-list.trace?url';
import listAppend from './list-append.trace?url';
import pythonStart from './python-start.trace.gz?url';

export interface Example {
  readonly name: string;
  readonly note: string;
  readonly url: string;
}

export const examples: readonly Example[] = [
  { name: 'A criss-cross free list', note: 'Twenty operations: six blocks are freed out of order.', url: freeList },
  {
    name: 'A list that grows',
    note: 'list.append 400 times: realloc moves the array from class to class, and out of pymalloc.',
    url: listAppend,
  },
  {
    name: 'Python starts',
    note: 'Recorded: the first 20,000 requests of a real CPython 3.11.',
    url: pythonStart,
  },
];
