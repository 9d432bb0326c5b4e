// Doing an act from where one stands: the future is cut off, the operations are carried out in slices, what came of them
// is told. Decides no act and knows none by name.

import { type Act, isOfObjects, labelOf, lengthOf } from '../acts.ts';
import { type Words } from '../locales/messages.ts';
import { type Prediction } from '../predict/prediction.ts';
import { nextTask, type Work } from '../slices.ts';
import { arrive } from './arrival.ts';
import { type Comparing } from './comparing.ts';
import { safeOf } from './crashes.ts';
import { approach, farFor, isLong } from './far.ts';
import { tellPerformed } from './outcome.ts';
import { namesFor, type Outcome, perform } from './performing.ts';
import { type Sitting } from './sitting.ts';
import { type Stage } from './stage.ts';
import { known } from './telling.ts';
import { type Begun, type Performed } from './timeline.ts';
import { type ToldPart } from './told.ts';
import { type Job } from './work.ts';

/** What came of an act. */
export interface Came {
  /** The block or object that was made last. */
  readonly made: number | undefined;
  /** The operations that were carried out. */
  readonly count: number;
  /** Whether all of it was: it did not fail, and nobody cancelled it or went on with something else. */
  readonly whole: boolean;
}

/** Milliseconds of work after which what came of it is told in tasks of their own. */
const QUICK_MS = 6;

const nothing: Came = { made: undefined, count: 0, whole: false };

const nothingMade: Outcome = { made: undefined, collected: undefined };

/** An act that can be carried out at once. */
interface Prepared extends Begun {
  readonly label: Words;
  /** The address that was chosen before. */
  readonly chosen: number | undefined;
}

export class Performer {
  readonly #stage: Stage;
  readonly #prediction: Prediction;
  readonly #comparing: Comparing;

  constructor(stage: Stage, prediction: Prediction, comparing: Comparing) {
    this.#stage = stage;
    this.#prediction = prediction;
    this.#comparing = comparing;
  }

  /** `total` is how many operations it will come to; 0 where nobody knows. */
  async perform(act: Act, total = lengthOf(act)): Promise<Came> {
    const stage = this.#stage;
    if (!stage.ready) return nothing;
    stage.pause();
    if (isOfObjects(act) && !stage.sitting.heap.isWhole && !(await stage.toWhole())) return nothing;
    if (!(await this.#agreed(act))) return nothing;
    const begun = this.#begin(act);
    if (begun === undefined) {
      // The core may have broken elsewhere on the page.
      stage.tell();
      return nothing;
    }
    const { heap, edition } = stage.sitting;
    const first = heap.operations;
    let outcome: Outcome = nothingMade;
    const finished = await stage.during(begun.label, async (job) => {
      const began = performance.now();
      const performing = perform(heap, edition, act, { far: farFor(stage.sitting, job, act, first) });
      ({ outcome } = performing);
      const isWhole = await finish(job, performing.work, total);
      const told = { act, first, count: heap.operations - first, collected: outcome.collected };
      if (performance.now() - began > QUICK_MS) await findOut(stage.sitting, told, job);
      return isWhole;
    });
    if (stage.broken) return nothing;
    let count = 0;
    stage.guard(() => {
      const { label, chosen } = begun;
      count = heap.operations - first;
      this.#end(begun, { act, label, chosen, first, count }, outcome, finished === true);
    });
    this.#tell();
    return { made: outcome.made, count, whole: finished === true };
  }

  /** Whether the person, if there was a question, wants to go on, and it is still possible. */
  async #agreed(act: Act): Promise<boolean> {
    if (!this.#prediction.on) return true;
    return (await this.#prediction.ask({ act })) && this.#stage.ready;
  }

  /** From the end of the operation that one is in; what comes after is cut off. */
  #begin(act: Act): Prepared | undefined {
    let begun: Prepared | undefined;
    this.#stage.guard(() => {
      const { sitting, crashes } = this.#stage;
      const { heap, present, timeline, selection } = sitting;
      crashes.hold(safeOf(sitting));
      const from = present.place;
      present.settle();
      const label = labelOf(act, namesFor(heap, act));
      begun = { ...timeline.begin(from), label, chosen: selection.address };
    });
    return begun;
  }

  #end(begun: Begun, done: Performed, outcome: Outcome, finished: boolean): void {
    if (done.count > 0) this.#did(begun, done, outcome);
    else this.#didNothing(begun);
    const last = known(this.#stage);
    const cut = begun.cut?.operations ?? 0;
    const said = done.count === 0 || last === undefined;
    this.#stage.said = said ? undefined : tellPerformed(last, { count: done.count, finished, cut });
    this.#stage.crashes.unhold();
  }

  #did(begun: Begun, done: Performed, { made, collected }: Outcome): void {
    const { sitting, sittings } = this.#stage;
    const performed = { ...done, collected };
    sitting.timeline.did(begun, performed);
    sittings.forgetFollowing();
    if (begun.cut !== undefined) this.#comparing.forget();
    arrive(sitting, { operation: sitting.heap.operations }, made ?? done.chosen, performed);
  }

  #didNothing(begun: Begun): void {
    const { sitting } = this.#stage;
    sitting.timeline.gaveUp(begun);
    arrive(sitting, begun.from, sitting.selection.address, sitting.present.told);
  }

  /** Tells how good a prediction was of what is in sight now. */
  #tell(): void {
    if (this.#prediction.on) {
      this.#stage.guard(() => {
        this.#prediction.happened();
      });
    }
    this.#stage.tell();
  }
}

/** Answers whether the work came to its end. */
async function finish(job: Job, work: Work, total: number): Promise<boolean> {
  await job.run(work, total);
  return !job.signal.aborted;
}

/** What an act did takes a while to find out: elsewhere, or what it wrote in a task of its own. */
async function findOut(sitting: Sitting, told: ToldPart, job: Job): Promise<void> {
  const { present } = sitting;
  if (present.isForeseen) return;
  await nextTask();
  if (isLong(sitting, told)) await tellElsewhere(sitting, told, job);
  else present.readAhead(told);
  await nextTask();
}

/** Who cancels that cancels nothing of the act. */
async function tellElsewhere(sitting: Sitting, told: ToldPart, job: Job): Promise<void> {
  try {
    await approach(sitting, { operation: sitting.heap.operations }, told, job);
  } catch (error) {
    if (!job.signal.aborted) throw error;
  }
}
