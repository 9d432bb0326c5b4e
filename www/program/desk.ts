// Where a running program does its work: acts on the session one after another, counted, with the lines that asked for
// them; time for the page in between. Knows no Python.

import { type Act } from '../acts.ts';
import { type Heap } from '../core.ts';
import { type Request } from '../generated/Request.ts';
import { type Came } from '../session/performer.ts';
import { nextTask, SLICE_MS } from '../slices.ts';
import { type Session } from '../store.ts';
import { MOST_OPERATIONS, MOST_STEPS } from './limits.ts';
import { fail, type Span } from './problem.ts';
import { type At } from './syntax.ts';

/**
 * The operations of a line, from its first one to its last one, however often it ran. A line without any has a `from`
 * that is one more than `to`; `to` is the position after the line in any case.
 */
export interface LineRun {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

export class Desk {
  readonly #session: Session;
  readonly #heap: Heap;
  readonly #tell: () => void;
  readonly #signal: AbortSignal | undefined;
  readonly #begin: number;
  /** Where the session stands, unless somebody else does something with it. */
  #position: number;
  readonly #lines = new Map<number, LineRun>();
  #steps = 0;
  #sliceEnd = performance.now() + SLICE_MS;

  /** `tell` is called whenever the page has time to show something. */
  constructor(session: Session, tell: () => void, signal: AbortSignal | undefined) {
    this.#session = session;
    this.#heap = session.heap;
    this.#tell = tell;
    this.#signal = signal;
    this.#begin = session.position;
    this.#position = session.position;
  }

  get lines(): LineRun[] {
    return [...this.#lines.values()].sort((one, other) => one.line - other.line);
  }

  /** How many operations are left. */
  get left(): number {
    return MOST_OPERATIONS - (this.#position - this.#begin);
  }

  get position(): number {
    return this.#position;
  }

  /** Notes what a statement did that began at a position. */
  ran({ line, lastLine }: Span, began: number): void {
    const to = this.position;
    for (let at = line; at <= lastLine; at += 1) {
      const before = this.#lines.get(at);
      const did = before !== undefined && before.from <= before.to;
      this.#lines.set(at, { line: at, from: did ? before.from : began + 1, to });
    }
  }

  /** What the heap has; undefined where it cannot be asked. */
  read<T>(read: (heap: Heap) => T): T | undefined {
    return this.#session.read(read);
  }

  /** Blocks of one size, and their addresses. */
  async allocate(at: At, nbytes: number, count: number, zeroed: boolean): Promise<number[]> {
    if (count === 0) return [];
    const first = this.position;
    await this.#act(at, { act: 'allocate', nbytes, count, zeroed }, count);
    const lines = this.read((heap) => heap.operationsPart(first, count)) ?? [];
    return lines.map(({ result }) => result ?? 0);
  }

  async reallocate(at: At, address: number, nbytes: number): Promise<number> {
    return (await this.#act(at, { act: 'reallocate', at: address, nbytes }, 1)) ?? address;
  }

  async free(at: At, address: number): Promise<void> {
    await this.#act(at, { act: 'free', at: address, unchecked: false }, 1);
  }

  /** `undo` answers what is to be asked for besides where only so many requests were carried out. */
  async request(at: At, requests: readonly Request[], undo?: (done: number) => readonly Request[]): Promise<void> {
    if (requests.length === 0) return;
    const before = this.position;
    try {
      await this.#act(at, { act: 'requests', requests }, requests.length);
    } catch (error) {
      const back = undo?.(this.position - before) ?? [];
      if (back.length > 0 && !this.#isElsewhere) await this.#perform({ act: 'requests', requests: back });
      throw error;
    }
  }

  /** A statement begins. Lets the page answer, where it has waited long enough. */
  async step(at: At): Promise<void> {
    this.#steps += 1;
    if (this.#steps > MOST_STEPS) fail(at, { code: 'tooManySteps', most: MOST_STEPS });
    if (performance.now() >= this.#sliceEnd) {
      this.#tell();
      await nextTask();
      this.#sliceEnd = performance.now() + SLICE_MS;
    }
    if (this.#signal?.aborted === true) fail(at, { code: 'stopped' });
  }

  async #act(at: At, act: Act, operations: number): Promise<number | undefined> {
    if (operations > this.left) fail(at, { code: 'tooManyOperations', most: MOST_OPERATIONS });
    if (this.#isElsewhere) fail(at, { code: 'stopped' });
    const { made, whole } = await this.#perform(act);
    if (whole) return made;
    const { failure } = this.#session;
    return fail(at, failure === undefined ? { code: 'stopped' } : { code: 'heap', failure });
  }

  async #perform(act: Act): Promise<Came> {
    const came = await this.#session.perform(act);
    this.#position += came.count;
    return came;
  }

  /** Somebody went to another operation, or did something, in a pause. */
  get #isElsewhere(): boolean {
    return this.#session.position !== this.#position || this.#session.heap !== this.#heap;
  }
}
