// English: the views of arenas[] and of one arena.

import { msg } from '../message.ts';

export const arenasView = {
  label: msg<{ n: number; max: number }>('arenas[]: {n, number} of {max, number} arena objects have an arena'),
  noArray: 'arenas is NULL: arenas[] is allocated with the first arena.',
  caption: msg<{ address: string; n: number; size: number }>(
    'arenas[] at {address}: {n, plural, one {# arena object} other {# arena objects}} of {size, number} bytes',
  ),
  cell: msg<{ index: number; state: string; free: number; total: number }>(
    'arenas[{index}], {state}{total, plural, =0 {} one {, {free, number} of # pool free} other {, {free, number} of # pools free}}',
  ),
  freePools: msg<{ free: number; total: number }>('{free, number} of {total, number} free'),
  lists: 'Lists of arena objects',
  usable: 'sorted by nfreepools: the fullest arena serves first',
  unused: 'arena objects without an arena; the head is taken next',
  nfp2lasta: 'for each nfreepools the last arena in usable_arenas that has it',
  empty: 'NULL: the list is empty',
  freeOf: msg<{ n: number }>('{n, number} free'),
  walk: 'This version has no nfp2lasta: it walks along usable_arenas for the place of an arena.',
  globals: 'Globals of obmalloc.c',
  more: msg<{ n: number }>('and {n, number} more'),
  nothingYet: 'There is no arena yet. Allocate something, or run a scenario.',
};

export const arenaView = {
  label: msg<{ index: number; state: string }>('Arena {index}, {state}'),
  none: 'No arena is selected. Allocate something, then choose an arena.',
  unassociated: msg<{ index: number }>(
    'arenas[{index}] is unassociated: it has no arena, so there are no pools to draw.',
  ),
  caption: msg<{ index: number; address: string; size: string }>('Arena {index} at {address}, {size}'),
  pool: msg<{ index: number; state: string; size: number; have: number; capacity: number }>(
    'pool {index}, {state}{size, plural, =0 {} other {, blocks of {size, number} bytes, {have, number} of {capacity, number} allocated}}',
  ),
  poolAddress: 'pool_address',
  allCarved: 'all pools are carved: pool_address is past the last one',
  freepools: 'freepools',
  freepoolsNote: 'emptied pools, the last one first; the number is the order in which they are taken',
  noFreepools: 'NULL: no pool was emptied',
  lostHead: msg<{ n: number }>('{n, plural, one {# byte} other {# bytes}} lost before the first pool boundary'),
  lostTail: msg<{ n: number }>('{n, plural, one {# byte} other {# bytes}} lost after the last whole pool'),
  nothingLost: 'The arena starts at a pool boundary: no byte is lost to alignment.',
  object: msg<{ index: number }>('arena_object arenas[{index}]'),
  classes: msg<{ size: number }>('{size, number} B'),
  order: msg<{ n: number }>('{n, number} in freepools'),
};
