// What the attribute `select` and the method of that name can say: an address, or an entry of an array by CPython's name.
// Finds the address; chooses nothing.

import { type Heap } from '../core.ts';

/** The address of what is written as `0x…`, `usedpools[2]` or `arenas[0]`; nothing where there is no such thing. */
export function addressOf(what: string, heap: Heap): number | undefined {
  if (/^0x[0-9a-f]+$/i.test(what)) return safe(Number(what));
  const [, array, digits = ''] = /^(usedpools|arenas)\[(\d+)\]$/.exec(what) ?? [];
  if (array === undefined) return undefined;
  const index = Number(digits);
  return array === 'arenas' ? heap.arenas().arenas[index]?.at : slot(heap, index);
}

/** Two slots for each class: where its ring goes on, and where it comes back. */
function slot(heap: Heap, index: number): number | undefined {
  const entry = heap.usedpools().entries[index >> 1];
  return index % 2 === 0 ? entry?.next.at : entry?.prev.at;
}

function safe(address: number): number | undefined {
  return Number.isSafeInteger(address) ? address : undefined;
}
