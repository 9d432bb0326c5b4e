// The worker: takes a copy of the core's memory, carries one task out in it, and sends back what has changed. Keeps nothing.

import { CoreCrashed, Heap, HeapFailure, startCore, tellProgress, wholeState } from '../core.ts';
import { type Ended, type Order, type Slice, type ToPage, type ToWorker } from './messages.ts';
import { carryOut } from './tasks.ts';

/** What of a worker is used here: the page and the worker are type-checked as one. */
export interface Scope {
  postMessage: (message: ToPage, transfer?: Transferable[]) => void;
  addEventListener: (type: 'message', heard: (event: MessageEvent<ToWorker>) => void) => void;
}

/** Memory that is compared, and sent back, as one. */
const PIECE = 1 << 20;

/** Answers the page of a worker. */
export function serve(scope: Scope): void {
  /** As it came. */
  let came: Slice[] = [];
  // Each message waits for those before it: the first loads the core.
  let turn: Promise<unknown> = Promise.resolve();

  const take = async (message: ToWorker): Promise<void> => {
    switch (message.kind) {
      case 'start':
        await startCore(message.module);
        return;
      case 'frame': {
        const { memory, table } = wholeState();
        came = [];
        if (message.bytes > memory.buffer.byteLength) memory.grow((message.bytes - memory.buffer.byteLength) / PAGE);
        if (message.table.length > table.length) table.grow(message.table.length - table.length);
        for (const [index, value] of message.table.entries()) table.set(index, value);
        return;
      }
      case 'slice':
        new Uint8Array(wholeState().memory.buffer).set(message.bytes, message.at);
        came.push(message);
        return;
      case 'order': {
        const ended = carriedOut(message);
        if (ended.kind === 'done') sendBack(scope, came);
        scope.postMessage(ended);
      }
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

function carriedOut({ pointer, task }: Order): Ended {
  try {
    tellProgress(true);
    const answer = carryOut(Heap.at(pointer), task);
    tellProgress(false);
    return { kind: 'done', answer };
  } catch (error) {
    const message = String(error);
    if (error instanceof HeapFailure) return { kind: 'refused', message: error.message, details: error.details };
    if (!(error instanceof CoreCrashed)) return { kind: 'could-not', message };
    const { panic, outOfMemory } = error;
    return { kind: 'broke', message: error.message, panic, outOfMemory };
  }
}

/** Sends what is different from what came. */
function sendBack(scope: Scope, came: readonly Slice[]): void {
  const { memory, table } = wholeState();
  const entries = Array.from({ length: table.length }, (_, index): unknown => table.get(index));
  scope.postMessage({ kind: 'frame', bytes: memory.buffer.byteLength, table: entries });
  let end = 0;
  for (const { at, bytes } of came) {
    for (let from = 0; from < bytes.length; from += PIECE) {
      const length = Math.min(PIECE, bytes.length - from);
      const before = new BigUint64Array(bytes.buffer, from, length / 8);
      if (!isSame(before, new BigUint64Array(memory.buffer, at + from, length / 8)))
        send(scope, memory, at + from, length);
    }
    end = at + bytes.length;
  }
  for (let at = end; at < memory.buffer.byteLength; at += PIECE) {
    send(scope, memory, at, Math.min(PIECE, memory.buffer.byteLength - at));
  }
}

function isSame(one: BigUint64Array, other: BigUint64Array): boolean {
  for (let index = 0; index < one.length; index += 1) if (one[index] !== other[index]) return false;
  return true;
}

function send(scope: Scope, memory: WebAssembly.Memory, at: number, length: number): void {
  const bytes = new Uint8Array(memory.buffer.slice(at, at + length));
  scope.postMessage({ kind: 'slice', at, bytes }, [bytes.buffer]);
}
