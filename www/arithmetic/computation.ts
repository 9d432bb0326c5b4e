// What a computation with addresses is: values one below the other, each a word of the edition, with the bits that matter
// and the fields that it is cut into. Computes nothing itself.

import { type EditionInfo } from '../generated/EditionInfo.ts';
import { type Words } from '../locales/messages.ts';

/** Bits of a word that mean something together. */
export interface BitField {
  /** In CPython's spelling. */
  readonly name: string;
  /** The number of its lowest bit. */
  readonly low: number;
  readonly width: number;
}

/** One line: an operand, or what comes out. */
export interface Row {
  /** In CPython's spelling; operators stand before their operand. */
  readonly code: string;
  readonly value: bigint;
  readonly role: 'operand' | 'mask' | 'result';
  /** Bits that the computation is about. */
  readonly marked?: bigint | undefined;
  readonly fields?: readonly BitField[] | undefined;
}

export type ComputationId =
  | 'sizeClass'
  | 'poolAddr'
  | 'blockIndex'
  | 'nextBlock'
  | 'initPool'
  | 'nextPool'
  | 'arenaStart'
  | 'arenaOfIndex'
  | 'radix'
  | 'radixIndexes'
  | 'radixMark'
  | 'setGcRefs'
  | 'subtractRef'
  | 'getGcRefs'
  | 'unreachableFlag'
  | 'gcHead';

export interface Computation {
  readonly id: ComputationId;
  readonly rows: readonly Row[];
  /** What follows from it. */
  readonly so: Words;
}

/** All bits of a word. */
export function wordMask({ word }: EditionInfo): bigint {
  return (1n << BigInt(8 * word)) - 1n;
}

/** The lowest bits, so many. */
export function lowBits(count: number): bigint {
  return (1n << BigInt(count)) - 1n;
}

export function operand(code: string, value: bigint, marked?: bigint): Row {
  return { code, value, role: 'operand', marked };
}

export function maskRow(code: string, value: bigint): Row {
  return { code, value, role: 'mask', marked: value };
}

export function result(code: string, value: bigint, marked?: bigint): Row {
  return { code, value, role: 'result', marked };
}
