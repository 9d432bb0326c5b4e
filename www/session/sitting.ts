// A heap and what was done to it. What the session swaps as a whole: at a reset, for another edition, for a trace.

import { Heap, editions } from '../core.ts';
import { type Selection } from '../diagrams/options.ts';
import { type ArenaAlignment } from '../generated/ArenaAlignment.ts';
import { type Edition } from '../generated/Edition.ts';
import { type EditionInfo } from '../generated/EditionInfo.ts';
import { nothing, selectionAt } from '../navigation.ts';
import { Present } from './present.ts';
import { type Performed, Timeline } from './timeline.ts';

export interface Sitting {
  readonly heap: Heap;
  readonly edition: EditionInfo;
  readonly alignment: ArenaAlignment;
  readonly timeline: Timeline;
  readonly present: Present;
  /** The text of the trace that it began with. */
  readonly source?: Blob | undefined;
  selection: Selection;
  /** Steps of scenarios that end up to here are not gone on with. */
  lessonsClosedAt: number;
}

export function emptySitting(edition: Edition, alignment: ArenaAlignment): Sitting {
  return sittingOf(Heap.open(edition, alignment), []);
}

/** A heap that was made elsewhere, with the acts that its history holds. */
export function sittingOf(heap: Heap, acts: readonly Performed[], source?: Blob): Sitting {
  const { edition: name, arenas: alignment } = heap.info();
  const edition = editions().find((known) => known.edition === name);
  if (edition === undefined) throw new Error(`unknown edition ${name}`);
  return {
    heap,
    edition,
    alignment,
    timeline: new Timeline(heap, acts),
    present: new Present(heap),
    source,
    selection: firstSelection(heap),
    lessonsClosedAt: 0,
  };
}

/** The first pool that has blocks, so that a heap that was opened shows something. */
function firstSelection(heap: Heap): Selection {
  const arena = heap.arenas().arenas.find(({ state }) => state !== 'unassociated');
  if (arena === undefined) return nothing;
  const pool = heap.arena(arena.index).pools.find(({ count }) => count > 0);
  return selectionAt(heap, pool?.at ?? arena.at, nothing);
}
