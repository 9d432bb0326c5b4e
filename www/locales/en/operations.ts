// English: operations as they are asked for. Calls of C and lines of Python are put together by tell-operation.ts and
// tell-request.ts; what is here is in words.

import { msg } from '../message.ts';

export const operations = {
  malloc: msg<{ nbytes: number }>('malloc({nbytes, number})'),
  calloc: msg<{ nelem: number; elsize: number }>('calloc({nelem, number}, {elsize, number})'),
  realloc: msg<{ address: string; nbytes: number }>('realloc({address}, {nbytes, number})'),
  free: msg<{ address: string }>('free({address})'),
  freeUnchecked: msg<{ address: string }>('free({address}), unchecked'),
  write: msg<{ address: string; nbytes: number }>('write {nbytes, plural, one {# byte} other {# bytes}} at {address}'),
  noLimits: 'no limits',
  limitArenas: msg<{ arenas: number }>('limit {arenas, plural, one {# arena} other {# arenas}}'),
  limitMemory: msg<{ memory: string }>('limit {memory}'),
  limitBoth: msg<{ arenas: number; memory: string }>(
    'limit {arenas, plural, one {# arena} other {# arenas}}, {memory}',
  ),
};

export const requests = {
  anotherName: msg<{ name: string }>('one more name for {name}'),
  freeListsOn: 'free lists of types on',
  freeListsOff: 'free lists of types off',
};
