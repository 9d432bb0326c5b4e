// The calls of an operation as a tree, made of its steps in their order: which function called which, how many steps each
// took itself, and which of them lead to the present step. Draws nothing.

import { type Explanation } from '../generated/Explanation.ts';
import { type Step } from '../generated/Step.ts';

/** A function that was called. */
export interface Call {
  readonly function: string;
  /** So many marks into the operation it is entered. */
  readonly mark: number;
  readonly calls: Call[];
  /** Whether the present step is in it, or in what it called. */
  present: boolean;
}

export interface CallTree {
  readonly roots: readonly Call[];
  /** The function that the present step is in. */
  readonly innermost: Call | undefined;
}

/** The calls among the steps that are at hand, and the functions around the first of them. */
export function callTree({ path, steps }: Explanation, present?: Step): CallTree {
  const roots: Call[] = [];
  const around: Call[] = [];
  let innermost: Call | undefined;
  const enter = (name: string, mark: number) => {
    const call: Call = { function: name, mark, calls: [], present: false };
    (around.at(-1)?.calls ?? roots).push(call);
    around.push(call);
  };
  for (const frame of path) enter(frame.function, frame.mark);
  for (const step of steps) {
    around.length = Math.min(around.length, step.depth);
    if (step.event.kind === 'Call') enter(step.function, step.mark);
    if (step !== present) continue;
    innermost = around.at(-1);
    for (const call of around) call.present = true;
  }
  return { roots, innermost };
}

/** How many calls there are in these, they themselves included. */
export function countCalls(calls: readonly Call[]): number {
  return calls.reduce((sum, call) => sum + 1 + countCalls(call.calls), 0);
}

/** Calls beside one another that are drawn as one: the same function, with nothing to be told apart. */
export interface Run {
  readonly first: Call;
  readonly count: number;
}

/** Neighbours that are alike, in their order. */
export function runsOf(calls: readonly Call[]): Run[] {
  const found: { first: Call; count: number }[] = [];
  for (const call of calls) {
    const last = found.at(-1);
    const plain = !call.present && call.calls.length === 0;
    const alike = last !== undefined && !last.first.present && last.first.calls.length === 0;
    if (plain && alike && last.first.function === call.function) last.count += 1;
    else found.push({ first: call, count: 1 });
  }
  return found;
}
