// Play and pause: one move after the other, at a pace that can be chosen. Knows no heap and no clock but the timer that it
// is given.

/** Moves in a second. */
export const speeds = [0.5, 1, 2, 5, 10, 30] as const;
export type Speed = (typeof speeds)[number];

/** Calls once, after so many milliseconds; the answer calls it off. */
export type Timer = (call: () => void, ms: number) => () => void;

const browserTimer: Timer = (call, ms) => {
  const timer = setTimeout(call, ms);
  return () => {
    clearTimeout(timer);
  };
};

export class Player {
  #callOff: (() => void) | undefined;
  #speed: Speed = 2;
  readonly #step: () => boolean;
  readonly #timer: Timer;

  /** `step` goes one move on, and answers whether there is another. */
  constructor(step: () => boolean, timer: Timer = browserTimer) {
    this.#step = step;
    this.#timer = timer;
  }

  get playing(): boolean {
    return this.#callOff !== undefined;
  }

  get speed(): Speed {
    return this.#speed;
  }

  set speed(speed: Speed) {
    this.#speed = speed;
    if (this.playing) this.#wait();
  }

  /** The first move is made at once: whoever presses play sees something happen. */
  play(): void {
    if (!this.playing) this.#next();
  }

  pause(): void {
    this.#callOff?.();
    this.#callOff = undefined;
  }

  #wait(): void {
    this.pause();
    this.#callOff = this.#timer(() => {
      this.#next();
    }, 1000 / this.#speed);
  }

  #next(): void {
    // While the move is made it is playing, so that what listens to the move sees the truth.
    this.#wait();
    if (!this.#step()) this.pause();
  }
}
