// How a page's elements are drawn: where many are drawn together, or one takes long, the others follow in tasks of their
// own, so that whoever clicks is not kept waiting by all of them. While a page opens and nothing of it can be seen, each
// that is drawn for the first time waits. Knows no element.

import { nextTask } from '../slices.ts';

/** What may be drawn before the browser gets a turn. On a phone it is a few times longer: nothing else is checked between. */
const SLICE_MS = 4;
/** What may be drawn with what was clicked before others wait. */
const TASK_MS = 8;

class DrawSlices {
  readonly #waiting: (() => void)[] = [];
  #isOpening = false;
  #isWorking = false;
  /** What was drawn in this task, in milliseconds; undefined before the first. */
  #spent: number | undefined;

  /** From here on whoever is drawn for the first time has to wait for its turn. */
  begin(): void {
    this.#isOpening = true;
  }

  /** Draws all that wait, and those that come with them. From then on nobody has to wait for being new. */
  finish(): Promise<void> {
    return this.#work();
  }

  /** In a later task, when nobody waits any more. */
  async settled(): Promise<void> {
    do await nextTask();
    while (this.#isWorking);
  }

  /** Whether an element has to wait for its turn. What is new in a page that can be seen does not: things would move. */
  mustWait(isNew: boolean): boolean {
    if (isNew || this.#isOpening) return isNew && this.#isOpening;
    return this.#isWorking || (this.#spent ?? 0) > TASK_MS;
  }

  /** Draws when it is its turn: first come, first served. */
  wait(draw: () => void): void {
    this.#waiting.push(draw);
    if (!this.#isOpening && !this.#isWorking) void this.#work();
  }

  /** Draws at once. */
  draw(draw: () => void): void {
    if (this.#spent === undefined) {
      void nextTask().then(() => {
        this.#spent = undefined;
      });
    }
    const began = performance.now();
    draw();
    this.#spent = (this.#spent ?? 0) + performance.now() - began;
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    await nextTask();
    while (this.#waiting.length > 0) {
      const end = performance.now() + SLICE_MS;
      do this.#waiting.shift()?.();
      while (this.#waiting.length > 0 && performance.now() < end);
      await nextTask();
    }
    this.#isWorking = false;
    this.#isOpening = false;
  }
}

/** All elements of a page are drawn by the same. */
export const drawSlices = new DrawSlices();
