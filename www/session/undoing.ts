// Undo and Redo: of an act, or of a whole heap where there is no act. What they would take back is known before.

import { type Words } from '../locales/messages.ts';
import { actEndingAt, arrive, madeBy } from './arrival.ts';
import { type Comparing } from './comparing.ts';
import { approach, goInParts, isLong, isWide } from './far.ts';
import { tellUndone } from './outcome.ts';
import { type Performer } from './performer.ts';
import { type Stage } from './stage.ts';
import { type Swapping } from './swapping.ts';
import { type Performed, type Place } from './timeline.ts';

/** What can be undone next. */
export type Undoable =
  | { readonly what: 'act'; readonly label: Words; readonly cut: number }
  | { readonly what: 'heap' | 'nothing' | 'tooLongAgo' | 'historyOff' };

/** What can be done again next. */
export type Redoable = { readonly what: 'act'; readonly label: Words } | { readonly what: 'heap' | 'nothing' };

export class Undoing {
  readonly #stage: Stage;
  readonly #comparing: Comparing;
  readonly #swapping: Swapping;
  readonly #performer: Performer;

  constructor(stage: Stage, comparing: Comparing, swapping: Swapping, performer: Performer) {
    this.#stage = stage;
    this.#comparing = comparing;
    this.#swapping = swapping;
    this.#performer = performer;
  }

  get undoable(): Undoable {
    const undo = this.#stage.read(({ timeline }) => timeline.canUndo);
    if (this.#stage.broken) return { what: 'nothing' };
    if (undo === undefined) return { what: this.#stage.sittings.hasPrevious ? 'heap' : 'nothing' };
    if (undo.reachable) return { what: 'act', label: undo.act.label, cut: undo.cut };
    return { what: this.#stage.keepsHistory ? 'tooLongAgo' : 'historyOff' };
  }

  get redoable(): Redoable {
    const act = this.#stage.sitting.timeline.canRedo;
    if (this.#stage.broken) return { what: 'nothing' };
    if (act !== undefined) return { what: 'act', label: act.label };
    return { what: this.#stage.sittings.hasFollowing ? 'heap' : 'nothing' };
  }

  undo(): void {
    if (!this.#stage.ready) return;
    this.#stage.pause();
    switch (this.undoable.what) {
      case 'act':
        this.#undoActSomewhere();
        return;
      case 'heap':
        this.#swapping.back();
        return;
      case 'nothing':
        this.#stage.refuse(({ timeline }) => timeline.said.nothingToUndo);
        return;
      case 'tooLongAgo':
        this.#stage.refuse(({ timeline }) => timeline.said.tooLongAgo);
        return;
      case 'historyOff':
        this.#stage.refuse(({ historySwitch }) => historySwitch.off);
    }
  }

  async redo(): Promise<void> {
    if (!this.#stage.ready) return;
    this.#stage.pause();
    switch (this.redoable.what) {
      case 'act':
        await this.#redoAct();
        return;
      case 'heap':
        this.#swapping.on();
        return;
      case 'nothing':
        this.#stage.refuse(({ timeline }) => timeline.said.nothingToRedo);
    }
  }

  /** The way back to where a long act began is gone elsewhere, or in parts. */
  #undoActSomewhere(): void {
    const { sitting } = this.#stage;
    const act = sitting.timeline.canUndo?.act;
    if (act !== undefined && this.#stage.read(() => isLong(sitting, act)) === true) void this.#undoFar(act);
    else if (act !== undefined && isWide(act)) void this.#undoInParts(act);
    else this.#undoAct();
  }

  async #undoInParts({ label, first }: Performed): Promise<void> {
    const stage = this.#stage;
    await stage.during(label, (job) => goInParts(stage.sitting, first, job));
    if (stage.ready && stage.failure === undefined) this.#undoAct();
  }

  async #undoFar({ label, first }: Performed): Promise<void> {
    const stage = this.#stage;
    const to: Place = { operation: first };
    const end = { cancelled: false };
    await stage.during(label, async (job) => {
      job.signal.addEventListener('abort', () => (end.cancelled = true));
      await approach(stage.sitting, to, actEndingAt(stage.sitting, to), job);
    });
    if (end.cancelled) stage.sayCancelled(label);
    else if (stage.ready && stage.failure === undefined) this.#undoAct();
  }

  #undoAct(): void {
    const stage = this.#stage;
    stage.guard(() => {
      const { sitting } = stage;
      sitting.present.settle();
      const back = sitting.timeline.undo();
      if (back === undefined) return;
      stage.failure = undefined;
      this.#comparing.forget();
      stage.said = tellUndone(back);
      arrive(sitting, back.to, back.act.chosen, actEndingAt(sitting, back.to));
    });
    stage.tell();
  }

  async #redoAct(): Promise<void> {
    const stage = this.#stage;
    const wanted = stage.sitting.timeline.canRedo;
    if (wanted === undefined) return;
    let done: Performed | undefined;
    stage.guard(() => {
      const { sitting } = stage;
      const from = sitting.present.place;
      sitting.present.settle();
      stage.failure = undefined;
      this.#comparing.forget();
      done = sitting.timeline.redo(from);
    });
    if (done !== undefined) return this.#arriveAfter(done);
    stage.tell();
    // Its operations were given up for memory.
    if (stage.ready) await this.#performer.perform(wanted.act);
  }

  async #arriveAfter(done: Performed): Promise<void> {
    const stage = this.#stage;
    const { label, first, count } = done;
    const to: Place = { operation: first + count };
    if (stage.read((sitting) => isLong(sitting, done)) === true) {
      await stage.during(label, (job) => approach(stage.sitting, to, done, job));
    } else if (isWide(done)) {
      await stage.during(label, (job) => goInParts(stage.sitting, to.operation, job));
    }
    stage.guard(() => {
      stage.said = (messages) => messages.timeline.said.redone({ label: label(messages) });
      arrive(stage.sitting, to, madeBy(stage.sitting, to.operation), done);
    });
    stage.tell();
  }
}
