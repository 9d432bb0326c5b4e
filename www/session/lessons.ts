// The scenario of several steps that one is in: its first step is taken, the next one, or it is closed. Where it stands
// follows from the acts; keeps nothing but where it was closed.

import { lessonAt, type LessonState, nextDone } from '../lesson.ts';
import { lessonNames, type ObjectScenarioId } from '../object-scenarios.ts';
import { MOST_NAMED } from './most-named.ts';
import { type Performer } from './performer.ts';
import { type Stage } from './stage.ts';
import { type Travel } from './travel.ts';

export class Lessons {
  readonly #stage: Stage;
  readonly #travel: Travel;
  readonly #performer: Performer;

  constructor(stage: Stage, travel: Travel, performer: Performer) {
    this.#stage = stage;
    this.#travel = travel;
    this.#performer = performer;
  }

  get state(): LessonState | undefined {
    const { timeline, lessonsClosedAt } = this.#stage.sitting;
    const lesson = lessonAt(timeline.acts, this.#travel.place.operation);
    return lesson === undefined || lesson.end <= lessonsClosedAt ? undefined : lesson;
  }

  async start(id: ObjectScenarioId): Promise<void> {
    if (!this.#stage.ready) return;
    this.#stage.settle();
    const taken = this.#stage.readHeap((heap) => heap.names(MOST_NAMED));
    if (taken !== undefined)
      await this.#performer.perform({ act: 'lesson', id, index: 0, names: lessonNames(id, taken) });
  }

  /** Where the next step stands done in the timeline, one only goes there. */
  async next(): Promise<void> {
    const { state } = this;
    if (state?.next === undefined) return;
    const done = nextDone(this.#stage.sitting.timeline.acts, state);
    if (done === undefined) await this.#performer.perform(state.act);
    else this.#travel.visit(done);
  }

  close(): void {
    this.#stage.sitting.lessonsClosedAt = this.#travel.place.operation;
    this.#stage.tell();
  }
}
