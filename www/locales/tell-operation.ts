// An operation as a call: which text it needs. Holds no words.

import { bytes, pointer } from '../format.ts';
import { type Operation } from '../generated/Operation.ts';
import { type Messages, type Names, noNames } from './messages.ts';
import { tellRequest } from './tell-request.ts';

/** An operation as a call. */
export function tellOperation(messages: Messages, operation: Operation, names: Names = noNames): string {
  const { operations } = messages;
  switch (operation.op) {
    case 'malloc':
      return operations.malloc(operation);
    case 'calloc':
      return operations.calloc(operation);
    case 'realloc':
      return operations.realloc({ address: pointer(operation.addr), nbytes: operation.nbytes });
    case 'free':
    case 'freeUnchecked':
      return operations[operation.op]({ address: pointer(operation.addr) });
    case 'write':
      return operations.write({ address: pointer(operation.addr), nbytes: operation.nbytes });
    case 'limit':
      return limit(messages, operation);
    case 'object':
      return tellRequest(messages, operation.request, names);
  }
}

function limit({ operations }: Messages, { arenas, memory }: { arenas: number; memory: number }): string {
  if (memory === 0) return arenas === 0 ? operations.noLimits : operations.limitArenas({ arenas });
  const size = bytes(memory);
  return arenas === 0 ? operations.limitMemory({ memory: size }) : operations.limitBoth({ arenas, memory: size });
}
