// What can be done elsewhere: each task is carried out on a heap, here or on a copy of it in a worker, with the same result.
// Arguments and answers are plain data, so that they can be posted.

import { type Heap } from '../core.ts';
import { type Answer } from '../generated/Answer.ts';
import { type Comparison } from '../generated/Comparison.ts';
import { type Position } from '../generated/Position.ts';
import { type Request } from '../generated/Request.ts';
import { Present } from '../session/present.ts';
import { type Foreseen, type Told, type ToldPart } from '../session/told.ts';
import { type Inside } from '../stepping.ts';
import { type Place } from '../session/timeline.ts';

/** Going to a place from where one is, and telling what led there. */
export interface Way {
  readonly inside: Inside | undefined;
  readonly to: Place;
  readonly told: ToldPart | undefined;
}

/** What can be asked for, and what is answered. */
export interface Tasks {
  /** Carries a request out; `told`: and goes where it leads. */
  request: { args: { request: Request; told?: ToldPart }; answer: { answer: Answer; foreseen?: Foreseen } };
  /** Leaves the image there. */
  arrive: { args: Way; answer: Foreseen };
  compare: { args: { a: Position; b: Position; limit: number }; answer: Comparison };
}

export type TaskName = keyof Tasks;

/** One task, named. */
export type Task = { [N in TaskName]: { readonly name: N; readonly args: Tasks[N]['args'] } }[TaskName];

export function carryOut(heap: Heap, task: Task): Tasks[TaskName]['answer'] {
  switch (task.name) {
    case 'request': {
      const { request, told } = task.args;
      const answer = heap.request(request);
      const to = { operation: heap.operations };
      return { answer, ...(told === undefined ? {} : { foreseen: arrive(heap, { inside: undefined, to, told }) }) };
    }
    case 'arrive':
      return arrive(heap, task.args);
    case 'compare': {
      const { a, b, limit } = task.args;
      return heap.compare(a, b, limit);
    }
  }
}

/** What of an answer can change hands, so that it is not copied: the ranges of a long operation are many megabytes. */
export function handedOver(answer: Tasks[TaskName]['answer']): ArrayBuffer[] {
  const foreseen = 'foreseen' in answer ? answer.foreseen : answer;
  if (!('changed' in foreseen) || !ArrayBuffer.isView(foreseen.changed)) return [];
  const { buffer } = foreseen.changed;
  return buffer instanceof ArrayBuffer ? [buffer] : [];
}

function arrive(heap: Heap, { inside, to, told }: Way): Foreseen {
  const present = new Present(heap, inside);
  present.go(to);
  present.tell(told === undefined ? undefined : named(told));
  return present.known(to);
}

/** Its name is words, which cannot be posted and are not asked for. */
function named(told: ToldPart): Told {
  return { ...told, label: () => '' };
}
