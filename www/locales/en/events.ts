// English: one sentence for each event of the allocators. Says what happened and why, with the values that decided it, in
// terms of what is drawn; never describes how the page looks. event-values.ts says what each value is.

import { type EventTexts } from '../event-values.ts';
import { msg } from '../message.ts';
import { objectEvents } from './object-events.ts';

export const events: EventTexts = {
  Call: msg('{function}'),

  RequestTooLarge: msg(
    '{nbytes, plural, one {# byte is} other {# bytes are}} more than PY_SSIZE_T_MAX ({limit, number}): no allocator is asked, the answer is NULL.',
  ),
  CallocOverflow: msg(
    '{nelem, number} × {elsize, number} would not fit in a Py_ssize_t: the answer is NULL before any size is computed.',
  ),
  DeclinedZero: msg(
    'nbytes is 0: pymalloc has no size class for nothing, so it declines and the raw allocator is asked.',
  ),
  DeclinedLarge: msg(
    '{nbytes, plural, one {# byte} other {# bytes}} > SMALL_REQUEST_THRESHOLD ({threshold, number}): too large for a pool, so pymalloc declines and the raw allocator is asked.',
  ),
  UsedPoolFound: msg(
    '{nbytes, plural, one {# byte belongs} other {# bytes belong}} to size class {szidx} (blocks of {size, number} bytes), and usedpools[{slot}] leads to pool {pool}, not back to its own sentinel: the pool has a block to give.',
  ),
  NoUsedPool: msg(
    '{nbytes, plural, one {# byte belongs} other {# bytes belong}} to size class {szidx} (blocks of {size, number} bytes), but usedpools[{slot}] leads back to its own sentinel {sentinel}: the ring is empty, a free pool is needed.',
  ),
  TookFreeBlock: msg(
    'The head of the free list of pool {pool}, {block}, is handed out; the link in its first bytes is not NULL and makes {freeblock} the next freeblock. ref.count becomes {count, number}.',
  ),
  TookLastFreeBlock: msg(
    'The head of the free list of pool {pool}, {block}, is handed out; the link in its first bytes is NULL, so the list is empty. ref.count becomes {count, number}.',
  ),

  NextBlockCarved: msg(
    'nextoffset {nextoffset} ≤ maxnextoffset {maxnextoffset}, so pool {pool} has an untouched block left: {block} becomes its whole free list, and nextoffset moves one block on.',
  ),
  PoolFull: msg(
    'nextoffset {nextoffset} > maxnextoffset {maxnextoffset}, so the pool is full: {pool} has no block to give and leaves the ring of size class {szidx}.',
  ),

  NoUsableArena: msg('usable_arenas is NULL: no arena has a free pool, so another arena is needed.'),
  NoArenaToBeHad: msg(
    'new_arena answered NULL: without an arena pymalloc declines, and the raw allocator is asked instead.',
  ),
  UsableArenasStarted: msg(
    'Arena {arena} is the only arena in usable_arenas, with {nfreepools, plural, one {# free pool} other {# free pools}}.',
  ),
  UsableArenaChosen: msg(
    'Arena {arena} heads usable_arenas with {nfreepools, plural, one {# free pool} other {# free pools}}: the list is sorted by nfreepools, so the fullest arena serves first, and the emptiest may become free altogether.',
  ),
  Nfp2lastaSteppedDown: msg(
    'Arena {arena} is about to have one free pool fewer. {yields, select, yes {It was the last with {nfreepools, number}, so nfp2lasta[{nfreepools}] becomes NULL} other {nfp2lasta[{nfreepools}] stays {last, select, none {NULL} other {arena {last}}}}}, and {fewer, plural, =0 {as no free pool is left, the arena stands nowhere in nfp2lasta} other {nfp2lasta[{fewer}] becomes arena {arena}}}.',
  ),
  FreePoolTaken: msg(
    'freepools of arena {arena} is not NULL: its head, pool {pool}, is taken, and nfreepools becomes {nfreepools, number}.',
  ),
  ArenaFullAfterFreePool: msg(
    'nfreepools of arena {arena} is 0 after its last emptied pool was taken: the arena is full and leaves usable_arenas.',
  ),
  PoolCarved: msg(
    'freepools of arena {arena} is NULL, so a pool is carved off at pool_address: {pool}. pool_address moves on to {pool_address}, and nfreepools becomes {nfreepools, number}.',
  ),
  ArenaFullAfterCarving: msg(
    'nfreepools of arena {arena} is 0 after its last uncarved pool was taken: the arena is full and leaves usable_arenas.',
  ),
  PoolLinked: msg(
    'Pool {pool} becomes the only one in the ring of size class {szidx}: both its links and both slots of usedpools point across. ref.count starts at 1.',
  ),
  PoolReusedAsIs: msg(
    'szidx of pool {pool} is {szidx} already, as it last served this class: header and free list are continued. {block} is handed out, {freeblock, select, NULL {and the free list ends there} other {and freeblock becomes {freeblock}}}.',
  ),
  PoolInitialised: msg(
    'szidx of pool {pool} {previous_szidx, select, none {was 0xffff, as it has served no class yet} other {was {previous_szidx}, another class}}, so the header is written for class {szidx}: the first block, {block}, is handed out, the second is the free list, nextoffset is {nextoffset}, maxnextoffset {maxnextoffset}. All other blocks stay untouched.',
  ),

  ArenasAllocated: msg(
    'unused_arena_objects and arenas are NULL: arenas[] is allocated at {at} with {maxarenas, number} arena objects, all of them unused.',
  ),
  ArenasDoubled: msg(
    'unused_arena_objects is NULL, as all {from, number} arena objects have an arena: arenas[] is doubled to {maxarenas, number}, at {at}. The added ones go to unused_arena_objects.',
  ),
  ArenasNotGrown: msg(
    '{maxarenas, plural, =0 {There is no arenas[] yet} one {arenas[] has # arena object, which is in use} other {arenas[] has # arena objects, all in use}}, and {nbytes, plural, one {# byte} other {# bytes}} for a larger one cannot be had.',
  ),
  ArenaObjectTaken: msg(
    'The head of unused_arena_objects is taken: arenas[{arena}] will hold the arena that is asked for.',
  ),
  ArenaMapped: msg('The system grants {size, plural, one {# byte} other {# bytes}} at {address}.'),
  ArenaLimitReached: msg(
    'The system grants no arena: {limit, plural, one {# is} other {# are}} mapped, which is the limit that was set.',
  ),
  ArenaNotMapped: msg('The system has no {size, plural, one {# byte} other {# bytes}} left for an arena.'),
  RadixNodeAllocated: msg(
    'Entry {index} of the radix tree was NULL, as this arena is the first in its part of the address space: it gets a {level, plural, =2 {middle} other {bottom}} level at {at}.',
  ),
  RadixNodeNotAllocated: msg(
    'Entry {index} of the radix tree is NULL and needs a {level, plural, =2 {middle} other {bottom}} level, but no memory for it is left.',
  ),
  ArenaMarkedAligned: msg(
    'The arena at {address} starts at a multiple of ARENA_SIZE, so entry {index} of the radix tree alone covers it: tail_hi is -1.',
  ),
  ArenaMarkedUnaligned: msg(
    'The arena at {address} starts {tail, number} bytes past a multiple of ARENA_SIZE, so it lies over two entries of the radix tree: tail_hi of entry {index} and tail_lo of the next become {tail}.',
  ),
  ArenaMarkFailed: msg(
    'The radix tree cannot record the arena at {address}, and pymalloc would never recognise its blocks: the arena goes back at once.',
  ),
  ArenaObjectReturned: msg(
    'arenas[{arena}] goes back to the head of unused_arena_objects, since there is no arena for it.',
  ),
  ArenaAssociated: msg(
    'address of arenas[{arena}] becomes {address}, which associates the two; narenas_currently_allocated is {narenas, number}.',
  ),
  ArenaStartsAligned: msg(
    'The arena starts at a pool boundary: pool_address of arena {arena} is its own address, and {ntotalpools, plural, one {its only pool} other {all # pools}} can be had.',
  ),
  ArenaStartsUnaligned: msg(
    'The arena starts {excess, plural, one {# byte} other {# bytes}} past a pool boundary: pool_address of arena {arena} is the next boundary, {pool_address}, and one pool is lost; {ntotalpools, number} can be had.',
  ),

  InRangeByRadix: msg(
    'Entry {index} of the radix tree has tail_hi {tail_hi} and tail_lo {tail_lo}, and {addr} is at byte {tail} of its part of the address space, {half, select, low {below tail_lo} other {not below tail_hi}}: an arena covers it, so pymalloc owns it.',
  ),
  NotInRangeByRadix: msg(
    '{bottom, select, NULL {The radix tree has no bottom level for {addr}, as no arena was ever in that part of the address space} other {Entry {index} of the radix tree has tail_hi {tail_hi} and tail_lo {tail_lo}, and byte {tail}, where {addr} is, is not below tail_lo{tail_hi, plural, =0 {, while 0 says that no arena begins here} other { but below tail_hi}}, so no arena covers it}}: the address belongs to the C library.',
  ),
  InRangeByIndex: msg(
    'The header of pool {pool} says arenaindex {arenaindex}, and arenas[{arenaindex}], which starts at {address}, covers {addr}: pymalloc owns it.',
  ),
  NotInRangeByIndex: msg(
    'Where the header of pool {pool} would have arenaindex stands {arenaindex, number}, {leads, select, beyond {which is not below maxarenas ({maxarenas, number})} unassociated {and arenas[{arenaindex}] has no arena} other {but arenas[{arenaindex}], which starts at {address}, does not cover the address}}: {addr} belongs to the C library.',
  ),

  FreeNull: msg('The address is NULL: freeing nothing does nothing.'),
  BlockLinked: msg(
    '{block} becomes the head of the free list of pool {pool}: its first bytes hold the old head, {lastfree}, and freeblock points to it. ref.count becomes {count, number}.',
  ),
  PoolWasFull: msg(
    'The old freeblock was NULL, so pool {pool} was full and in no list: it has to be linked into the ring of size class {szidx}.',
  ),
  PoolStaysUsed: msg(
    'ref.count is {count, number}, not 0: pool {pool} still has {count, plural, one {# block} other {# blocks}} handed out and stays where it is in usedpools.',
  ),
  PoolIsEmpty: msg(
    'ref.count is 0: pool {pool} has no block handed out any more, so it leaves size class {szidx} and goes back to its arena.',
  ),

  PoolRelinked: msg(
    'Pool {pool} is linked at the front of the ring of size class {szidx}, before {next}, which stood there: the pool freed into last serves the next request.',
  ),
  PoolUnlinked: msg(
    'Pool {pool} leaves the ring of size class {szidx}: what its nextpool and prevpool lead to is linked to each other.',
  ),
  PoolToFreepools: msg(
    'Pool {pool} becomes the head of freepools of arena {arena}, {next, select, NULL {which was NULL} other {before pool {next}}}. From here on its nextpool links free pools, not used ones.',
  ),
  Nfp2lastaSteppedBack: msg(
    'Arena {arena} was the last in usable_arenas with {nfreepools, plural, one {# free pool} other {# free pools}}: nfp2lasta[{nfreepools}] {previous, select, none {becomes NULL, since the arena before it, if any, has another number} other {moves back to arena {previous}, which has as many}}.',
  ),
  Nfp2lastaUnmoved: msg(
    'nfp2lasta[{nfreepools}] is {last, select, none {NULL, since usable_arenas has no arena} other {arena {last}, not arena {arena}, which was not the last in usable_arenas}} with {nfreepools, plural, one {# free pool} other {# free pools}}{last, select, none {, and arena {arena} was not in it} other {}}: it stays.',
  ),
  FreePoolCounted: msg(
    'The pool counts as free: nfreepools of arena {arena} becomes {nfreepools, number} of {ntotalpools, number}.',
  ),
  ArenaUnlinked: msg(
    'Case 1: nfreepools of arena {arena} is ntotalpools, {ntotalpools, number}, so nothing in it is in use: it leaves usable_arenas to be given back.',
  ),
  ArenaObjectUnused: msg('arenas[{arena}] becomes the head of unused_arena_objects, to serve another arena later.'),
  ArenaUnmarked: msg('The radix tree forgets the arena at {address}: entry {index} covers it no longer.'),
  ArenaUnmapped: msg(
    'No block of the arena is in use, so its {size, plural, one {# byte} other {# bytes}} at {address} go back to the system.',
  ),
  ArenaReleased: msg(
    'address of arenas[{arena}] becomes 0, which makes it unassociated; narenas_currently_allocated is {narenas, number}.',
  ),
  ArenaKept: msg(
    'nfreepools of arena {arena} is ntotalpools, {ntotalpools, number}, but nextarena is NULL: as the last in usable_arenas it is kept, since giving it back and asking again would be slow.',
  ),
  ArenaUsableAgain: msg(
    'Case 2: nfreepools of arena {arena} is 1, so it was full and in no list. With the fewest free pools it heads usable_arenas, {next, select, none {where it is alone} other {before arena {next}}}.',
  ),
  Nfp2lastaSet: msg(
    'nfp2lasta[{nfreepools}] was NULL: arena {arena} is the last, and only, arena with {nfreepools, plural, one {# free pool} other {# free pools}}.',
  ),
  ArenaInOrder: msg(
    'Case 4: with {nfreepools, plural, one {# free pool} other {# free pools}} arena {arena} is in order where it stands in usable_arenas, {next, select, none {as it is the last} other {since arena {next} behind it has {next_nfreepools, number}}}.',
  ),
  ArenaOutOfOrder: msg(
    'Case 3: with {nfreepools, plural, one {# free pool} other {# free pools}} arena {arena} does not belong before arena {next}, which has {next_nfreepools, number}, so it leaves its place in usable_arenas.',
  ),
  ArenaWasLast: msg(
    'Case 4: nfp2lasta[{before}] was arena {arena} itself, so no arena with {before, plural, one {# free pool} other {# free pools}} stands behind it in usable_arenas: with {nfreepools, number} it is in order where it stands, {next, select, none {as the last} other {before arena {next}, which has {next_nfreepools, number}}}.',
  ),
  ArenaWasNotLast: msg(
    'Case 3: nfp2lasta[{before}] is arena {last}, not arena {arena}, so an arena with {before, plural, one {# free pool} other {# free pools}} stands behind it: with {nfreepools, number} it is out of order and leaves its place in usable_arenas.',
  ),
  ArenaWalkedPast: msg(
    'Arena {passed} has {passed_nfreepools, plural, one {# free pool} other {# free pools}}, fewer than the {nfreepools, number} of arena {arena}: one step further along usable_arenas.',
  ),
  ArenaInsertedAfter: msg(
    'Arena {arena} is inserted in usable_arenas right behind arena {after}, where nfreepools is in order again.',
  ),

  ReallocOfNull: msg(
    'The address is NULL, so there is no block yet: realloc(NULL, {nbytes, number}) is malloc({nbytes, number}).',
  ),
  ReallocOfRaw: msg(
    "{addr} is not pymalloc's, so the C library resizes it to {nbytes, plural, one {# byte} other {# bytes}}, even where pymalloc could serve that.",
  ),
  ReallocStays: msg(
    '{nbytes, number} ≤ {size, number}, and 4 × {nbytes, number} = {four_nbytes, number} > 3 × {size, number} = {three_sizes, number}: the block at {block} would lose less than a quarter of its bytes, which is not worth a copy. It stays.',
  ),
  ReallocShrinks: msg(
    '4 × {nbytes, number} = {four_nbytes, number} ≤ 3 × {size, number} = {three_sizes, number}: a quarter of the block at {block} or more would be wasted, so it moves to a smaller one.',
  ),
  ReallocGrows: msg(
    '{nbytes, number} > {size, number}: the block at {block} is too small, so its contents move to a larger one.',
  ),
  ReallocFails: msg(
    'No other block of {nbytes, plural, one {# byte} other {# bytes}} could be had: the answer is NULL, and the old block at {block} stays as it was.',
  ),
  Copied: msg(
    '{nbytes, plural, one {# byte, what both blocks have room for, is} other {# bytes, what both blocks have room for, are}} copied from {from} to {to}.',
  ),
  Zeroed: msg(
    '{nbytes, plural, one {# byte} other {# bytes}} at {block} {nbytes, plural, one {is} other {are}} set to 0.',
  ),

  RawZeroMadeOne: msg('0 bytes are asked for: the C library may answer NULL to that, so it is asked for 1 instead.'),
  RawChunkTaken: msg(
    'The free piece of the C library at {chunk} has {size, plural, one {# byte} other {# bytes}}, and {nbytes, plural, one {# byte needs} other {# bytes need}} {need, number} with its header: the {left, number} beyond that are fewer than {smallest, number}, too few to be a piece of their own. It is handed out whole, the block is {addr}.',
  ),
  RawChunkSplit: msg(
    'The free piece of the C library at {chunk} has {size, plural, one {# byte} other {# bytes}}, and {nbytes, plural, one {# byte needs} other {# bytes need}} only {need, number} with its header, so it is cut: the block is {addr}, and the rest at {rest}, {left, plural, one {# byte} other {# bytes}}, stays free.',
  ),
  RawSegmentMapped: msg(
    'No free piece of the C library suffices: it maps {nbytes, plural, one {# more byte} other {# more bytes}} at {address}.',
  ),
  RawNoMemory: msg(
    'The C library has no free piece for {nbytes, plural, one {# byte} other {# bytes}}, and the system maps no more: the answer is NULL.',
  ),
  RawBlockCounted: msg(
    'The C library served this, but sys.getallocatedblocks() counts it too: raw_allocated_blocks becomes {raw_allocated_blocks, number}.',
  ),
  RawBlockUncounted: msg(
    'A block that pymalloc had passed on is given back: raw_allocated_blocks becomes {raw_allocated_blocks, number}.',
  ),
  RawChunkFreed: msg(
    'The C library marks {addr} free{merged, plural, =0 {; neither neighbour is free, so nothing is merged} one { and merges it with its free neighbour} other { and merges it with its # free neighbours}}.',
  ),
  RawSegmentUnmapped: msg(
    "Nothing of the C library's {nbytes, plural, one {# byte} other {# bytes}} at {address} is in use: they go back to the system.",
  ),
  RawStays: msg(
    "The C library's block at {addr} has room for {room, plural, one {# byte} other {# bytes}}, and {nbytes, number} ≤ {room, number}: it stays where it is.",
  ),
  RawMoves: msg(
    "The C library's block at {addr} has room for {room, plural, one {# byte} other {# bytes}} only, and {nbytes, number} > {room, number}: its contents move to another.",
  ),

  BytesWritten: msg(
    '{nbytes, plural, one {# byte was} other {# bytes were}} written at {addr}, as a program that owns the block might.',
  ),
  LimitSet: msg(
    '{arenas, plural, =0 {{memory, plural, =0 {No limit: the system grants what it is asked for.} one {From here on the system grants # byte at most.} other {From here on the system grants # bytes at most.}}} one {From here on the system grants at most # arena{memory, plural, =0 {} one { and # byte} other { and # bytes}}.} other {From here on the system grants at most # arenas{memory, plural, =0 {} one { and # byte} other { and # bytes}}.}}',
  ),

  ...objectEvents,
};
