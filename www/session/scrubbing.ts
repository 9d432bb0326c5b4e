// Moving along the timeline faster than each place can be shown: the last place that was asked for wins, and between two
// places the page is painted. Goes where it is told to go, by whoever made it.

import { nextTask } from '../slices.ts';
import { type Place } from './timeline.ts';

/** Whoever asks for no other place for so long has come to rest. */
const REST_MS = 150;

/** Calls once, as soon as the next frame is painted. */
export type AfterFrame = (call: () => void) => void;

const afterFrame: AfterFrame = (call) => {
  requestAnimationFrame(() => {
    void nextTask().then(call);
  });
};

export class Scrubbing {
  #to: Place | undefined;
  #isWaiting = false;
  #rest: ReturnType<typeof setTimeout> | undefined;
  readonly #go: (to: Place) => void;
  readonly #afterFrame: AfterFrame;

  constructor(go: (to: Place) => void, after: AfterFrame = afterFrame) {
    this.#go = go;
    this.#afterFrame = after;
  }

  /** Where one wants to be, until one is there. */
  get to(): Place | undefined {
    return this.#to;
  }

  /** Whether another place is likely to follow soon. */
  get moving(): boolean {
    return this.#rest !== undefined;
  }

  ask(to: Place): void {
    this.#to = to;
    this.#keepMoving();
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#afterFrame(() => {
      this.#isWaiting = false;
      this.arrive();
    });
  }

  /** Goes to the last place that was asked for, without waiting. */
  arrive(): void {
    const to = this.#to;
    this.#to = undefined;
    if (to !== undefined) this.#go(to);
  }

  #keepMoving(): void {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      this.#rest = undefined;
    }, REST_MS);
  }
}
