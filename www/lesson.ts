// A scenario that is gone through step by step: which steps there are and how many of them stand done. A step that was
// undone is not done any more. Carries nothing out: the session does.

import { type LessonStep, type ObjectScenarioId } from './object-scenarios.ts';

/** What a step has left among the actions of the session. */
interface Trace {
  readonly label: string;
  readonly first: number;
}

export class Lesson {
  readonly #done: Trace[] = [];

  constructor(
    readonly id: ObjectScenarioId,
    readonly acts: readonly LessonStep[],
  ) {}

  /** How many steps are done, of those that the actions still hold. */
  taken(actions: readonly Trace[]): number {
    const undone = this.#done.findIndex(
      ({ label, first }) => !actions.some((action) => action.first === first && action.label === label),
    );
    return undone < 0 ? this.#done.length : undone;
  }

  next(actions: readonly Trace[]): LessonStep | undefined {
    return this.acts[this.taken(actions)];
  }

  /** A step was carried out, as the last of the actions. */
  did(actions: readonly Trace[], { label, first }: Trace): void {
    this.#done.length = this.taken(actions);
    this.#done.push({ label, first });
  }
}
