// English: address arithmetic, each computation by what it answers and what follows from its values.

import { type ComputationId } from '../../arithmetic/computation.ts';
import { msg } from '../message.ts';

const titles: Record<ComputationId, string> = {
  sizeClass: 'Which size class is the request in?',
  poolAddr: 'Which pool is the address in?',
  blockIndex: 'Which block of the pool is it?',
  nextBlock: 'Is an untouched block left?',
  initPool: 'Where do the offsets of the pool begin and end?',
  nextPool: 'Where will the next pool be carved?',
  arenaStart: 'Where is the first pool of the arena?',
  arenaOfIndex: 'Does the arena cover the address?',
  radix: 'Which entry of the radix tree is it, and does that cover the address?',
  radixIndexes: 'Which entry of the radix tree speaks of the address?',
  radixMark: 'Which entries of the radix tree is the arena noted in?',
  setGcRefs: 'How does ob_refcnt get into _gc_prev?',
  subtractRef: 'How is one reference subtracted in _gc_prev?',
  getGcRefs: 'How is gc_refs read out of _gc_prev?',
  unreachableFlag: 'How does _gc_next say that the object is in unreachable?',
  gcHead: 'Where is the head of the object?',
};

const so = {
  sizeClass: msg<{ nbytes: number; shift: number; szidx: number; size: number }>(
    '{nbytes, number} − 1, without its lowest {shift, number} bits, is class {szidx, number}: blocks of {size, number} bytes.',
  ),
  poolAddr: msg<{ addr: string; pool: string; offset: number }>(
    'The mask keeps the upper bits of {addr}: the pool begins at {pool}, and the address is {offset, number} bytes into it.',
  ),
  blockIndex: msg<{ past: number; size: number; index: number; rest: number }>(
    '{past, number} bytes past the header, by {size, number} a block: block {index, number}{rest, plural, =0 {} one {, # byte into it} other {, # bytes into it}}.',
  ),
  nextBlock: msg<{ nextoffset: number; maxnextoffset: number; block: string }>(
    'nextoffset {nextoffset} ≤ maxnextoffset {maxnextoffset}: the block at {block} is free to be used.',
  ),
  poolFull: msg<{ nextoffset: number; maxnextoffset: number }>(
    'nextoffset {nextoffset} > maxnextoffset {maxnextoffset}: no block is left, the pool is full.',
  ),
  initPool: msg<{ next: number; max: number; size: number }>(
    'The first block is handed out and the second is the free list, so the next one is at {next}; a block of {size, number} bytes fits as long as it begins at {max} or before.',
  ),
  nextPool: msg<{ pool: string; next: string }>('The pool is {pool}; the one after it will be carved at {next}.'),
  arenaAligned: msg<{ address: string }>('{address} is a place where a pool can begin: nothing is lost.'),
  arenaUnaligned: msg<{ excess: number; pool: string }>(
    'The arena begins {excess, plural, one {# byte} other {# bytes}} behind a place where a pool could begin, so its first pool is at the next one, {pool}.',
  ),
  covers: msg<{ offset: string; size: string; arena: number }>(
    '{offset} < ARENA_SIZE {size}: arena {arena, number} covers the address.',
  ),
  coversNot: msg<{ arena: number }>('Arena {arena, number} does not cover the address.'),
  radixIndexes: msg<{ tail: string; levels: number }>(
    '{levels, plural, one {One index leads} other {# indexes lead, level by level,}} to the entry; the tail {tail} is what is compared with its tail_lo and tail_hi.',
  ),
  radixAll: msg<{ tail: string; hi: string; lo: string }>(
    'tail_hi {hi} is −1: an arena fills the whole entry, so the tail {tail} is covered.',
  ),
  radixHigh: msg<{ tail: string; hi: string; lo: string }>(
    'tail {tail} ≥ tail_hi {hi}: an arena begins in this entry, before the address.',
  ),
  radixLow: msg<{ tail: string; hi: string; lo: string }>(
    'tail {tail} < tail_lo {lo}: an arena from the entry before reaches beyond the address.',
  ),
  radixNot: msg<{ tail: string; hi: string; lo: string }>(
    'tail {tail} is not below tail_lo {lo}, and no tail_hi other than 0 (here {hi}) is at or below it: no arena covers the address.',
  ),
  markOne: 'The tail is 0: the arena fills exactly one entry.',
  markTwo: msg<{ tail: string }>(
    'The tail {tail} is not 0: the arena begins there in one entry (tail_hi), and ends there in the next (tail_lo).',
  ),
  setGcRefs: msg<{ refs: number; shift: number; prev: string }>(
    '{refs, number} moves {shift, number} bits up, above the flags: _gc_prev is {prev}.',
  ),
  subtractRef: msg<{ refs: number }>('One less above the flags, which stay: gc_refs is {refs, number}.'),
  getGcRefs: msg<{ refs: number }>('The flags are shifted away: gc_refs is {refs, number}.'),
  unreachableFlag: 'Addresses of heads are even, so the lowest bit is free to say it.',
  gcHead: msg<{ object: string; head: string; size: number }>(
    'The head of {object} stands {size, number} bytes in front of it, at {head}.',
  ),
};

export const arithmetic = {
  titles,
  so,
  label: 'Address arithmetic',
  ofStep: 'With the values of the present step:',
  ofChosen: msg<{ address: string }>('For the chosen address {address}:'),
  none: 'The present step computes no address. Choose an address in a pool, or step on, to see its arithmetic here.',
  columns: { code: 'CPython', hex: 'hexadecimal', decimal: 'decimal', bits: 'binary' },
  kept: 'Underlined bits are those that count.',
  fields: msg<{ name: string; value: number; width: number }>(
    '{name}: {width, plural, one {# bit} other {# bits}}, {value, number}',
  ),
};
