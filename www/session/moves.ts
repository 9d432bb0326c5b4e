// Where one can go in the timeline from where one stands: over operations and into them, along their steps and phases.
// Pure; the session goes there.

import { type DoneAct } from '../acts.ts';
import { type Inside, next, previous } from '../stepping.ts';
import { noMoves } from './nothing-yet.ts';
import { type Place } from './timeline.ts';

export const moveNames = [
  'first',
  'back',
  'over',
  'last',
  'into',
  'backInto',
  'out',
  'previousPhase',
  'nextPhase',
  'previousAct',
  'nextAct',
] as const;
export type Move = (typeof moveNames)[number];

/** A place for each move; undefined where that way is closed. */
export type Moves = Readonly<Record<Move, Place | undefined>>;

/** After so many marks, or as many as there are. */
const TO_THE_END = Number.MAX_SAFE_INTEGER;

/** Between operations: from one to the next. `first` is the earliest position that can be reached. */
export function movesBetween(position: number, first: number, length: number, acts: readonly DoneAct[]): Moves {
  const [canBack, canOn] = [position > first, position < length];
  return {
    ...noMoves,
    first: canBack ? { operation: first } : undefined,
    back: canBack ? { operation: position - 1 } : undefined,
    over: canOn ? { operation: position + 1 } : undefined,
    last: canOn ? { operation: length } : undefined,
    into: canOn ? { operation: position + 1, mark: 0 } : undefined,
    backInto: canBack ? { operation: position, mark: TO_THE_END } : undefined,
    previousAct: canBack ? { operation: Math.max(first, startBefore(position, acts)) } : undefined,
    nextAct: canOn ? { operation: endAfter(position, acts) ?? length } : undefined,
  };
}

/** Inside an operation: from one step to the next. At its ends the way leads into its neighbours. */
export function movesInside(inside: Inside, first: number, length: number): Moves {
  const { operation, mark, marks } = inside;
  const [back, on] = [previous(inside), next(inside)];
  const at = (to: number | undefined): Place | undefined => (to === undefined ? undefined : { operation, mark: to });
  return {
    ...noMoves,
    first: mark > 0 ? at(0) : undefined,
    back: at(back.step),
    over: at(on.step),
    last: mark < marks ? at(marks) : undefined,
    into: mark === marks && operation < length ? { operation: operation + 1, mark: 0 } : undefined,
    backInto: mark === 0 && operation - 1 > first ? { operation: operation - 1, mark: TO_THE_END } : undefined,
    out: { operation },
    previousPhase: at(back.section),
    nextPhase: at(on.section),
  };
}

function startBefore(position: number, acts: readonly DoneAct[]): number {
  return acts.findLast(({ first }) => first < position)?.first ?? 0;
}

function endAfter(position: number, acts: readonly DoneAct[]): number | undefined {
  const act = acts.find(({ first, count }) => first + count > position);
  return act === undefined ? undefined : act.first + act.count;
}
