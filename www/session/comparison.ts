// Two places of the timeline that are to be compared. Plain data; the core compares.

import { type Position } from '../generated/Position.ts';
import { type Place } from './timeline.ts';

export interface Compared {
  readonly a: Place | undefined;
  readonly b: Place | undefined;
}

export const nothingCompared: Compared = { a: undefined, b: undefined };

/** Both places, when both are chosen. */
export function pairOf({ a, b }: Compared): { a: Position; b: Position } | undefined {
  return a === undefined || b === undefined ? undefined : { a: positionOf(a), b: positionOf(b) };
}

function positionOf({ operation, mark }: Place): Position {
  return mark === undefined ? { operation } : { operation, mark };
}

export function isSamePlace(one: Place | undefined, other: Place | undefined): boolean {
  return one?.operation === other?.operation && one?.mark === other?.mark;
}
