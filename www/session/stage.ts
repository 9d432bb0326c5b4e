// What all parts of the session stand on: the sitting, whether work is going on, what is said of the last click and what
// went wrong. Catches what the core throws. Carries out no act and goes nowhere.

import { CoreCrashed, CoreLacks, type Heap, HeapFailure, startCore } from '../core.ts';
import { type Words } from '../locales/messages.ts';
import { Crashes, safeOf } from './crashes.ts';
import { tellNothingYet } from './nothing-yet.ts';
import { type Failure, failureOf } from './outcome.ts';
import { type Player } from './player.ts';
import { type Sitting } from './sitting.ts';
import { Sittings } from './sittings.ts';
import { type Job, Workplace } from './work.ts';

export class Stage {
  failure: Failure | undefined;
  said: Words | undefined = tellNothingYet;
  readonly sittings: Sittings;
  readonly crashes = new Crashes();
  readonly workplace: Workplace;
  /** Whether heaps keep their timeline. */
  keepsHistory = true;
  #closed = false;
  /** On the way to the whole core. */
  #moving: Promise<boolean> | undefined;
  #couldNotMove = false;

  /** `tell` is called whenever there is something else to see, `tellProgress` where only the progress is different. */
  constructor(
    sitting: Sitting,
    readonly player: Player,
    readonly tell: () => void,
    tellProgress: () => void,
  ) {
    this.sittings = new Sittings(sitting);
    this.workplace = new Workplace(tell, tellProgress);
  }

  get sitting(): Sitting {
    return this.sittings.present;
  }

  get broken(): boolean {
    return this.crashes.report !== undefined;
  }

  /** Whether something can be begun. */
  get ready(): boolean {
    return !this.workplace.busy && !this.broken;
  }

  /** What a view shows; undefined where there is nothing to show. A crash is told to everybody. */
  read<T>(decode: (sitting: Sitting) => T): T | undefined {
    if (this.broken || this.#closed) return undefined;
    try {
      return decode(this.sitting);
    } catch (error) {
      if (error instanceof HeapFailure) return undefined;
      if (error instanceof CoreLacks) {
        if (!this.#couldNotMove) void this.toWhole();
        return undefined;
      }
      if (!(error instanceof CoreCrashed)) throw error;
      this.#failed(error);
      // Whoever draws now has to finish first.
      queueMicrotask(this.tell);
      return undefined;
    }
  }

  readHeap<T>(decode: (heap: Heap) => T): T | undefined {
    return this.read(({ heap }) => decode(heap));
  }

  /** Whether the whole core is on its way. */
  get moving(): boolean {
    return this.#moving !== undefined;
  }

  /** Brings all heaps into the whole core, where there are objects; answers whether they are there. */
  toWhole(): Promise<boolean> {
    this.#moving ??= this.#move().finally(() => {
      this.#moving = undefined;
      this.tell();
    });
    return this.#moving;
  }

  async #move(): Promise<boolean> {
    try {
      await startCore();
      await Promise.all(this.sittings.heaps.map((heap) => heap.toWhole()));
      this.#couldNotMove = false;
    } catch (error) {
      this.#couldNotMove = true;
      this.#failed(error);
    }
    return !this.#couldNotMove;
  }

  /** Calls what may fail; what went wrong is kept to be told. */
  guard(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Runs work with progress and cancelling; undefined where it failed. */
  async during<T>(label: Words, work: (job: Job) => Promise<T>): Promise<T | undefined> {
    this.failure = undefined;
    return this.workplace.during(label, work, (error) => {
      this.#failed(error);
    });
  }

  /** Comes to the end of the operation that one is inside of. */
  settle(): void {
    this.guard(() => {
      this.sitting.present.settle();
    });
  }

  /** Makes the present heap keep its timeline, or not. Without one no other heap is kept either. */
  remember(): void {
    const { heap } = this.sitting;
    if (heap.keepsHistory !== this.keepsHistory) heap.keepsHistory = this.keepsHistory;
    if (!this.keepsHistory) this.sittings.forgetOthers();
  }

  pause(): void {
    if (!this.player.playing) return;
    this.player.pause();
    this.tell();
  }

  /** Says why a click could not be carried out. */
  refuse(what: Words): void {
    this.said = undefined;
    this.failure = { tell: (messages) => ({ what: what(messages) }) };
    this.tell();
  }

  sayCancelled(label: Words): void {
    const cancelled = this.failure === undefined && !this.broken;
    this.said = cancelled ? (messages) => messages.timeline.said.cancelled({ label: label(messages) }) : undefined;
    this.tell();
  }

  /**
   * Stops, and frees all heaps that are not lost with a broken core. What still runs finds out as at a cancel; what is still
   * to be drawn finds nothing to show.
   */
  close(): void {
    this.#closed = true;
    this.player.pause();
    if (!this.broken) this.guard(() => this.sittings.close());
  }

  #failed(error: unknown): void {
    if (!(error instanceof CoreCrashed)) {
      this.failure = failureOf(error);
      return;
    }
    this.said = undefined;
    this.player.pause();
    this.crashes.crashed(error, safeOf(this.sitting));
  }
}
