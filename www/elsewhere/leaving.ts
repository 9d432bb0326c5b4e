// Lets workers go that have done their work, when the page has drawn what came of it: while the system takes back hundreds
// of megabytes, the page waits for every page of memory that it needs itself. Knows nothing of the work.

/** How long what came of it is drawn, generously. */
const DRAWN_MS = 1500;

export class Leaving {
  #worker: Pick<Worker, 'terminate'> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Lets one go after a while. */
  later(worker: Pick<Worker, 'terminate'>): void {
    this.now();
    this.#worker = worker;
    this.#timer = setTimeout(() => {
      this.now();
    }, DRAWN_MS);
  }

  /** Lets one go that waits, if any does: there is no memory for two. */
  now(): void {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}
