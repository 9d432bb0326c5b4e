// Ways through the heap: from the heap to an arena, a pool, a block and back, and to the neighbours.
// Asks the core where things are; holds no state.

import { type Heap } from './core.ts';
import { type Selection } from './diagrams/options.ts';
import { type EditionInfo } from './generated/EditionInfo.ts';
import { type Place } from './generated/Place.ts';

export const nothing: Selection = { address: undefined, place: undefined };

/** Where one can go from a place; an address each, undefined where there is none. */
export interface Ways {
  readonly inside: number | undefined;
  readonly previous: number | undefined;
  readonly next: number | undefined;
}

/** The selection at an address. What it does not say about arena and pool is kept from the one before, if it is there. */
export function selectionAt(heap: Heap, address: number | undefined, before: Selection): Selection {
  const place = address === undefined ? undefined : heap.locate(address);
  const arena = arenaOf(heap, place) ?? stillMapped(heap, before.arena);
  const pool = poolOf(place) ?? stillPool(heap, before.pool, arena);
  return {
    address,
    place,
    ...(arena === undefined ? {} : { arena }),
    ...(pool === undefined ? {} : { pool }),
    ...(place?.kind === 'block' ? { block: place.blockAt } : {}),
  };
}

function arenaOf(heap: Heap, place: Place | undefined): number | undefined {
  if (place === undefined) return undefined;
  if (place.kind === 'arenaObject') return stillMapped(heap, place.index);
  return 'arena' in place ? place.arena : undefined;
}

function poolOf(place: Place | undefined): number | undefined {
  return place !== undefined && 'poolAt' in place ? place.poolAt : undefined;
}

function stillMapped(heap: Heap, index: number | undefined): number | undefined {
  if (index === undefined) return undefined;
  const arena = heap.arenas().arenas[index];
  return arena === undefined || arena.state === 'unassociated' ? undefined : index;
}

function stillPool(heap: Heap, pool: number | undefined, arena: number | undefined): number | undefined {
  if (pool === undefined) return undefined;
  const place = heap.locate(pool);
  return 'arena' in place && place.arena === arena ? pool : undefined;
}

/** The address that stands for an arena as a whole: its arena object. */
export function arenaAddress(heap: Heap, index: number): number | undefined {
  return heap.arenas().arenas[index]?.at;
}

export function waysFrom(heap: Heap, edition: EditionInfo, selection: Selection): Ways {
  const { place } = selection;
  if (place?.kind === 'block') return blockWays(heap, place.poolAt, place.block);
  const pool = poolOf(place);
  if (pool !== undefined && selection.arena !== undefined) return poolWays(heap, edition, selection.arena, pool);
  if (place?.kind === 'arenaObject') return arenaWays(heap, place.index);
  return { inside: mappedArenas(heap)[0]?.at, previous: undefined, next: undefined };
}

function blockWays(heap: Heap, poolAt: number, block: number): Ways {
  const pool = heap.pool(poolAt);
  const at = (index: number) => (index in pool.blocks ? pool.at + pool.first + index * pool.size : undefined);
  return { inside: undefined, previous: at(block - 1), next: at(block + 1) };
}

function poolWays(heap: Heap, edition: EditionInfo, arena: number, poolAt: number): Ways {
  const { pools } = heap.arena(arena);
  const index = pools.findIndex((pool) => pool.at === poolAt);
  const hasBlocks = (pools[index]?.capacity ?? 0) > 0;
  return {
    inside: hasBlocks ? poolAt + edition.poolOverhead : undefined,
    previous: pools[index - 1]?.at,
    next: pools[index + 1]?.at,
  };
}

function arenaWays(heap: Heap, index: number): Ways {
  const arenas = mappedArenas(heap);
  const here = arenas.findIndex((arena) => arena.index === index);
  return {
    inside: here < 0 ? undefined : firstPool(heap, index),
    previous: arenas[here - 1]?.at,
    next: arenas[here + 1]?.at,
  };
}

function firstPool(heap: Heap, arena: number): number | undefined {
  const { pools } = heap.arena(arena);
  return (pools.find(({ count }) => count > 0) ?? pools[0])?.at;
}

function mappedArenas(heap: Heap) {
  return heap.arenas().arenas.filter(({ state }) => state !== 'unassociated');
}
