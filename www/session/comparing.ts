// Two places of the timeline that the person compares: which they are, and what the core found to differ, asked once.

import { type Comparison } from '../generated/Comparison.ts';
import { type Compared, isSamePlace, nothingCompared, pairOf } from './comparison.ts';
import { type Stage } from './stage.ts';
import { type Place } from './timeline.ts';

/** Differences of one kind that are listed. */
const MOST_LISTED = 50;

export class Comparing {
  readonly #stage: Stage;
  #compared: Compared = nothingCompared;
  #comparison: Comparison | undefined;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  get compared(): Compared {
    return this.#compared;
  }

  get comparison(): Comparison | undefined {
    const pair = pairOf(this.#compared);
    if (pair === undefined || this.#stage.workplace.busy) return undefined;
    this.#comparison ??= this.#stage.readHeap((heap) => heap.compare(pair.a, pair.b, MOST_LISTED));
    return this.#comparison;
  }

  from(place: Place): void {
    this.#compare({ ...this.#compared, a: place });
  }

  with(place: Place): void {
    this.#compare({ ...this.#compared, b: place });
  }

  end(): void {
    this.forget();
    this.#stage.tell();
  }

  /** The places are of a timeline that is not there any more. */
  forget(): void {
    this.#compared = nothingCompared;
    this.#comparison = undefined;
  }

  #compare(compared: Compared): void {
    // A place is not compared with itself.
    const same = compared.a !== undefined && isSamePlace(compared.a, compared.b);
    this.#compared = same ? { ...compared, b: undefined } : compared;
    this.#comparison = undefined;
    this.#stage.tell();
  }
}
