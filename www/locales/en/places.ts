// English: what is at an address. Which words a place needs, and how an object's field goes with its block, is
// tell-place.ts's.

import { msg } from '../message.ts';

interface PoolNumber {
  readonly arena: number;
  readonly pool: number;
}

export const places = {
  null: 'NULL',
  unmapped: 'unmapped',
  host: "the explorer's own bookkeeping",
  usedPools: msg<{ index: number }>('usedpools[{index}]'),
  sentinel: msg<{ szidx: number }>('sentinel of size class {szidx}'),
  global: msg<{ name: string }>('{name}'),
  globalItem: msg<{ name: string; index: number }>('{name}[{index}]'),
  arenaObject: msg<{ index: number }>('arenas[{index}]'),
  arenaObjectField: msg<{ index: number; field: string }>('arenas[{index}].{field}'),
  arenaEdge: msg<{ arena: number }>('edge of arena {arena}'),
  uncarved: msg<PoolNumber>('arena {arena}, pool {pool}, uncarved'),
  poolHeader: msg<PoolNumber>('arena {arena}, pool {pool}'),
  block: msg<PoolNumber & { block: number; offset: number; state: string }>(
    'arena {arena}, pool {pool}, block {block}{offset, plural, =0 {} other { + {offset}}}, {state}',
  ),
  poolTail: msg<PoolNumber>('arena {arena}, pool {pool}, tail'),
  radixNode: msg<{ level: number; index: number }>('radix tree level {level}, entry {index}'),
  rawAllocated: msg<{ size: number; offset: number }>(
    'block of the C library, {size, plural, one {# byte} other {# bytes}}{offset, plural, =0 {} other { + {offset}}}, allocated',
  ),
  rawFree: msg<{ size: number; offset: number }>(
    'block of the C library, {size, plural, one {# byte} other {# bytes}}{offset, plural, =0 {} other { + {offset}}}, free',
  ),
  rawBook: "the C library's own bookkeeping",
  permanentGeneration: 'permanent_generation',
  generation: msg<{ generation: number }>('generations[{generation}]'),
  workingListHead: msg<{ list: string }>('{list}'),
  object: msg<{ kind: string; address: string }>('{kind} {address}'),
  objectIn: msg<{ object: string; place: string }>('{object} ({place})'),
  isStatic: 'static',
  typeObject: msg<{ index: number; kind: string }>('type {index} ({kind})'),
  /** A place, and which of its fields. */
  field: msg<{ place: string; field: string }>('{place}, {field}'),
};
