// The address arithmetic of Objects/obmalloc.c for the values at hand: size classes, pools, blocks and arenas. Every
// constant is the edition's.

import { hex } from '../format.ts';
import { type EditionInfo } from '../generated/EditionInfo.ts';
import { type Computation, lowBits, maskRow, operand, result, wordMask } from './computation.ts';

const number = (value: bigint): number => Number(value);

/** `(nbytes - 1) >> ALIGNMENT_SHIFT`, and back by `INDEX2SIZE`. */
export function sizeClass(nbytes: number, edition: EditionInfo): Computation {
  const shift = BigInt(edition.alignmentShift);
  const less = BigInt(nbytes) - 1n;
  const szidx = less >> shift;
  const size = (szidx + 1n) << shift;
  return {
    id: 'sizeClass',
    rows: [
      operand('nbytes', BigInt(nbytes)),
      operand('nbytes - 1', less, wordMask(edition) ^ lowBits(edition.alignmentShift)),
      result('>> ALIGNMENT_SHIFT', szidx),
      result('INDEX2SIZE: (i + 1) << ALIGNMENT_SHIFT', size),
    ],
    so: ({ arithmetic }) =>
      arithmetic.so.sizeClass({ nbytes, shift: edition.alignmentShift, szidx: number(szidx), size: number(size) }),
  };
}

/** `POOL_ADDR`: the bits below the pool's size are cleared. */
export function poolAddr(addr: number, edition: EditionInfo): Computation {
  const mask = wordMask(edition) ^ BigInt(edition.poolSize - 1);
  const pool = BigInt(addr) & mask;
  return {
    id: 'poolAddr',
    rows: [
      operand('addr', BigInt(addr), mask),
      maskRow('& ~(POOL_SIZE - 1)', mask),
      result('POOL_ADDR(addr)', pool, mask),
    ],
    so: ({ arithmetic }) =>
      arithmetic.so.poolAddr({ addr: hex(addr), pool: hex(number(pool)), offset: addr - number(pool) }),
  };
}

/** Which block of its pool an address is in. */
export function blockIndex(addr: number, size: number, edition: EditionInfo): Computation {
  const offset = BigInt(addr) & BigInt(edition.poolSize - 1);
  const past = offset - BigInt(edition.poolOverhead);
  const index = past / BigInt(size);
  return {
    id: 'blockIndex',
    rows: [
      operand('addr', BigInt(addr), BigInt(edition.poolSize - 1)),
      result('addr & (POOL_SIZE - 1)', offset),
      result('- POOL_OVERHEAD', past),
      result('/ INDEX2SIZE(szidx)', index),
    ],
    so: ({ arithmetic }) =>
      arithmetic.so.blockIndex({
        past: number(past),
        size,
        index: number(index),
        rest: number(past % BigInt(size)),
      }),
  };
}

/** Whether an untouched block is left, and where. */
export function nextBlock({
  pool,
  nextoffset,
  maxnextoffset,
  size,
}: {
  pool: number;
  nextoffset: number;
  maxnextoffset: number;
  size: number;
}): Computation {
  const left = nextoffset <= maxnextoffset;
  return {
    id: 'nextBlock',
    rows: [
      operand('nextoffset', BigInt(nextoffset)),
      operand('maxnextoffset', BigInt(maxnextoffset)),
      ...(left
        ? [
            operand('pool', BigInt(pool)),
            result('pool + nextoffset', BigInt(pool) + BigInt(nextoffset)),
            result('nextoffset += INDEX2SIZE(szidx)', BigInt(nextoffset + size)),
          ]
        : []),
    ],
    so: ({ arithmetic }) =>
      left
        ? arithmetic.so.nextBlock({ nextoffset, maxnextoffset, block: hex(pool + nextoffset) })
        : arithmetic.so.poolFull({ nextoffset, maxnextoffset }),
  };
}

/** `nextoffset` and `maxnextoffset` of a pool that begins to serve a class. */
export function initPool(szidx: number, edition: EditionInfo): Computation {
  const size = (szidx + 1) << edition.alignmentShift;
  const next = edition.poolOverhead + (size << 1);
  const max = edition.poolSize - size;
  return {
    id: 'initPool',
    rows: [
      operand('size = INDEX2SIZE(szidx)', BigInt(size)),
      result('nextoffset = POOL_OVERHEAD + (size << 1)', BigInt(next)),
      result('maxnextoffset = POOL_SIZE - size', BigInt(max)),
    ],
    so: ({ arithmetic }) => arithmetic.so.initPool({ next, max, size }),
  };
}

/** The pool that is carved off, and what `pool_address` is then. */
export function nextPool(pool: number, edition: EditionInfo): Computation {
  const next = BigInt(pool) + BigInt(edition.poolSize);
  return {
    id: 'nextPool',
    rows: [
      operand('pool_address', BigInt(pool)),
      operand('+ POOL_SIZE', BigInt(edition.poolSize)),
      result('pool_address', next),
    ],
    so: ({ arithmetic }) => arithmetic.so.nextPool({ pool: hex(pool), next: hex(number(next)) }),
  };
}

/** Where the first pool of an arena begins. */
export function arenaStart(address: number, edition: EditionInfo): Computation {
  const mask = BigInt(edition.poolSize - 1);
  const excess = BigInt(address) & mask;
  const first = excess === 0n ? BigInt(address) : BigInt(address) + BigInt(edition.poolSize) - excess;
  return {
    id: 'arenaStart',
    rows: [
      operand('address', BigInt(address), mask),
      maskRow('& (POOL_SIZE - 1)', mask),
      result('excess', excess, mask),
      ...(excess === 0n ? [] : [result('address + POOL_SIZE - excess', first, wordMask(edition) ^ mask)]),
    ],
    so: ({ arithmetic }) =>
      excess === 0n
        ? arithmetic.so.arenaAligned({ address: hex(address) })
        : arithmetic.so.arenaUnaligned({ excess: number(excess), pool: hex(number(first)) }),
  };
}

/** Whether the arena that `arenaindex` leads to covers an address (2.7, 3.9). */
export function arenaOfIndex(
  { addr, arenaindex, address }: { addr: number; arenaindex: number; address: number },
  edition: EditionInfo,
): Computation {
  const word = wordMask(edition);
  const offset = (BigInt(addr) - BigInt(address)) & word;
  const covers = address !== 0 && offset < BigInt(edition.arenaSize);
  return {
    id: 'arenaOfIndex',
    rows: [
      operand('arenaindex', BigInt(arenaindex)),
      operand('addr', BigInt(addr)),
      operand('- arenas[arenaindex].address', BigInt(address)),
      result('addr - address', offset),
      operand('ARENA_SIZE', BigInt(edition.arenaSize)),
    ],
    so: ({ arithmetic }) =>
      covers
        ? arithmetic.so.covers({ offset: hex(number(offset)), size: hex(edition.arenaSize), arena: arenaindex })
        : arithmetic.so.coversNot({ arena: arenaindex }),
  };
}
