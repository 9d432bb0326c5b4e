// Two places of the timeline that the person compares: which they are, and what the core found to differ, asked once.

import { type Tasks } from '../elsewhere/tasks.ts';
import { type Comparison } from '../generated/Comparison.ts';
import { type Words } from '../locales/messages.ts';
import { type Compared, isSamePlace, nothingCompared, pairOf } from './comparison.ts';
import { compareElsewhere, isFarApart } from './far.ts';
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
    const pair = pairOf(this.#compared);
    const args = pair && { ...pair, limit: MOST_LISTED };
    const { sitting, ready } = this.#stage;
    if (args !== undefined && ready && this.#stage.read(() => isFarApart(sitting, args)) === true) {
      void this.#compareElsewhere(args);
    } else this.#stage.tell();
  }

  async #compareElsewhere(args: Tasks['compare']['args']): Promise<void> {
    const stage = this.#stage;
    const label: Words = ({ timeline }) => timeline.work.comparing;
    const end = { cancelled: false };
    const comparison = await stage.during(label, async (job) => {
      job.signal.addEventListener('abort', () => (end.cancelled = true));
      return compareElsewhere(stage.sitting, args, job);
    });
    if (end.cancelled) {
      this.forget();
      stage.sayCancelled(label);
      return;
    }
    this.#comparison = comparison;
    stage.tell();
  }
}
