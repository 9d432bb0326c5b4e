// Where sittings come from: an empty heap, a trace, the acts of a link or a file, the acts from before a crash. Each is
// made beside the present one, which stays if that goes wrong or is cancelled.

import { type Act, labelOf } from '../acts.ts';
import { startCore } from '../core.ts';
import { type ExampleId } from '../examples/index.ts';
import { type ArenaAlignment } from '../generated/ArenaAlignment.ts';
import { type Edition } from '../generated/Edition.ts';
import { type Words } from '../locales/messages.ts';
import { type Comparing } from './comparing.ts';
import { openTrace } from './opening.ts';
import { type Plan, rebuild } from './rebuilding.ts';
import { emptySitting, sittingOf } from './sitting.ts';
import { type Stage } from './stage.ts';
import { type Swapping } from './swapping.ts';
import { type Performed, type Place } from './timeline.ts';

export class Beginning {
  readonly #stage: Stage;
  readonly #comparing: Comparing;
  readonly #swapping: Swapping;

  constructor(stage: Stage, comparing: Comparing, swapping: Swapping) {
    this.#stage = stage;
    this.#comparing = comparing;
    this.#swapping = swapping;
  }

  empty(edition: Edition, alignment: ArenaAlignment, said: Words): void {
    this.#swapping.replace(() => emptySitting(edition, alignment), said);
  }

  /** Replays a trace. */
  async open(file: Blob, name: string, example?: ExampleId): Promise<void> {
    const stage = this.#stage;
    if (!stage.ready) return;
    const act: Act = { act: 'trace', name, ...(example === undefined ? {} : { example }) };
    const title = labelOf(act);
    const label: Words = (messages) => messages.timeline.work.opening({ name: title(messages) });
    const { edition, alignment } = stage.sitting;
    const opened = await stage.during(label, (job) =>
      openTrace(file, edition.edition, alignment, job, stage.keepsHistory),
    );
    if (opened === undefined) {
      stage.sayCancelled(label);
      return;
    }
    const done: Performed = { act, label: title, first: 0, count: opened.operations, chosen: undefined };
    this.#swapping.replace(
      () => sittingOf(opened.heap, [done], file),
      (messages) => messages.timeline.said.opened({ name: title(messages), n: opened.operations }),
    );
  }

  /** Does acts again; answers whether that went well. */
  async rebuild(plan: Plan, said: Words, place?: Place, address?: number): Promise<boolean> {
    const stage = this.#stage;
    if (!stage.ready) return false;
    const label: Words = ({ timeline }) => timeline.work.rebuilding;
    const sitting = await stage.during(label, (job) => rebuild(plan, job));
    if (sitting === undefined) {
      stage.sayCancelled(label);
      return false;
    }
    // Like a trace that was opened, it is one thing for Undo, which brings the heap of before back.
    const { heap, timeline, source } = sitting;
    this.#swapping.replace(() => sittingOf(heap, timeline.acts, source), said, place, address);
    return true;
  }

  /** After a crash: a fresh core, in which everything up to the crash is done again. */
  async restore(): Promise<void> {
    const stage = this.#stage;
    const { safe } = stage.crashes;
    if (safe === undefined || stage.workplace.busy) return;
    await startCore();
    stage.sittings.startOver(emptySitting(safe.edition, safe.arenas));
    this.#comparing.forget();
    stage.crashes.mended();
    const sitting = await stage.during(
      ({ timeline }) => timeline.work.restoring,
      (job) => rebuild(safe, job),
    );
    if (stage.broken) return;
    if (sitting === undefined) stage.said = ({ timeline }) => timeline.said.restoredEmpty;
    else this.#swapping.exchange(sitting, ({ timeline }) => timeline.said.restored, safe.place, safe.address);
    stage.tell();
  }
}
