// What is told of where one stands, as the page asks for it: explanations, names, the sum of the last operation. What the
// core answers is kept by the sitting's `Present`; a busy or broken core is not asked.

import { type Digest } from '../generated/Digest.ts';
import { type Explanation } from '../generated/Explanation.ts';
import { type Messages, type Names, noNames } from '../locales/messages.ts';
import { type Known } from './outcome.ts';
import { type Stage } from './stage.ts';

/** The explanations of what is told, the last of them if there are many. */
export function explanations(stage: Stage): readonly Explanation[] {
  return stage.read(({ present }) => present.telling.explanations) ?? [];
}

/** What objects are called in the explanation of an operation. */
export function namesIn(stage: Stage, operation: number, messages: Messages): Names {
  return stage.read(({ present }) => present.telling.namesIn(operation, messages)) ?? noNames;
}

/** The last operation summed up. */
export function digest(stage: Stage): Digest | undefined {
  return stage.workplace.busy ? undefined : stage.read(({ present }) => present.digest);
}

/** The last operation and how far one can step into it. */
export function steppable(stage: Stage): { operation: number; marks: number } | undefined {
  if (stage.sitting.present.told === undefined || stage.workplace.busy) return undefined;
  return stage.read(({ heap, present }) => {
    const { operation } = present.place;
    const marks = heap.stepCount(operation);
    return marks === undefined || marks === 0 ? undefined : { operation, marks };
  });
}

/** What is known of the operation that led here. */
export function known(stage: Stage): Known | undefined {
  const explanation = explanations(stage).at(-1);
  if (explanation === undefined) return undefined;
  const { telling, told } = stage.sitting.present;
  return {
    explanation,
    namesIn: (messages) => telling.namesIn(explanation.number, messages),
    digest: digest(stage),
    collected: told?.collected,
  };
}
