// The sitting that is worked in, and those that a reset, another edition or a trace took the place of: Undo goes back to
// one, Redo on to one. Frees the heaps that nobody can come to any more; moves no image and says nothing.

import { type Heap } from '../core.ts';
import { type Sitting } from './sitting.ts';

export class Sittings {
  #present: Sitting;
  #previous: Sitting | undefined;
  /** The one that Undo left. */
  #following: Sitting | undefined;

  constructor(present: Sitting) {
    this.#present = present;
  }

  get present(): Sitting {
    return this.#present;
  }

  /** Of all of them. */
  get heaps(): Heap[] {
    return this.#all.map(({ heap }) => heap);
  }

  get #all(): Sitting[] {
    return [this.#present, this.#previous, this.#following].filter((sitting) => sitting !== undefined);
  }

  get hasPrevious(): boolean {
    return this.#previous !== undefined;
  }

  get hasFollowing(): boolean {
    return this.#following !== undefined;
  }

  /** Another takes the place of this one, which is the previous from then on. */
  replace(next: Sitting): void {
    this.forgetFollowing();
    this.#leaveFor(next);
  }

  /** Answers whether there was one to go back to. */
  goBack(): boolean {
    if (this.#previous === undefined) return false;
    this.forgetFollowing();
    this.#following = this.#present;
    this.#present = this.#previous;
    this.#previous = undefined;
    return true;
  }

  /** Answers whether there was one to go on to. */
  goOn(): boolean {
    const next = this.#following;
    if (next === undefined) return false;
    this.#following = undefined;
    this.#leaveFor(next);
    return true;
  }

  /** Something else was done: there is no way on. */
  forgetFollowing(): void {
    this.#following?.heap.free();
    this.#following = undefined;
  }

  /** There is no way back and no way on. */
  forgetOthers(): void {
    this.forgetFollowing();
    this.#previous?.heap.free();
    this.#previous = undefined;
  }

  /** The same, made anew. */
  exchange(sitting: Sitting): void {
    this.#present.heap.free();
    this.#present = sitting;
  }

  /** After a crash: the heaps of all others went down with their core. */
  startOver(sitting: Sitting): void {
    this.#present = sitting;
    this.#previous = undefined;
    this.#following = undefined;
  }

  /** Frees all of them. */
  close(): void {
    for (const { heap } of this.#all) heap.free();
    this.#previous = undefined;
    this.#following = undefined;
  }

  #leaveFor(next: Sitting): void {
    this.#previous?.heap.free();
    this.#previous = this.#present;
    this.#present = next;
  }
}
