// What was done, as plain data: one click is one act. An act gives its label and its operations, so that a history of
// acts can be kept, told in any language, done again and shared. Carries nothing out: the session does.

import { allocate, freeChosen, freeOne, limit, reallocate, requestEach, type Choice, type Steps } from './actions.ts';
import { type ExampleId } from './examples/index.ts';
import { hex } from './format.ts';
import { type Request } from './generated/Request.ts';
import { type Names, noNames, type Words } from './locales/messages.ts';
import { lessonStep, type LessonNames, type ObjectScenarioId, tellRequests } from './object-scenarios.ts';
import { scenarioSteps, type ScenarioId } from './scenarios.ts';

export type Act =
  | { act: 'allocate'; nbytes: number; count: number; zeroed: boolean }
  | { act: 'reallocate'; at: number; nbytes: number }
  | { act: 'free'; at: number; unchecked: boolean }
  | FreeChosen
  /** Most arenas and most bytes; 0 is no limit. */
  | { act: 'limits'; arenas: number; bytes: number }
  /** What the panels of objects and of the collector ask for. */
  | { act: 'requests'; requests: readonly Request[] }
  /** `pool` is the one that was shown, for a scenario that looks at it. */
  | { act: 'scenario'; id: ScenarioId; seed: number; pool?: number }
  /** One step of a scenario of objects; `names` says what its names are called where they were taken. */
  | { act: 'lesson'; id: ObjectScenarioId; index: number; names: LessonNames }
  /** Lines of a trace file. Its text is kept beside, by whoever opened it; a bundled example has it at hand. */
  | { act: 'trace'; name: string; example?: ExampleId };

/** An act on blocks that it chooses by itself, all of them from the heap as it stands before. */
export type FreeChosen =
  | { act: 'freeAll' }
  | { act: 'freeEveryOther' }
  | { act: 'freeRandom'; count: number; seed: number }
  | { act: 'freeClass'; szidx: number };

/** An act and the operations that it has in the timeline: `first + 1` to `first + count`. */
export interface DoneAct {
  readonly act: Act;
  readonly first: number;
  readonly count: number;
}

/** Whether it asks for objects, names or the collector: then there have to be some. */
export function isOfObjects({ act }: Act): boolean {
  return act === 'requests' || act === 'lesson';
}

/**
 * The operations of an act, one for each step: in the same state the same act always asks for the same. Nothing for a
 * trace, which is replayed from its text.
 */
export function stepsOf(act: Act): Steps {
  switch (act.act) {
    case 'allocate':
      return allocate(act.nbytes, act.count, act.zeroed);
    case 'reallocate':
      return reallocate(act.at, act.nbytes);
    case 'free':
      return freeOne(act.at, act.unchecked);
    case 'freeAll':
    case 'freeEveryOther':
    case 'freeRandom':
    case 'freeClass':
      return freeChosen(choiceOf(act));
    case 'limits':
      return limit(act.arenas, act.bytes);
    case 'requests':
      return requestEach(act.requests);
    case 'scenario':
      return scenarioSteps(act.id, act.seed, act.pool);
    case 'lesson':
      return lessonStep(act.id, act.index, act.names)?.steps ?? nothingToDo;
    case 'trace':
      return nothingToDo;
  }
}

/** How many operations an act has, where that is known before it is done; 0 where it is not. */
export function lengthOf(act: Act): number {
  switch (act.act) {
    case 'allocate':
      return act.count;
    case 'requests':
      return act.requests.length;
    case 'reallocate':
    case 'free':
    case 'limits':
      return 1;
    default:
      return 0;
  }
}

/** What an act is called. `names` knows the objects that were there before it. */
export function labelOf(act: Act, names: Names = noNames): Words {
  switch (act.act) {
    case 'allocate': {
      const { nbytes, count, zeroed } = act;
      return ({ timeline: { acts } }) => (zeroed ? acts.allocateZeroed : acts.allocate)({ n: count, nbytes });
    }
    case 'reallocate':
      return ({ timeline: { acts } }) => acts.reallocate({ nbytes: act.nbytes });
    case 'free': {
      const { at, unchecked } = act;
      return ({ timeline: { acts } }) => (unchecked ? acts.freeUnchecked : acts.free)({ at: hex(at) });
    }
    case 'freeAll':
      return ({ timeline: { acts } }) => acts.freeAll;
    case 'freeEveryOther':
      return ({ timeline: { acts } }) => acts.freeEveryOther;
    case 'freeRandom':
      return ({ timeline: { acts } }) => acts.freeRandom({ n: act.count });
    case 'freeClass':
      return ({ timeline: { acts } }) => acts.freeClass({ szidx: act.szidx });
    case 'limits':
      return ({ timeline: { acts } }) => acts.limits;
    case 'requests':
      return (messages) => tellRequests(messages, act.requests, names);
    case 'scenario':
      return ({ scenarios }) => scenarios.list[act.id].name;
    case 'lesson':
      return lessonStep(act.id, act.index, act.names)?.label ?? (({ objectScenarios }) => objectScenarios[act.id].name);
    case 'trace':
      return labelOfTrace(act.name, act.example);
  }
}

function labelOfTrace(name: string, example: ExampleId | undefined): Words {
  return example === undefined ? () => name : ({ scenarios }) => scenarios.examples[example].name;
}

/** Which blocks an act chooses. */
export function choiceOf(act: FreeChosen): Choice {
  switch (act.act) {
    case 'freeAll':
      return { which: 'all' };
    case 'freeEveryOther':
      return { which: 'everyOther' };
    case 'freeRandom':
      return { which: 'random', count: act.count, seed: act.seed };
    case 'freeClass':
      return { which: 'sizeClass', szidx: act.szidx };
  }
}

function* nothingToDo(): Generator<number, void> {
  // There is no step.
}
