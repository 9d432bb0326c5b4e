// The arithmetic of a session's moment: of the present step while one steps inside an operation, else of the address that
// is chosen. Reads the heap; changes nothing.

import { type Heap } from '../core.ts';
import { type ArithmeticView } from '../diagrams/arithmetic.ts';
import { type Selection } from '../diagrams/options.ts';
import { hex } from '../format.ts';
import { type EditionInfo } from '../generated/EditionInfo.ts';
import { type Step } from '../generated/Step.ts';
import { computationsAt, computationsOf, type Reader } from './at-hand.ts';

/** As much of a session as is needed. */
interface Moment {
  readonly edition: EditionInfo;
  readonly selection: Selection;
  readonly inside: { readonly present: Step | undefined } | undefined;
}

export function arithmeticAtHand({ edition, selection, inside }: Moment, heap: Heap): ArithmeticView {
  const read = readerOf(heap, edition);
  const present = inside?.present;
  if (present !== undefined) {
    const computations = computationsOf(present.event, edition, read);
    if (computations.length > 0) return { computations, about: ({ arithmetic }) => arithmetic.ofStep };
  }
  const { address, place } = selection;
  if (address === undefined || place === undefined) return nothingToCompute;
  return {
    computations: computationsAt(address, place, edition, read),
    about: ({ arithmetic }) => arithmetic.ofChosen({ address: hex(address) }),
  };
}

const nothingToCompute: ArithmeticView = { computations: [], about: ({ arithmetic }) => arithmetic.none };

export function readerOf(heap: Heap, { word }: EditionInfo): Reader {
  return {
    word: (address) => heap.bytes(address, word).reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n),
    blockSize: (pool) => heap.pool(pool).size,
    arenaAddress: (arena) => heap.arenas().arenas.find(({ index }) => index === arena)?.address ?? 0,
  };
}
