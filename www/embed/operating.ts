// What the methods of an element do with the heap that it shows: each after the one before, each with an answer of its own.
// Knows nothing of what is drawn.

import { tellError } from '../locales/messages.ts';
import { type Session } from '../store.ts';
import { whenFree } from '../when-free.ts';
import { addressOf } from './chosen.ts';
import { type SharedHeap } from './heaps.ts';
import { type Done } from './mounted.ts';
import { EmbedProblem, problem, problemOf } from './problem.ts';
import { openGiven, openState } from './source.ts';
import { placeOf } from './step.ts';
import { type Views } from './views.ts';

/** So many steps are gone before the page gets its turn. */
const STRIDE = 100;

/** What a small core cannot tell waits for the whole one; nothing where there is nothing to tell. */
export function ask<T>(heap: SharedHeap, look: (heap: Views) => T): Promise<T | undefined> {
  return heap.inTurn(async () => {
    const { session } = heap;
    const told = session.read(look);
    if (told !== undefined || session.heap.isWhole) return told;
    if (!(await session.toWhole()) && session.failure !== undefined) throw problemOf(session.failure);
    return session.read(look);
  });
}

export function allocate(heap: SharedHeap, nbytes: number, count: number): Promise<Done> {
  if (!Number.isInteger(count) || count < 1) return Promise.reject(badCount(count));
  return act(heap, (session) => session.allocate(nbytes, count, false));
}

export function free(heap: SharedHeap, address: number): Promise<Done> {
  return act(heap, async (session) => {
    await session.perform({ act: 'free', at: address, unchecked: false });
  });
}

export function collect(heap: SharedHeap, generation: number): Promise<Done> {
  return act(heap, (session) => session.request({ op: 'collect', gen: generation }));
}

export function step(heap: SharedHeap, by: number): Promise<void> {
  return heap.inTurn(async () => {
    const move = by < 0 ? 'back' : 'over';
    for (let done = 0; done < Math.abs(by); done += 1) {
      if (!heap.session.move(move)) return;
      // A long way is gone elsewhere.
      if (heap.session.busy) await whenFree(heap.session);
      if (done % STRIDE === STRIDE - 1) await new Promise((resolve) => setTimeout(resolve));
    }
  });
}

/** Rejects with `bad_step` where there is no such step. */
export function seek(heap: SharedHeap, to: string): Promise<void> {
  return heap.inTurn(async () => {
    const { ran, session } = heap;
    const place = placeOf(to, session.length, ran);
    if (place === undefined) throw problem('bad_step', (words) => words.bad_step({ step: to, of: session.length }));
    if (place.mark === undefined) session.seek(place.operation);
    else session.stepTo(place.operation, place.mark);
    if (session.busy) await whenFree(session);
  });
}

/** Rejects with `bad_select` where there is no such thing. */
export function select(heap: SharedHeap, what: number | string): Promise<void> {
  return heap.inTurn(() => {
    const { session } = heap;
    const address = typeof what === 'number' ? what : session.read((views) => addressOf(what, views));
    if (address === undefined || !Number.isSafeInteger(address) || address < 0) {
      throw problem('bad_select', (words) => words.bad_select({ what: String(what) }));
    }
    session.select(address);
  });
}

export function reset(heap: SharedHeap): Promise<void> {
  return heap.inTurn(() => {
    heap.session.reset();
  });
}

export function load(heap: SharedHeap, source: string | Blob): Promise<void> {
  if (typeof source !== 'string' && !(source instanceof Blob)) {
    return Promise.reject(new TypeError('load() takes the text of a program, or a Blob'));
  }
  return heap.replace((session) => openGiven(session, source));
}

export function setState(heap: SharedHeap, state: string): Promise<void> {
  if (typeof state !== 'string') return Promise.reject(new TypeError('setState() takes what getState() answers'));
  return heap.replace(async (session) => {
    await openState(session, state);
    return undefined;
  });
}

/** Does one act, and rejects with what the session could not do of it. */
function act(heap: SharedHeap, work: (session: Session) => Promise<void>): Promise<Done> {
  return heap.inTurn(async () => {
    const { session } = heap;
    const before = session.length;
    await work(session);
    const { failure } = session;
    if (failure !== undefined) throw problemOf(failure);
    const result = session.length === before ? undefined : session.explanations.at(-1)?.result;
    return { address: result ?? undefined, collected: session.told?.collected };
  });
}

function badCount(count: number): EmbedProblem {
  return new EmbedProblem(
    'not_a_whole_number',
    (messages) => tellError(messages, { code: 'not_a_whole_number', what: 'count', value: String(count) }).what,
  );
}
