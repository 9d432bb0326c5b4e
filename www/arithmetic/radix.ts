// How 3.10 cuts an address into the indexes of its radix tree, and decides by the tails of the entry found there. One
// level where pointers have 32 bits, three where they have 64; how many bits each has is the edition's.

import { hex } from '../format.ts';
import { type EditionInfo } from '../generated/EditionInfo.ts';
import { type BitField, type Computation, lowBits, operand, result, type Row } from './computation.ts';

/** Names of the levels, the bottom one last. */
const LEVELS = ['MAP_TOP_INDEX', 'MAP_MID_INDEX', 'MAP_BOT_INDEX'];

/** `tail_hi` of an arena that fills its entry is -1. */
const ALL = 0xffff_ffff;

/** The fields of an address, from the top. */
export function radixFields({ mapBits, arenaBits }: EditionInfo): BitField[] {
  const names = LEVELS.slice(LEVELS.length - mapBits.length);
  let low = arenaBits + mapBits.reduce((sum, width) => sum + width, 0);
  const indexes = mapBits.map((width, level): BitField => {
    low -= width;
    return { name: names[level] ?? '', low, width };
  });
  return [...indexes, { name: 'tail', low: 0, width: arenaBits }];
}

export function fieldOf(value: bigint, { low, width }: BitField): bigint {
  return (value >> BigInt(low)) & lowBits(width);
}

function cut(code: string, address: number, edition: EditionInfo): Row[] {
  const fields = radixFields(edition);
  return [
    { code, value: BigInt(address), role: 'operand', fields },
    ...fields.map((field) => result(`${field.name}(${code})`, fieldOf(BigInt(address), field))),
  ];
}

/** The entry of an address, and whether it says that pymalloc owns it. */
export function radix(
  { addr, tail_hi, tail_lo }: { addr: number; tail_hi: number; tail_lo: number },
  edition: EditionInfo,
): Computation {
  const tail = addr % edition.arenaSize;
  const all = tail_hi === ALL;
  const owned = tail < tail_lo || (tail_hi !== 0 && (all || tail >= tail_hi));
  return {
    id: 'radix',
    rows: [...cut('addr', addr, edition), operand('tail_lo', BigInt(tail_lo)), operand('tail_hi', BigInt(tail_hi))],
    so: ({ arithmetic }) => {
      const values = { tail: hex(tail), hi: hex(tail_hi), lo: hex(tail_lo) };
      if (!owned) return arithmetic.so.radixNot(values);
      if (tail < tail_lo) return arithmetic.so.radixLow(values);
      return all ? arithmetic.so.radixAll(values) : arithmetic.so.radixHigh(values);
    },
  };
}

/** The entry that speaks of an address. */
export function radixIndexes(addr: number, edition: EditionInfo): Computation {
  return {
    id: 'radixIndexes',
    rows: cut('addr', addr, edition),
    so: ({ arithmetic }) =>
      arithmetic.so.radixIndexes({ tail: hex(addr % edition.arenaSize), levels: edition.mapBits.length }),
  };
}

/** The entries that a new arena is noted in: one, or two where it begins inside of an entry. */
export function radixMark(address: number, edition: EditionInfo): Computation {
  const tail = address % edition.arenaSize;
  const end = address + edition.arenaSize;
  return {
    id: 'radixMark',
    rows: [...cut('arena_base', address, edition), ...(tail === 0 ? [] : cut('arena_base + ARENA_SIZE', end, edition))],
    so: ({ arithmetic }) => (tail === 0 ? arithmetic.so.markOne : arithmetic.so.markTwo({ tail: hex(tail) })),
  };
}
