// The worker: takes a copy of the core's memory, carries one task out in it, and sends it back. Keeps nothing.

import { CoreCrashed, Heap, HeapFailure, startCore, tellProgress, wholeState } from '../core.ts';
import { type Ended, type Order, type ToPage, type ToWorker } from './messages.ts';
import { carryOut, handedOver } from './tasks.ts';

/** What of a worker is used here: the page and the worker are type-checked as one. */
export interface Scope {
  postMessage: (message: ToPage, transfer?: Transferable[]) => void;
  addEventListener: (type: 'message', heard: (event: MessageEvent<ToWorker>) => void) => void;
}

/** Sent back as one. */
const PIECE = 1 << 22;

/** Answers the page of a worker. */
export function serve(scope: Scope): void {
  // Each message waits for those before it: the first loads the core.
  let turn: Promise<unknown> = Promise.resolve();

  const take = async (message: ToWorker): Promise<void> => {
    switch (message.kind) {
      case 'start':
        await startCore(message.module);
        return;
      case 'frame': {
        const { memory, table } = wholeState();
        if (message.bytes > memory.buffer.byteLength) memory.grow((message.bytes - memory.buffer.byteLength) / PAGE);
        if (message.table.length > table.length) table.grow(message.table.length - table.length);
        for (const [index, value] of message.table.entries()) table.set(index, value);
        return;
      }
      case 'slice':
        new Uint8Array(wholeState().memory.buffer).set(message.bytes, message.at);
        return;
      case 'order': {
        const { ended, handed } = carriedOut(message);
        if (ended.kind === 'done') sendBack(scope);
        scope.postMessage(ended, handed);
        return;
      }
      // It has come here to be thrown away.
      case 'used':
    }
  };

  scope.addEventListener('message', ({ data }) => {
    turn = turn
      .then(() => take(data))
      .catch((error: unknown) => {
        scope.postMessage({ kind: 'could-not', message: String(error) });
      });
  });
}

/** Bytes of a page of wasm memory. */
const PAGE = 1 << 16;

/** How it ended, and what of that changes hands. */
function carriedOut({ pointer, task }: Order): { ended: Ended; handed: ArrayBuffer[] } {
  try {
    tellProgress(true);
    const answer = carryOut(Heap.at(pointer), task);
    tellProgress(false);
    return { ended: { kind: 'done', answer }, handed: handedOver(answer) };
  } catch (error) {
    return { ended: failed(error), handed: [] };
  }
}

function failed(error: unknown): Ended {
  const message = String(error);
  if (error instanceof HeapFailure) return { kind: 'refused', message: error.message, details: error.details };
  if (!(error instanceof CoreCrashed)) return { kind: 'could-not', message };
  const { panic, outOfMemory } = error;
  return { kind: 'broke', message: error.message, panic, outOfMemory };
}

/** Sends all of it, changed or not: who looked at the page's memory meanwhile made the allocator there write to it. */
function sendBack(scope: Scope): void {
  const { memory, table } = wholeState();
  const entries = Array.from({ length: table.length }, (_, index): unknown => table.get(index));
  const size = memory.buffer.byteLength;
  scope.postMessage({ kind: 'frame', bytes: size, table: entries });
  for (let at = 0; at < size; at += PIECE) {
    const bytes = new Uint8Array(memory.buffer.slice(at, Math.min(at + PIECE, size)));
    scope.postMessage({ kind: 'slice', at, bytes }, [bytes.buffer]);
  }
}
