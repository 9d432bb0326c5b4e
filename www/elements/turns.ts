// Turns at drawing: while one moves along the timeline the views are drawn one after the other, a few in each frame, those
// in sight before those that are not. Knows no view and no session.

/** What drawing may take of a frame before the rest waits for the next: layout and painting take several times as long. */
const FRAME_MS = 3;

export class Turns {
  readonly #near: (() => void)[] = [];
  readonly #far: (() => void)[] = [];
  #isAsked = false;

  /** Draws when it is its turn: first come, first served. */
  wait(draw: () => void, isNear: boolean): void {
    (isNear ? this.#near : this.#far).push(draw);
    this.#ask();
  }

  #ask(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    requestAnimationFrame(this.#onFrame);
  }

  // One is drawn in each frame however long it takes: everything comes to its turn.
  readonly #onFrame = (): void => {
    this.#isAsked = false;
    const end = performance.now() + FRAME_MS;
    do (this.#near.shift() ?? this.#far.shift())?.();
    while (this.#near.length > 0 && performance.now() < end);
    if (this.#near.length + this.#far.length > 0) this.#ask();
  };
}

/** All views of a page share its frames. */
export const turns = new Turns();
