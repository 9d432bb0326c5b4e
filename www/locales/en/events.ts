// English: one sentence for each event and each function of the allocator. Says why a branch was taken, with the values that decided it,
// in terms of what is drawn; never describes how the page looks.

import { count, hex } from '../../format.ts';
import { objectEvents, objectFunctions } from './gc-events.ts';
import { type EventSentences, type FunctionWords } from '../messages.ts';

const bytes = (n: number) => (n === 1 ? '1 byte' : `${count(n)} bytes`);
const pools = (n: number) => (n === 1 ? '1 free pool' : `${n} free pools`);
const blocks = (n: number) => (n === 1 ? '1 block' : `${count(n)} blocks`);

export const functions: FunctionWords = {
  PyObject_Malloc: 'Serves a request for memory of an object.',
  _PyObject_Malloc: 'Asks pymalloc first, and the raw allocator where pymalloc declines.',
  _PyObject_Calloc: 'Asks pymalloc for the product and zeroes it, or leaves both to the raw allocator.',
  _PyObject_Realloc: 'Leaves the decision to pymalloc where the block is its own.',
  _PyObject_Free: 'Gives the block to pymalloc if it is its own, else to the raw allocator.',
  PyObject_Calloc: 'Serves a request for zeroed memory.',
  PyObject_Realloc: 'Resizes a block, in place where that is good enough.',
  PyObject_Free: 'Takes a block back, wherever it came from.',
  pymalloc_alloc: 'Tries to serve a small request from a pool of its size class.',
  pymalloc_pool_extend: 'Finds the next free block of a pool whose free list has run out.',
  allocate_from_new_pool: 'Takes a free pool of the fullest usable arena for this size class.',
  new_arena: 'Takes an unused arena object and asks the system for an arena.',
  pymalloc_free: 'Takes a block back if pymalloc owns it.',
  insert_to_usedpool: 'Links a pool that was full back into its ring of usedpools.',
  insert_to_freepool: 'Gives an emptied pool back to its arena and keeps usable_arenas in order.',
  pymalloc_realloc: 'Decides whether a block that pymalloc owns stays or moves.',
  address_in_range: 'Asks whether pymalloc owns an address.',
  arena_map_mark_used: 'Records in the radix tree which addresses an arena covers.',
  arena_alloc: 'Asks the system for ARENA_SIZE bytes.',
  arena_free: 'Gives an arena back to the system.',
  PyMem_RawMalloc: 'Passes the request on to the C library.',
  PyMem_RawCalloc: 'Passes the request for zeroed memory on to the C library.',
  PyMem_RawRealloc: 'Lets the C library resize its own block.',
  PyMem_RawFree: 'Gives a block back to the C library.',
  memcpy: 'Copies what the old block held.',
  memset: 'Fills the block with zeros.',
  ...objectFunctions,
};

export const events: EventSentences = {
  Call: (e) => functions[e.function],

  RequestTooLarge: (e) =>
    `${bytes(e.nbytes)} are more than PY_SSIZE_T_MAX (${count(e.limit)}): no allocator is asked, the answer is NULL.`,
  CallocOverflow: (e) =>
    `${count(e.nelem)} × ${count(e.elsize)} would not fit in a Py_ssize_t: the answer is NULL before any size is computed.`,
  DeclinedZero: () =>
    'nbytes is 0: pymalloc has no size class for nothing, so it declines and the raw allocator is asked.',
  DeclinedLarge: (e) =>
    `${bytes(e.nbytes)} > SMALL_REQUEST_THRESHOLD (${e.threshold}): too large for a pool, so pymalloc declines and the raw allocator is asked.`,
  UsedPoolFound: (e) =>
    `${bytes(e.nbytes)} belong to size class ${e.szidx} (blocks of ${e.size} bytes), and usedpools[${2 * e.szidx}] leads to pool ${hex(e.pool)}: it has a block to give.`,
  NoUsedPool: (e) =>
    `${bytes(e.nbytes)} belong to size class ${e.szidx} (blocks of ${e.size} bytes), but usedpools[${2 * e.szidx}] leads back to its own sentinel ${hex(e.sentinel)}: the ring is empty, a free pool is needed.`,
  TookFreeBlock: (e) =>
    `The head of the free list, ${hex(e.block)}, is handed out; the link in its first bytes makes ${hex(e.freeblock)} the new freeblock. ref.count is now ${e.count}.`,
  TookLastFreeBlock: (e) =>
    `The head of the free list, ${hex(e.block)}, is handed out; its link is NULL, so the list is empty now. ref.count is now ${e.count}.`,

  NextBlockCarved: (e) =>
    `nextoffset ${e.nextoffset} ≤ maxnextoffset ${e.maxnextoffset}, so there is an untouched block left: ${hex(e.block)} becomes the whole free list, and nextoffset moves one block on.`,
  PoolFull: (e) =>
    `nextoffset ${e.nextoffset} > maxnextoffset ${e.maxnextoffset}, so pool ${hex(e.pool)} has no block left: it is full and leaves the ring of size class ${e.szidx}.`,

  NoUsableArena: () => 'usable_arenas is NULL: no arena has a free pool, so a new arena is needed.',
  NoArenaToBeHad: () => 'No arena could be had: pymalloc declines, and the raw allocator is asked instead.',
  UsableArenasStarted: (e) => `Arena ${e.arena} is the only arena in usable_arenas, with ${pools(e.nfreepools)}.`,
  UsableArenaChosen: (e) =>
    `Arena ${e.arena} heads usable_arenas with ${pools(e.nfreepools)}: the fullest one serves first, so that the emptiest may become free altogether.`,
  Nfp2lastaSteppedDown: (e) =>
    `Arena ${e.arena} is about to have one free pool fewer: it no longer stands for nfp2lasta[${e.nfreepools}]${e.nfreepools > 1 ? ` but for nfp2lasta[${e.nfreepools - 1}]` : ', and with none left it stands nowhere'}.`,
  FreePoolTaken: (e) =>
    `Pool ${hex(e.pool)} is the head of freepools of arena ${e.arena} and is taken; ${pools(e.nfreepools)} left.`,
  ArenaFullAfterFreePool: (e) =>
    `nfreepools of arena ${e.arena} is 0 after its last emptied pool was taken: the arena is full and leaves usable_arenas.`,
  PoolCarved: (e) =>
    `freepools of arena ${e.arena} is NULL, so a pool is carved off at pool_address: ${hex(e.pool)}. pool_address moves on to ${hex(e.pool_address)}; ${pools(e.nfreepools)} left.`,
  ArenaFullAfterCarving: (e) =>
    `nfreepools of arena ${e.arena} is 0 after its last uncarved pool was taken: the arena is full and leaves usable_arenas.`,
  PoolLinked: (e) =>
    `Pool ${hex(e.pool)} becomes the only one in the ring of size class ${e.szidx}: both its links and both slots of usedpools point across. ref.count starts at 1.`,
  PoolReusedAsIs: (e) =>
    `Pool ${hex(e.pool)} last served size class ${e.szidx} too, so header and free list are continued: ${hex(e.block)} is handed out, ${e.freeblock === 0 ? 'and the free list ends there' : `and freeblock is ${hex(e.freeblock)}`}.`,
  PoolInitialised: (e) =>
    `The header is written for size class ${e.szidx}${e.previous_szidx === 0xffff ? ' (the pool is new: its szidx was 0xffff)' : ` (the pool last served class ${e.previous_szidx})`}: the first block, ${hex(e.block)}, is handed out, the second is the free list, nextoffset is ${e.nextoffset}, maxnextoffset ${e.maxnextoffset}. All other blocks stay untouched.`,

  ArenasAllocated: (e) =>
    `unused_arena_objects and arenas are NULL: arenas[] is allocated at ${hex(e.at)} with ${e.maxarenas} arena objects, all of them unused.`,
  ArenasDoubled: (e) =>
    `All ${e.from} arena objects have an arena: arenas[] is doubled to ${e.maxarenas}, at ${hex(e.at)}. The new ones go to unused_arena_objects.`,
  ArenasNotGrown: (e) =>
    `arenas[] has ${e.maxarenas} arena objects, all in use, and ${bytes(e.nbytes)} for a larger one cannot be had.`,
  ArenaObjectTaken: (e) => `The head of unused_arena_objects is taken: arenas[${e.arena}] will hold the new arena.`,
  ArenaMapped: (e) => `The system grants ${bytes(e.size)} at ${hex(e.address)}.`,
  ArenaLimitReached: (e) =>
    `The system grants no arena: ${e.limit} ${e.limit === 1 ? 'is' : 'are'} mapped, which is the limit that was set.`,
  ArenaNotMapped: (e) => `The system has no ${bytes(e.size)} left for an arena.`,
  RadixNodeAllocated: (e) =>
    `This arena is the first in its part of the address space: entry ${e.index} of the radix tree gets a ${e.level === 2 ? 'middle' : 'bottom'} level at ${hex(e.at)}.`,
  RadixNodeNotAllocated: (e) =>
    `Entry ${e.index} of the radix tree needs a ${e.level === 2 ? 'middle' : 'bottom'} level, and no memory for it is left.`,
  ArenaMarkedAligned: (e) =>
    `The arena at ${hex(e.address)} starts at a multiple of ARENA_SIZE, so entry ${e.index} of the radix tree alone covers it: arena_tail_hi is −1.`,
  ArenaMarkedUnaligned: (e) =>
    `The arena at ${hex(e.address)} lies over two entries of the radix tree: from byte ${e.tail} of entry ${e.index} (arena_tail_hi) up to byte ${e.tail} of the next (arena_tail_lo).`,
  ArenaMarkFailed: (e) =>
    `The radix tree cannot record the arena at ${hex(e.address)}, and pymalloc would never recognise its blocks: the arena goes back at once.`,
  ArenaObjectReturned: (e) =>
    `arenas[${e.arena}] goes back to the head of unused_arena_objects, since there is no arena for it.`,
  ArenaAssociated: (e) =>
    `arenas[${e.arena}] now holds the arena at ${hex(e.address)}; narenas_currently_allocated is ${e.narenas}.`,
  ArenaStartsAligned: (e) =>
    `The arena starts at a pool boundary: pool_address of arena ${e.arena} is its own address, and all ${e.ntotalpools} pools can be had.`,
  ArenaStartsUnaligned: (e) =>
    `The arena starts ${bytes(e.excess)} past a pool boundary: pool_address of arena ${e.arena} is the next boundary, ${hex(e.pool_address)}, and one pool is lost; ${e.ntotalpools} can be had.`,

  InRangeByRadix: (e) =>
    `Entry ${e.index} of the radix tree says that an arena covers ${hex(e.addr)}: pymalloc owns it.`,
  NotInRangeByRadix: (e) =>
    `No arena covers ${hex(e.addr)} according to entry ${e.index} of the radix tree: it belongs to the C library.`,
  InRangeByIndex: (e) =>
    `The header of pool ${hex(e.pool)} says arenaindex ${e.arenaindex}, and arenas[${e.arenaindex}] covers ${hex(e.addr)}: pymalloc owns it.`,
  NotInRangeByIndex: (e) =>
    e.arenaindex < e.maxarenas
      ? `Where the header of pool ${hex(e.pool)} would have arenaindex stands ${e.arenaindex}, but arenas[${e.arenaindex}] does not cover ${hex(e.addr)}: it belongs to the C library.`
      : `Where the header of pool ${hex(e.pool)} would have arenaindex stands ${count(e.arenaindex)}, which is not below maxarenas (${e.maxarenas}): ${hex(e.addr)} belongs to the C library.`,

  FreeNull: () => 'The address is NULL: freeing nothing does nothing.',
  BlockLinked: (e) =>
    `${hex(e.block)} becomes the head of the free list: its first bytes hold the old head ${e.lastfree === 0 ? '(NULL)' : hex(e.lastfree)}, and freeblock points to it. ref.count is now ${e.count}.`,
  PoolWasFull: (e) =>
    `The old freeblock was NULL, so pool ${hex(e.pool)} was full and in no list: it has to be linked into the ring of size class ${e.szidx}.`,
  PoolStaysUsed: (e) =>
    `ref.count is ${e.count}, not 0: pool ${hex(e.pool)} still has ${blocks(e.count)} handed out and stays where it is in usedpools.`,
  PoolIsEmpty: (e) =>
    `ref.count is 0: pool ${hex(e.pool)} has no block handed out any more, so it leaves size class ${e.szidx} and goes back to its arena.`,

  PoolRelinked: (e) =>
    `Pool ${hex(e.pool)} is linked at the front of the ring of size class ${e.szidx}, before ${hex(e.next)}: the pool freed into last serves the next request.`,
  PoolUnlinked: (e) =>
    `Pool ${hex(e.pool)} leaves the ring of size class ${e.szidx}: its neighbours are linked to each other.`,
  PoolToFreepools: (e) =>
    `Pool ${hex(e.pool)} becomes the head of freepools of arena ${e.arena}${e.next === 0 ? ', which was NULL' : `, before pool ${hex(e.next)}`}. Its nextpool now links free pools, not used ones.`,
  Nfp2lastaSteppedBack: (e) =>
    `Arena ${e.arena} was the last in usable_arenas with ${pools(e.nfreepools)}: nfp2lasta[${e.nfreepools}] ${e.previous === null ? 'becomes NULL, since no other arena has as many' : `moves back to arena ${e.previous}`}.`,
  Nfp2lastaUnmoved: (e) =>
    `Arena ${e.arena} was not the last in usable_arenas with ${pools(e.nfreepools)}: nfp2lasta[${e.nfreepools}] stays.`,
  FreePoolCounted: (e) => `nfreepools of arena ${e.arena} is now ${e.nfreepools} of ${e.ntotalpools}.`,
  ArenaUnlinked: (e) =>
    `Case 1: all ${e.ntotalpools} pools of arena ${e.arena} are free, so it leaves usable_arenas to be given back.`,
  ArenaObjectUnused: (e) => `arenas[${e.arena}] becomes the head of unused_arena_objects.`,
  ArenaUnmarked: (e) => `The radix tree forgets the arena at ${hex(e.address)}: entry ${e.index} covers it no longer.`,
  ArenaUnmapped: (e) => `The ${bytes(e.size)} at ${hex(e.address)} go back to the system.`,
  ArenaReleased: (e) =>
    `address of arenas[${e.arena}] is 0, which makes it unassociated; narenas_currently_allocated is ${e.narenas}.`,
  ArenaKept: (e) =>
    `All ${e.ntotalpools} pools of arena ${e.arena} are free, but it is the last in usable_arenas: it is kept, since giving it back and asking again would be slow.`,
  ArenaUsableAgain: (e) =>
    `Case 2: this is the only free pool of arena ${e.arena}, which was full. With the fewest free pools it heads usable_arenas${e.next === null ? ', where it is alone' : `, before arena ${e.next}`}.`,
  Nfp2lastaSet: (e) =>
    `nfp2lasta[${e.nfreepools}] was NULL: arena ${e.arena} is the last, and only, arena with ${pools(e.nfreepools)}.`,
  ArenaInOrder: (e) =>
    `Case 4: with ${pools(e.nfreepools)} arena ${e.arena} is in order where it stands in usable_arenas.`,
  ArenaOutOfOrder: (e) =>
    `Case 3: with ${pools(e.nfreepools)} arena ${e.arena} no longer belongs before arena ${e.next}, so it leaves its place in usable_arenas.`,
  ArenaWalkedPast: (e) =>
    `Arena ${e.passed} has ${pools(e.nfreepools)}, which is fewer than arena ${e.arena} has: one step further along usable_arenas.`,
  ArenaInsertedAfter: (e) => `Arena ${e.arena} is inserted in usable_arenas right behind arena ${e.after}.`,

  ReallocOfNull: (e) => `There is no block yet: realloc(NULL, ${e.nbytes}) is malloc(${e.nbytes}).`,
  ReallocOfRaw: (e) =>
    `${hex(e.addr)} is not pymalloc's, so the C library resizes it to ${bytes(e.nbytes)}, even where pymalloc could serve that.`,
  ReallocStays: (e) =>
    `4 × ${e.nbytes} > 3 × ${e.size}: the block at ${hex(e.block)} would lose at most a quarter of its bytes, which is not worth a copy. It stays.`,
  ReallocShrinks: (e) =>
    `4 × ${e.nbytes} ≤ 3 × ${e.size}: more than a quarter of the block at ${hex(e.block)} would be wasted, so it moves to a smaller one.`,
  ReallocGrows: (e) =>
    `${count(e.nbytes)} > ${e.size}: the block at ${hex(e.block)} is too small, so its contents move to a larger one.`,
  ReallocFails: (e) =>
    `No new block of ${bytes(e.nbytes)} could be had: the answer is NULL, and the old block at ${hex(e.block)} stays as it was.`,
  Copied: (e) => `${bytes(e.nbytes)} are copied from ${hex(e.from)} to ${hex(e.to)}.`,
  Zeroed: (e) => `${bytes(e.nbytes)} at ${hex(e.block)} are set to 0.`,

  RawZeroMadeOne: () => '0 bytes are asked for: the C library may answer NULL to that, so it is asked for 1 instead.',
  RawChunkTaken: (e) =>
    `The C library has a free piece of ${bytes(e.chunk)}, which fits ${bytes(e.nbytes)} with nothing to spare: the block is ${hex(e.addr)}.`,
  RawChunkSplit: (e) =>
    `The C library cuts ${bytes(e.chunk)} for a request of ${bytes(e.nbytes)} off a larger free piece: the block is ${hex(e.addr)}, and ${bytes(e.rest)} stay free.`,
  RawSegmentMapped: (e) =>
    `No free piece of the C library suffices: it maps ${bytes(e.nbytes)} more at ${hex(e.address)}.`,
  RawNoMemory: (e) => `The C library cannot find ${bytes(e.nbytes)}: it answers NULL.`,
  RawBlockCounted: (e) =>
    `The C library served this, but sys.getallocatedblocks() counts it too: raw_allocated_blocks is ${e.raw_allocated_blocks}.`,
  RawBlockUncounted: (e) =>
    `A block that pymalloc had passed on is given back: raw_allocated_blocks is ${e.raw_allocated_blocks}.`,
  RawChunkFreed: (e) =>
    `The C library marks ${hex(e.addr)} free${e.merged === 0 ? '; neither neighbour is free, so nothing is merged' : ` and merges it with ${e.merged === 1 ? 'its free neighbour' : 'both free neighbours'}`}.`,
  RawSegmentUnmapped: (e) =>
    `Nothing of the C library's ${bytes(e.nbytes)} at ${hex(e.address)} is in use: they go back to the system.`,
  RawStays: (e) => `The C library's block at ${hex(e.addr)} has room for ${bytes(e.nbytes)}: it stays where it is.`,
  RawMoves: (e) => `The C library's block at ${hex(e.addr)} has no room for ${bytes(e.nbytes)}: it moves.`,

  BytesWritten: (e) => `${bytes(e.nbytes)} were written at ${hex(e.addr)}, as a program that owns the block might.`,
  LimitSet: (e) =>
    e.arenas === 0 && e.memory === 0
      ? 'No limit: the system grants what it is asked for.'
      : `From now on the system grants ${[
          e.arenas > 0 ? `at most ${e.arenas} ${e.arenas === 1 ? 'arena' : 'arenas'}` : '',
          e.memory > 0 ? `at most ${bytes(e.memory)}` : '',
        ]
          .filter(Boolean)
          .join(' and ')}.`,

  ...objectEvents,
};
