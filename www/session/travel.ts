// Where one stands in the timeline, and going elsewhere in it: by a move, to a place, by play. That is no act: nothing
// changes but what is shown.

import { type Prediction } from '../predict/prediction.ts';
import { type Words } from '../locales/messages.ts';
import { arrive, madeBy, toldAt } from './arrival.ts';
import { approach, isFar } from './far.ts';
import { type Move, type Moves, movesBetween, movesInside } from './moves.ts';
import { tellMoved } from './outcome.ts';
import { Scrubbing } from './scrubbing.ts';
import { type Stage } from './stage.ts';
import { known } from './telling.ts';
import { type Place } from './timeline.ts';
import { type Told } from './told.ts';

export class Travel {
  readonly #stage: Stage;
  readonly #prediction: Prediction;
  /** Along the timeline, by hand. */
  readonly scrubbing = new Scrubbing((to) => {
    // The future may have been cut off on the way.
    if (to.operation <= this.length) this.goTo(to);
    else this.#stage.tell();
  });

  constructor(stage: Stage, prediction: Prediction) {
    this.#stage = stage;
    this.#prediction = prediction;
  }

  get place(): Place {
    return this.#stage.read(({ present }) => present.place) ?? { operation: 0 };
  }

  /** Operations of the timeline. */
  get length(): number {
    return this.#stage.readHeap((heap) => heap.length) ?? 0;
  }

  /** The earliest position that can be reached. */
  get first(): number {
    return this.#stage.readHeap((heap) => heap.first) ?? 0;
  }

  /** Where one can go from here. */
  get moves(): Moves {
    const { first, length, place } = this;
    const { present, timeline } = this.#stage.sitting;
    return present.inside === undefined
      ? movesBetween(place.operation, first, length, timeline.acts)
      : movesInside(present.inside, first, length);
  }

  /** Goes to a place, wherever one is. */
  goTo(to: Place): void {
    this.#stage.pause();
    this.#go(to);
  }

  /** Goes to the end of an act, and tells all of it. */
  visit(act: Told): void {
    this.#stage.pause();
    this.#go({ operation: act.first + act.count }, act);
  }

  /** Answers whether that way was open. */
  move(name: Move): boolean {
    const to = this.#stage.ready ? this.moves[name] : undefined;
    if (to === undefined) return false;
    this.#stage.pause();
    if (this.#prediction.on) void this.#goAsked(to);
    else this.#go(to);
    return true;
  }

  /** Goes on by itself, operation by operation or, inside of one, step by step. */
  play(): void {
    if (!this.#stage.ready || this.moves.over === undefined) return;
    this.#stage.player.play();
    this.#stage.tell();
  }

  /** A move of play; answers whether there is another. */
  playOn(): boolean {
    if (this.#stage.workplace.busy) return true;
    const to = this.#stage.ready ? this.moves.over : undefined;
    if (to === undefined) return false;
    this.#go(to);
    return this.moves.over !== undefined;
  }

  /** Goes there once the question about it is answered. */
  async #goAsked(to: Place): Promise<void> {
    if (!(await this.#prediction.ask({ to }))) return;
    this.#go(to);
    this.#stage.guard(() => {
      this.#prediction.happened();
    });
    this.#stage.tell();
  }

  /** What takes long is done elsewhere, and one is there later. */
  #go(to: Place, whole?: Told): void {
    const { sitting, ready } = this.#stage;
    if (!ready) return;
    const told = this.#stage.read(() => whole ?? toldAt(sitting, to.operation));
    if (this.#stage.read(() => isFar(sitting, to, told)) === true) void this.#goFar(to, whole);
    else this.#arrive(to, whole);
  }

  async #goFar(to: Place, whole?: Told): Promise<void> {
    const stage = this.#stage;
    const label: Words = ({ timeline }) => timeline.work.going({ n: to.operation });
    const end = { cancelled: false };
    await stage.during(label, async (job) => {
      job.signal.addEventListener('abort', () => (end.cancelled = true));
      await approach(stage.sitting, to, whole, job);
    });
    if (end.cancelled) stage.sayCancelled(label);
    else if (stage.ready && stage.failure === undefined) this.#arrive(to, whole);
  }

  #arrive(to: Place, whole?: Told): void {
    const stage = this.#stage;
    stage.guard(() => {
      const { sitting } = stage;
      stage.failure = undefined;
      arrive(sitting, to, to.mark === undefined ? madeBy(sitting, to.operation) : sitting.selection.address, whole);
      stage.said = tellMoved(this.place, this.length, known(stage));
    });
    stage.tell();
  }
}
