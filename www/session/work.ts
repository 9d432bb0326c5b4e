// Work that takes longer than a moment: how far it is, and that it can be cancelled. One at a time.

import { type Words } from '../locales/messages.ts';
import { runInSlices, type Work } from '../slices.ts';

/** `total` 0: not known yet. */
export interface Progress {
  readonly label: Words;
  readonly done: number;
  readonly total: number;
}

/** Whoever works reports here, and finds out here that it was cancelled. */
export interface Job {
  readonly signal: AbortSignal;
  report(done: number, total: number): void;
  /** The same where nothing else has changed: only who shows progress is told. */
  reportOnly(done: number, total: number): void;
  run(work: Work, total: number): Promise<void>;
}

class Cancelled extends Error {}

export class Workplace {
  #progress: Progress | undefined;
  #controller: AbortController | undefined;
  readonly #tell: () => void;
  readonly #tellProgress: () => void;

  /** `tell` is called whenever there is something else to see here, `tellProgress` where that is the progress alone. */
  constructor(tell: () => void, tellProgress: () => void) {
    this.#tell = tell;
    this.#tellProgress = tellProgress;
  }

  get busy(): boolean {
    return this.#controller !== undefined;
  }

  get progress(): Progress | undefined {
    return this.#progress;
  }

  cancel(): void {
    this.#controller?.abort(new Cancelled());
  }

  /** Answers what the work does; undefined where it fails, of which `failed` is told, or is cancelled by throwing. */
  async during<T>(
    label: Words,
    work: (job: Job) => Promise<T>,
    failed: (error: unknown) => void,
  ): Promise<T | undefined> {
    const controller = new AbortController();
    this.#controller = controller;
    try {
      return await work(this.#job(label, controller.signal));
    } catch (error) {
      if (!(error instanceof Cancelled)) failed(error);
      return undefined;
    } finally {
      this.#controller = undefined;
      this.#progress = undefined;
      this.#tell();
    }
  }

  #job(label: Words, signal: AbortSignal): Job {
    const report = (done: number, total: number): void => {
      this.#progress = { label, done, total };
      this.#tell();
    };
    return {
      signal,
      report,
      reportOnly: (done, total) => {
        this.#progress = { label, done, total };
        this.#tellProgress();
      },
      run: (work, total) =>
        runInSlices(work, signal, (done) => {
          report(done, total);
        }),
    };
  }
}
