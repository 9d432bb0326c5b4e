// English: the view of one pool.

import { msg } from '../message.ts';

export const poolView = {
  label: msg<{ size: number; state: string }>('Pool of {size, number}-byte blocks, {state}'),
  uncarved: 'This pool was not carved yet: pool_address has not reached it, and its bytes were never written.',
  never: 'This pool has never held a block.',
  caption: msg<{ arenaIndex: number; index: number; address: string }>('Arena {arenaIndex}, pool {index} at {address}'),
  summary: msg<{ size: number; szidx: number; have: number; capacity: number }>(
    'blocks of {size, number} bytes (size class {szidx}), {have, number} of {capacity, number} allocated',
  ),
  header: 'pool_header',
  headerBytes: msg<{ n: number }>('header, {n, number} bytes'),
  block: msg<{ index: number; state: string; address: string }>('block {index}, {state}, {address}'),
  order: msg<{ n: number }>('{n, number} on the free list'),
  madeNow: 'just handed out',
  changedNow: 'just changed',
  tail: msg<{ n: number }>('tail, {n, plural, one {# byte} other {# bytes}}'),
  tailNote: msg<{ n: number }>(
    '{n, plural, =0 {No bytes are left over at the end.} one {The # byte at the end is too little for a block.} other {The # bytes at the end are too few for a block.}}',
  ),
  nextoffset: msg<{ offset: number }>('nextoffset {offset}'),
  maxnextoffset: msg<{ offset: number }>('maxnextoffset {offset}'),
  canGrow: msg<{ next: number; max: number }>('nextoffset {next} ≤ maxnextoffset {max}: untouched blocks are left.'),
  cannotGrow: msg<{ next: number; max: number }>(
    'nextoffset {next} > maxnextoffset {max}: no untouched block is left.',
  ),
  freeList: 'Free list',
  freeListEmpty: 'NULL: the free list is empty',
  more: msg<{ n: number }>('and {n, number} more'),
  end: 'NULL',
  grid: 'Blocks',
  poolAddr: 'POOL_ADDR of the selected block',
  poolAddrNote:
    'Pools start at multiples of POOL_SIZE, so clearing the low bits of any address in a pool gives its header.',
  damageCycle: msg<{ at: string; value: string }>(
    'The free list is damaged: the link at {at} leads back to {value}, which is on the list already. The pool will hand out the same block again and again.',
  ),
  damageAstray: msg<{ at: string; value: string }>(
    'The free list is damaged: the link at {at} is {value}, which is not the start of a block of this pool. CPython would follow it all the same.',
  ),
};
