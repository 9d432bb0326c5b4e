// Carries a task out in a worker, on a copy of the core's memory, and brings the memory back. Both ways in slices; meanwhile
// everybody can look at the heaps as they were. Whoever changes one calls the work off: the call is carried out at once, and
// the task begins again or stays here.

import { type Absence, CoreCrashed, type Heap, HeapFailure, wholeState } from '../core.ts';
import { nextTask } from '../slices.ts';
import { Leaving } from './leaving.ts';
import { type Ended, type Frame, type Slice, type ToPage, type ToWorker } from './messages.ts';
import { type Task, type TaskName, type Tasks } from './tasks.ts';
import { startWorker } from './start-worker.ts';

/** Copied at once: a few milliseconds. */
const SLICE = 1 << 22;
/** So much is copied back before somebody else gets a turn. */
const BACK_AT_ONCE_MS = 8;
/** How often it is begun again because somebody called the core meanwhile. */
const MOST_TRIES = 20;
/** How long whoever calls the core is waited for. */
const CALM_MS = 30;
/** How often it is told how far a task is. */
const TELL_MS = 100;
/** Bytes of a page of wasm memory. */
const PAGE = 1 << 16;

export interface Watcher {
  readonly signal: AbortSignal;
  /** Marks that the operations of the task have come to. */
  report: (marks: number) => void;
}

/** Somebody changed what the copy was of, or there is no memory for it. */
const calledOff = Symbol('called off');

/**
 * Answers what the task does; undefined where it has to be done here. A refusal is thrown, as is that the core broke, which
 * here it did not; and that it was cancelled, after which nothing has changed.
 */
export async function elsewhere<N extends TaskName>(
  heap: Heap,
  task: Extract<Task, { name: N }>,
  watcher: Watcher,
): Promise<Tasks[N]['answer'] | undefined> {
  // One at a time: there is one memory.
  const before = underway;
  let done = (): void => undefined;
  underway = new Promise((resolve) => {
    done = resolve;
  });
  try {
    await before;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      watcher.signal.throwIfAborted();
      leaving.now();
      const worker = startWorker();
      if (worker === undefined) return undefined;
      const { pointer } = heap;
      const trip = new Trip(worker, watcher);
      try {
        const answer = await trip.make(pointer, task);
        if (answer !== calledOff) return answer as Tasks[N]['answer'];
        if (trip.isHopeless) return undefined;
      } finally {
        trip.end();
      }
      await new Promise((resolve) => setTimeout(resolve, CALM_MS));
    }
    return undefined;
  } finally {
    done();
  }
}

let underway: Promise<void> = Promise.resolve();
const leaving = new Leaving();

class Trip implements Absence {
  /** There is no use in trying again. */
  isHopeless = false;
  /** The memory is back, and what came of it is about to be drawn. */
  #isBack = false;
  readonly #state = wholeState();
  readonly #worker: Worker;
  readonly #watcher: Watcher;
  #phase: 'departing' | 'away' | 'landing' = 'departing';
  #isCalledOff = false;
  #stop: () => void = () => undefined;
  #frame: Frame | undefined;
  readonly #slices: Slice[] = [];
  /** Marks of operations before the one that runs, and of that. */
  #marks = [0, 0];
  #toldAt = 0;

  constructor(worker: Worker, watcher: Watcher) {
    this.#worker = worker;
    this.#watcher = watcher;
    this.#state.setAbsence(this);
  }

  /** Somebody calls the core here. */
  called(looksOnly: boolean): void {
    // Even who looks makes the core take memory and give it back.
    if (this.#phase === 'departing' || (this.#phase === 'away' && !looksOnly)) {
      this.#isCalledOff = true;
      this.#stop();
    }
    if (this.#phase === 'landing') this.#land(Infinity);
  }

  async make(pointer: number, task: Task): Promise<unknown> {
    const ended = this.#listen();
    // Who cancels before the memory has left is told by the departure; then nobody waits for this.
    ended.catch(() => undefined);
    if (!(await this.#depart())) return calledOff;
    this.#phase = 'away';
    this.#post({ kind: 'order', pointer, task });
    const end = await ended;
    if (end === undefined || this.#isCalledOff) return calledOff;
    switch (end.kind) {
      case 'done':
        this.#isBack = await this.#comeBack();
        return this.#isBack ? end.answer : calledOff;
      case 'refused':
        throw new HeapFailure(end.message, end.details);
      case 'broke':
        throw new CoreCrashed(end.message, end);
      case 'could-not':
        this.isHopeless = true;
        return calledOff;
    }
  }

  end(): void {
    if (this.#isBack) leaving.later(this.#worker);
    else this.#worker.terminate();
    this.#state.setAbsence(undefined);
  }

  #post(message: ToWorker, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  /** Answers when the task has ended; nothing where it is called off. */
  #listen(): Promise<Ended | undefined> {
    const { signal } = this.#watcher;
    return new Promise((resolve, reject) => {
      this.#stop = () => {
        resolve(undefined);
      };
      const abort = (): void => {
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', abort, { once: true });
      const couldNot = (event: Event): void => {
        event.preventDefault();
        resolve({ kind: 'could-not', message: 'the worker failed' });
      };
      this.#worker.addEventListener('error', couldNot);
      this.#worker.addEventListener('messageerror', couldNot);
      this.#worker.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
        if (typeof data === 'number') this.#tell(data);
        else if (data.kind === 'frame') this.#frame = data;
        else if (data.kind === 'slice') this.#slices.push(data);
        else {
          // It is on its way back: too late to cancel.
          signal.removeEventListener('abort', abort);
          resolve(data);
        }
      });
    });
  }

  /** Answers whether a whole copy is on its way: nobody called meanwhile, and there was memory for it. */
  async #depart(): Promise<boolean> {
    const { memory, table, module } = this.#state;
    this.#post({ kind: 'start', module });
    const bytes = memory.buffer.byteLength;
    this.#post({
      kind: 'frame',
      bytes,
      table: Array.from({ length: table.length }, (_, at): unknown => table.get(at)),
    });
    for (let at = 0; at < bytes; at += SLICE) {
      await nextTask();
      this.#watcher.signal.throwIfAborted();
      if (this.#isCalledOff) return false;
      const copy = this.#copy(at, Math.min(at + SLICE, bytes));
      if (copy === undefined) return false;
      this.#post({ kind: 'slice', at, bytes: copy }, [copy.buffer]);
    }
    return true;
  }

  /** Undefined where there is no memory for it. */
  #copy(from: number, to: number): Uint8Array<ArrayBuffer> | undefined {
    try {
      return new Uint8Array(this.#state.memory.buffer.slice(from, to));
    } catch {
      this.isHopeless = true;
      return undefined;
    }
  }

  /** Answers whether there was memory for it. */
  async #comeBack(): Promise<boolean> {
    const { memory, table } = this.#state;
    const frame = this.#frame;
    if (frame === undefined) return false;
    try {
      const more = frame.bytes - memory.buffer.byteLength;
      if (more > 0) memory.grow(more / PAGE);
      if (frame.table.length > table.length) table.grow(frame.table.length - table.length);
    } catch {
      this.isHopeless = true;
      return false;
    }
    for (const [index, value] of frame.table.entries()) table.set(index, value);
    this.#phase = 'landing';
    while (this.#slices.length > 0) {
      this.#land(BACK_AT_ONCE_MS);
      if (this.#slices.length > 0) await nextTask();
    }
    return true;
  }

  #land(most: number): void {
    const end = performance.now() + most;
    const memory = new Uint8Array(this.#state.memory.buffer);
    do {
      const slice = this.#slices.pop();
      if (slice === undefined) return;
      memory.set(slice.bytes, slice.at);
      // It goes where it came from: what is thrown away here is collected here, which takes as long as a frame.
      this.#post({ kind: 'used', bytes: slice.bytes }, [slice.bytes.buffer]);
    } while (performance.now() < end);
  }

  /** The operation that runs has come to so many marks; fewer than before, and it is another one. */
  #tell(marks: number): void {
    const [before = 0, now = 0] = this.#marks;
    this.#marks = [marks < now ? before + now : before, marks];
    if (performance.now() - this.#toldAt < TELL_MS) return;
    this.#toldAt = performance.now();
    this.#watcher.report((this.#marks[0] ?? 0) + marks);
  }
}
