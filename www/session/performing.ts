// Carrying an act out: its operations in slices, as many as it is to have. Keeps nothing and says nothing.

import { type Far, Hands } from '../actions.ts';
import { type Act, stepsOf } from '../acts.ts';
import { type Heap } from '../core.ts';
import { type EditionInfo } from '../generated/EditionInfo.ts';
import { type Kind } from '../generated/Kind.ts';
import { type Names, noNames } from '../locales/messages.ts';
import { type Work } from '../slices.ts';
import { MOST_NAMED } from './most-named.ts';

/** What came of an act, so far. */
export interface Outcome {
  /** The block or object that was made last. */
  readonly made: number | undefined;
  readonly collected: number | undefined;
}

export interface Performance {
  readonly work: Work;
  readonly outcome: Outcome;
}

/** How an act is carried out. */
export interface Manner {
  /** Operations that it may have. */
  readonly most?: number;
  /** Carries out what is heavy. */
  readonly far?: Far;
}

/** The operations of an act, each a step of the work. */
export function perform(
  heap: Heap,
  edition: EditionInfo,
  act: Act,
  { most = Infinity, far }: Manner = {},
): Performance {
  const hands = new Hands(heap, edition, far);
  return { work: upTo(most, stepsOf(act)(hands)), outcome: hands };
}

function* upTo(most: number, work: Work): Generator<number | Promise<unknown>, void> {
  for (let done = 0; done < most;) {
    const step = work.next();
    if (step.done === true) return;
    if (typeof step.value === 'number') done += 1;
    yield step.value;
  }
}

/** What the names in an act stand for before it is done: a line of Python looks different for each kind. */
export function namesFor(heap: Heap, act: Act): Names {
  if (act.act !== 'requests') return noNames;
  const mentioned = new Set<unknown>(act.requests.flatMap((request) => Object.values<unknown>(request)));
  const kinds = new Map<string, Kind>();
  for (const { label, kind } of heap.names(MOST_NAMED).objects) {
    if (label !== null && mentioned.has(label) && !kinds.has(label)) kinds.set(label, kind);
  }
  return { ...noNames, kindOf: (name) => kinds.get(name) };
}
