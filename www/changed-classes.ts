// Which size classes the last action wrote to: their ring in usedpools, or the count of one of their pools.
// Looks only into arenas that were written to.

import { type ChangedRanges } from './changed.ts';
import { type Heap } from './core.ts';
import { type EditionInfo } from './generated/EditionInfo.ts';

/** `ref.count` is the first field of a pool's header: every block that is taken or freed changes it. */
const REF_COUNT_BYTES = 4;

export function changedClasses(heap: Heap, edition: EditionInfo, changed: ChangedRanges): ReadonlySet<number> {
  const classes = new Set<number>();
  if (changed.empty) return classes;
  for (const { szidx, next, prev } of heap.usedpools().entries) {
    if (changed.has(next.at, next.size) || changed.has(prev.at, prev.size)) classes.add(szidx);
  }
  for (const { index, address } of heap.arenas().arenas) {
    if (address === 0 || !changed.has(address, edition.arenaSize)) continue;
    for (const { at, szidx } of heap.arena(index).pools) {
      if (szidx !== null && changed.has(at, REF_COUNT_BYTES)) classes.add(szidx);
    }
  }
  return classes;
}
