// Steps as authors write them: `12`, `12.3`, `L3`. Finds the place in the timeline; goes nowhere.

import { type Place } from '../session/timeline.ts';
import { type Ran } from './source.ts';

/** The place that a step names; nothing where there is none. */
export function placeOf(step: string, length: number, ran: Ran | undefined): Place | undefined {
  const [, line] = /^L(\d+)$/.exec(step) ?? [];
  if (line !== undefined) {
    const known = ran?.lines.find((one) => one.line === Number(line));
    return known === undefined ? undefined : { operation: known.to };
  }
  const [, operation, mark] = /^(\d+)(?:\.(\d+))?$/.exec(step) ?? [];
  if (operation === undefined || Number(operation) > length) return undefined;
  if (mark !== undefined && operation === '0') return undefined;
  return { operation: Number(operation), mark: mark === undefined ? undefined : Number(mark) };
}

/** The line whose operations led to a position; of those of a loop, the one that ran the least around it. */
export function lineAt(position: number, ran: Ran | undefined): number | undefined {
  const [narrowest] = (ran?.lines ?? [])
    .filter(({ from, to }) => from <= position && position <= to)
    .toSorted((one, other) => one.to - one.from - (other.to - other.from));
  return narrowest?.line;
}
