// How a page's elements are drawn for the first time: one after the other, in slices that leave a phone time to answer,
// while none of them can be seen. Knows no element.

import { nextTask } from '../slices.ts';

/** What may be drawn before the browser gets a turn. On a phone it is a few times longer: nothing else is checked between. */
const SLICE_MS = 4;

class Opening {
  readonly #waiting: (() => void)[] = [];
  #isOn = false;

  /** Whether whoever is drawn for the first time has to wait for its turn. */
  get isOn(): boolean {
    return this.#isOn;
  }

  begin(): void {
    this.#isOn = true;
  }

  /** Draws when it is its turn. */
  wait(draw: () => void): void {
    this.#waiting.push(draw);
  }

  /** Draws all that wait, and those that come with them. From then on nobody waits. */
  async finish(): Promise<void> {
    await nextTask();
    while (this.#waiting.length > 0) {
      const end = performance.now() + SLICE_MS;
      do this.#waiting.shift()?.();
      while (this.#waiting.length > 0 && performance.now() < end);
      await nextTask();
    }
    this.#isOn = false;
  }
}

/** All elements of a page are drawn by the same. */
export const opening = new Opening();
