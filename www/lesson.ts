// Where one is in a scenario of several steps. That follows from the acts, so that undo, redo and every move in the
// timeline find the right step. Carries nothing out: the session does.

import { type Act, type DoneAct } from './acts.ts';
import { type Words } from './locales/messages.ts';
import { lessonLength, lessonStep, type ObjectScenarioId } from './object-scenarios.ts';

type LessonAct = Extract<Act, { act: 'lesson' }>;

export interface LessonState {
  readonly id: ObjectScenarioId;
  /** How many steps are done. */
  readonly taken: number;
  readonly of: number;
  /** What the next step does; none after the last. */
  readonly next: Words | undefined;
  /** The next step as an act. */
  readonly act: LessonAct;
  /** Where the last step ends. */
  readonly end: number;
}

/** The scenario whose step was done last before a position. */
export function lessonAt(acts: readonly DoneAct[], position: number): LessonState | undefined {
  const last = acts.findLast(({ act, first, count }) => act.act === 'lesson' && first + count <= position);
  if (last?.act.act !== 'lesson') return undefined;
  const { id, index, names } = last.act;
  return {
    id,
    taken: index + 1,
    of: lessonLength(id),
    next: lessonStep(id, index + 1, names)?.label,
    act: { act: 'lesson', id, index: index + 1, names },
    end: last.first + last.count,
  };
}

/** The next step, where it stands done after a position already. */
export function nextDone<A extends DoneAct>(acts: readonly A[], { act, end }: LessonState): A | undefined {
  const later = acts.find(({ act: { act: kind }, first }) => kind === 'lesson' && first >= end);
  return later?.act.act === 'lesson' && later.act.id === act.id && later.act.index === act.index ? later : undefined;
}
