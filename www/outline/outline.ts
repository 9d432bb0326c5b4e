// What an outline is, and the look-ups: which outline a function has in an edition, and on which of its lines an event
// happens. Holds no text and no outline.

import { type EditionInfo } from '../generated/EditionInfo.ts';
import { type Event } from '../generated/Event.ts';
import { type EventKey, type LineId, lines } from './lines.ts';

/** A call of another function, which has an outline of its own. */
export type CallLine = `→ ${string}`;
/** A line, or the lines below the one before. */
export type Part = LineId | CallLine | readonly Part[];
/** Functions by CPython's names; an edition decides what is in each. */
export type Outlines = Readonly<Record<string, (edition: EditionInfo) => readonly Part[]>>;

/** Parts that only some editions have. */
export function when<T extends Part>(has: boolean, ...parts: readonly T[]): readonly T[] {
  return has ? parts : [];
}

/** The function that a line calls, where it is a call. */
export function calledBy(part: LineId | CallLine): string | undefined {
  return isCall(part) ? part.slice(2) : undefined;
}

/** Whether a line only calls another function. */
export function isCall(part: LineId | CallLine): part is CallLine {
  return part.startsWith('→ ');
}

/** How an event is written in the lines; entering a function is no line of it. */
export function keyOf(event: Event): EventKey | undefined {
  if (event.kind === 'Call') return undefined;
  return event.kind === 'PhaseStarted' ? `PhaseStarted ${event.phase}` : event.kind;
}

/** All lines of an outline, those below others included, in their order. */
export function linesOf(outline: readonly Part[]): (LineId | CallLine)[] {
  return outline.flatMap((part) => (typeof part === 'string' ? [part] : linesOf(part)));
}

/** The lines on which an event happens: one, in an outline that is whole. */
export function linesAt(outline: readonly Part[], event: Event): LineId[] {
  const key = keyOf(event);
  if (key === undefined) return [];
  return linesOf(outline).filter((part): part is LineId => eventsOn(part).includes(key));
}

/** The events that happen on a line; none where another function is called. */
function eventsOn(line: LineId | CallLine): readonly EventKey[] {
  return isCall(line) ? [] : lines[line];
}
