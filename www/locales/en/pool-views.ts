// English: the views of a pool, of usedpools[] and of the size classes.

import { msg } from '../message.ts';

export const usedPoolsView = {
  label: msg<{ used: number; all: number }>('usedpools[]: {used, number} of {all, number} rings have a pool'),
  caption: msg<{ address: string; slots: number; classes: number }>(
    'usedpools[] at {address}: {slots, number} pointers, two for each of {classes, number} size classes',
  ),
  entry: msg<{ szidx: number; size: number; n: number }>(
    'size class {szidx}, blocks of {size, number} bytes, {n, plural, =0 {empty ring} one {# pool} other {# pools}}',
  ),
  next: 'nextpool',
  prev: 'prevpool',
  emptyClasses: 'Empty rings',
  emptyNote: 'Both slots hold the address of their own sentinel.',
  allEmpty: 'Every ring is empty: no pool has a block to give, so the next small request takes a new pool.',
  pool: msg<{ arenaIndex: number; index: number; have: number; capacity: number }>(
    'arena {arenaIndex}, pool {index}: {have, number} of {capacity, number} allocated',
  ),
  back: msg<{ szidx: number }>('back to the sentinel of class {szidx}'),
  more: msg<{ n: number }>('and {n, plural, one {# pool} other {# pools}} more'),
  sentinelTitle: msg<{ szidx: number }>('The sentinel of size class {szidx}'),
  sentinelNote: msg<{ bytes: number; slot: number }>(
    'Both slots of an empty ring hold the address two words ({bytes, number} bytes) before usedpools[{slot}]. Read as a pool_header, that address has its nextpool and prevpool exactly on the two slots. So the array is a ring of list heads without a single header being stored, and “pool == pool->nextpool” means “empty”.',
  ),
  notThere: 'not a header: other bytes',
  sentinel: 'sentinel',
};

export const sizeClassesView = {
  label: 'Size classes: requests, blocks and what lives in them',
  request: 'Request',
  blockSize: 'Block',
  szidx: 'Class',
  pools: 'Pools',
  allocated: 'Allocated',
  available: 'Available',
  use: 'Use',
  range: msg<{ min: number; max: number }>('{min, number}–{max, number}'),
  lastRequest: 'last request',
  lastRequestOf: msg<{ n: number }>('last request: {n, plural, one {# byte} other {# bytes}}'),
  above: msg<{ threshold: number }>('0 and more than {threshold, number}: passed on to the raw allocator'),
  bar: msg<{ allocated: number; available: number }>('{allocated, number} allocated, {available, number} available'),
  total: msg<{ arenas: number; size: string }>(
    '{arenas, plural, =0 {No arena is mapped.} one {# arena, {size}, and what its bytes are used for:} other {# arenas, {size}, and what their bytes are used for:}}',
  ),
  segments: {
    allocated: 'allocated blocks',
    available: 'blocks that can be had',
    freePools: 'free pools',
    headers: 'pool headers',
    quantization: 'tails of pools (quantization)',
    alignment: 'lost to arena alignment',
  },
  counters: msg<{ blocks: number; raw: number }>(
    'sys.getallocatedblocks(): {blocks, number}, of which {raw, number} served by the C library',
  ),
  emptyClass: msg<{ szidx: number }>('class {szidx}: no pool'),
  emptyClasses: msg<{ first: number; last: number }>('classes {first}–{last}: no pools'),
};
