// Which question there is before an operation: none, where nothing worth guessing happens.

import { type Act } from '../acts.ts';
import { type Heap } from '../core.ts';
import { type EditionInfo } from '../generated/EditionInfo.ts';
import { type Operation } from '../generated/Operation.ts';
import { freeQuestion, mallocQuestion, reallocQuestion } from './allocator.ts';
import { requestQuestion } from './collector.ts';
import { type Question } from './question.ts';

export { gcRefsQuestion } from './collector.ts';

/** The heap stands before the operation; `turn` varies what is asked. */
export function questionBefore(
  operation: Operation,
  heap: Heap,
  edition: EditionInfo,
  turn: number,
): Question | undefined {
  switch (operation.op) {
    case 'malloc':
      return mallocQuestion(operation.nbytes, heap, edition, turn);
    case 'calloc':
      return mallocQuestion(operation.nelem * operation.elsize, heap, edition, turn);
    case 'realloc':
      return operation.addr === 0
        ? mallocQuestion(operation.nbytes, heap, edition, turn)
        : reallocQuestion(operation.addr, operation.nbytes);
    case 'free':
      return freeQuestion(operation.addr, heap, turn);
    case 'object':
      return requestQuestion(operation.request, heap, turn);
    case 'freeUnchecked':
    case 'write':
    case 'limit':
      return undefined;
  }
}

/** The operation that an act is, if it is just one. */
export function operationOf(act: Act): Operation | undefined {
  switch (act.act) {
    case 'allocate':
      if (act.count !== 1) return undefined;
      return act.zeroed ? { op: 'calloc', nelem: 1, elsize: act.nbytes } : { op: 'malloc', nbytes: act.nbytes };
    case 'reallocate':
      return { op: 'realloc', addr: act.at, nbytes: act.nbytes };
    case 'free':
      return act.unchecked ? undefined : { op: 'free', addr: act.at };
    case 'requests': {
      const [request, ...more] = act.requests;
      return request === undefined || more.length > 0 ? undefined : { op: 'object', request };
    }
    default:
      return undefined;
  }
}
