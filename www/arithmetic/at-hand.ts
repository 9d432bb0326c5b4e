// Which computations there are to show: those of the branch that a step took, or those about an address that is chosen.
// Reads what an event does not name through the reader that it is given.

import { type EditionInfo } from '../generated/EditionInfo.ts';
import { type Event } from '../generated/Event.ts';
import { type Place } from '../generated/Place.ts';
import {
  arenaOfIndex,
  arenaStart,
  blockIndex,
  initPool,
  nextBlock,
  nextPool,
  poolAddr,
  sizeClass,
} from './allocator.ts';
import { gcHead, getGcRefs, setGcRefs, subtractRef, unreachableFlag } from './collector.ts';
import { type Computation } from './computation.ts';
import { radix, radixIndexes, radixMark } from './radix.ts';

/** What stands in the image now. */
export interface Reader {
  /** The word at an address. */
  readonly word: (address: number) => bigint;
  /** The size of the blocks of a pool, in bytes. */
  readonly blockSize: (pool: number) => number;
  /** Where an arena is, by its index in `arenas`. */
  readonly arenaAddress: (arena: number) => number;
}

/** The computations of a step; none where it computed no address. */
export function computationsOf(event: Event, edition: EditionInfo, read: Reader): Computation[] {
  switch (event.kind) {
    case 'UsedPoolFound':
    case 'NoUsedPool':
      return [sizeClass(event.nbytes, edition)];
    case 'BlockLinked':
      return [poolAddr(event.block, edition), blockIndex(event.block, read.blockSize(event.pool), edition)];
    case 'TookFreeBlock':
    case 'TookLastFreeBlock':
      return [blockIndex(event.block, read.blockSize(event.pool), edition)];
    case 'NextBlockCarved':
    case 'PoolFull':
      return [nextBlock({ ...event, size: read.blockSize(event.pool) })];
    case 'PoolInitialised':
      return [initPool(event.szidx, edition)];
    case 'PoolCarved':
      return [nextPool(event.pool, edition)];
    case 'ArenaAssociated':
      return [arenaStart(event.address, edition)];
    case 'ArenaStartsUnaligned':
      return [arenaStart(event.pool_address - edition.poolSize + event.excess, edition)];
    case 'InRangeByIndex':
    case 'NotInRangeByIndex':
      return [poolAddr(event.addr, edition), arenaOfIndex(event, edition)];
    case 'InRangeByRadix':
    case 'NotInRangeByRadix':
      return [poolAddr(event.addr, edition), radix(event, edition)];
    case 'ArenaMarkedAligned':
    case 'ArenaMarkedUnaligned':
    case 'ArenaUnmarked':
      return [radixMark(event.address, edition)];
    default:
      return headComputations(event, edition, read);
  }
}

function headComputations(event: Event, edition: EditionInfo, read: Reader): Computation[] {
  const bits = edition.gcBits;
  switch (event.kind) {
    case 'Tracked':
    case 'Untracked':
      return [gcHead(event.object, edition)];
    case 'RefsCopied':
      return bits === null ? [] : [setGcRefs(event.refs, prevOf(event.object, edition, read), bits, edition)];
    case 'RefSubtracted':
      return bits === null ? [] : [subtractRef(prevOf(event.object, edition, read), bits, edition)];
    case 'Reachable':
    case 'MarkedReachable':
    case 'MovedBack':
      return bits === null ? [] : [getGcRefs(prevOf(event.object, edition, read), bits, edition)];
    case 'TentativelyUnreachable':
      return bits === null ? [] : [unreachableFlag(read.word(event.object - edition.gcHeadSize), bits, edition)];
    default:
      return [];
  }
}

/** `_gc_prev`, which stands behind `_gc_next`. */
function prevOf(object: number, edition: EditionInfo, read: Reader): bigint {
  return read.word(object - edition.gcHeadSize + edition.word);
}

/** The computations about what is chosen. */
export function computationsAt(address: number, place: Place, edition: EditionInfo, read: Reader): Computation[] {
  switch (place.kind) {
    case 'block':
      return [
        poolAddr(address, edition),
        blockIndex(address, read.blockSize(place.poolAt), edition),
        ...ownerOf(address, place.arena, edition, read),
      ];
    case 'poolHeader':
    case 'poolTail':
    case 'uncarved':
    case 'arenaEdge':
      return [poolAddr(address, edition), ...ownerOf(address, place.arena, edition, read)];
    default:
      return [];
  }
}

/** How pymalloc would recognise the address. */
function ownerOf(addr: number, arena: number, edition: EditionInfo, read: Reader): Computation[] {
  if (edition.ownerTest === 'radixTree') return [radixIndexes(addr, edition)];
  return [arenaOfIndex({ addr, arenaindex: arena, address: read.arenaAddress(arena) }, edition)];
}
