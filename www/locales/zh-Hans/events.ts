// 简体中文: one sentence for each event of the allocators: what happened and why, with the values that decided it.
// event-values.ts says what each value is.

import { type EventTexts } from '../event-values.ts';
import { msg } from '../message.ts';
import { objectEvents } from './object-events.ts';

export const events: EventTexts = {
  Call: msg('{function}'),

  RequestTooLarge: msg(
    '请求的 {nbytes, number} 字节超过了 PY_SSIZE_T_MAX（{limit, number}）：不再询问任何分配器，直接返回 NULL。',
  ),
  CallocOverflow: msg('{nelem, number} × {elsize, number} 超出了 Py_ssize_t 的范围：还没计算大小就直接返回 NULL。'),
  DeclinedZero: msg('nbytes 为 0：pymalloc 没有对应的大小类，因此不接手，改由原始分配器处理。'),
  DeclinedLarge: msg(
    '{nbytes, number} 字节 > SMALL_REQUEST_THRESHOLD（{threshold, number}）：池里放不下这么大的块，pymalloc 不接手，改由原始分配器处理。',
  ),
  UsedPoolFound: msg(
    '{nbytes, number} 字节属于大小类 {szidx}（每块 {size, number} 字节）；usedpools[{slot}] 指向池 {pool}，而不是指回自己的哨兵，说明这个池还有块可以给。',
  ),
  NoUsedPool: msg(
    '{nbytes, number} 字节属于大小类 {szidx}（每块 {size, number} 字节），但 usedpools[{slot}] 指回了自己的哨兵 {sentinel}：环是空的，需要一个空闲的池。',
  ),
  TookFreeBlock: msg(
    '交出池 {pool} 空闲链表的表头 {block}；它开头几个字节里的指针不是 NULL，于是 {freeblock} 成为新的 freeblock。ref.count 变为 {count, number}。',
  ),
  TookLastFreeBlock: msg(
    '交出池 {pool} 空闲链表的表头 {block}；它开头几个字节里的指针是 NULL，链表就此变空。ref.count 变为 {count, number}。',
  ),

  NextBlockCarved: msg(
    'nextoffset {nextoffset} ≤ maxnextoffset {maxnextoffset}，说明池 {pool} 还有未动用的块：{block} 成为整条空闲链表，nextoffset 向后移一块。',
  ),
  PoolFull: msg(
    'nextoffset {nextoffset} > maxnextoffset {maxnextoffset}，说明池已满：{pool} 没有块可给，离开大小类 {szidx} 的环。',
  ),

  NoUsableArena: msg('usable_arenas 为 NULL：没有哪个 arena 还有空闲的池，需要再申请一个 arena。'),
  NoArenaToBeHad: msg('new_arena 返回 NULL：没有 arena，pymalloc 只好不接手，改由原始分配器处理。'),
  UsableArenasStarted: msg('arena {arena} 是 usable_arenas 里唯一的 arena，有 {nfreepools, number} 个空闲的池。'),
  UsableArenaChosen: msg(
    'arena {arena} 排在 usable_arenas 的最前面，有 {nfreepools, number} 个空闲的池：链表按 nfreepools 排序，先用最满的 arena，最空的才有机会整个腾出来。',
  ),
  Nfp2lastaSteppedDown: msg(
    'arena {arena} 即将少一个空闲的池。{yields, select, yes {它原是空闲池数为 {nfreepools, number} 的最后一个，所以 nfp2lasta[{nfreepools}] 变为 NULL} other {nfp2lasta[{nfreepools}] 仍是 {last, select, none {NULL} other {arena {last}}}}}；{fewer, plural, =0 {空闲的池一个不剩，它不再出现在 nfp2lasta 中} other {nfp2lasta[{fewer}] 变为 arena {arena}}}。',
  ),
  FreePoolTaken: msg(
    'arena {arena} 的 freepools 不为 NULL：取走表头的池 {pool}，nfreepools 变为 {nfreepools, number}。',
  ),
  ArenaFullAfterFreePool: msg(
    '最后一个腾空过的池被取走后，arena {arena} 的 nfreepools 为 0：arena 已满，离开 usable_arenas。',
  ),
  PoolCarved: msg(
    'arena {arena} 的 freepools 为 NULL，于是从 pool_address 处切出一个池：{pool}。pool_address 前移到 {pool_address}，nfreepools 变为 {nfreepools, number}。',
  ),
  ArenaFullAfterCarving: msg(
    '最后一个尚未切出的池被取走后，arena {arena} 的 nfreepools 为 0：arena 已满，离开 usable_arenas。',
  ),
  PoolLinked: msg(
    '池 {pool} 成为大小类 {szidx} 的环里唯一的池：它的两个指针和 usedpools 的两个槽互相指向对方。ref.count 从 1 开始。',
  ),
  PoolReusedAsIs: msg(
    '池 {pool} 的 szidx 本来就是 {szidx}，上次服务的就是这个类，头部和空闲链表可以接着用：交出 {block}，{freeblock, select, NULL {空闲链表到此结束} other {freeblock 变为 {freeblock}}}。',
  ),
  PoolInitialised: msg(
    '池 {pool} 的 szidx {previous_szidx, select, none {是 0xffff，即还没有服务过任何大小类} other {是 {previous_szidx}，属于另一个大小类}}，因此按大小类 {szidx} 重写头部：交出第一块 {block}，第二块就是空闲链表，nextoffset 为 {nextoffset}，maxnextoffset 为 {maxnextoffset}。其余的块都不去碰。',
  ),

  ArenasAllocated: msg(
    'unused_arena_objects 和 arenas 都是 NULL：在 {at} 处分配 arenas[]，含 {maxarenas, number} 个 arena 对象，全都未使用。',
  ),
  ArenasDoubled: msg(
    'unused_arena_objects 为 NULL，{from, number} 个 arena 对象都已有 arena：arenas[] 翻倍到 {maxarenas, number} 个，位于 {at}。多出来的放进 unused_arena_objects。',
  ),
  ArenasNotGrown: msg(
    '{maxarenas, plural, =0 {还没有 arenas[]} other {arenas[] 的 # 个 arena 对象全部在用}}，而更大的数组所需的 {nbytes, number} 字节申请不到。',
  ),
  ArenaObjectTaken: msg('取走 unused_arena_objects 的表头：即将申请的 arena 由 arenas[{arena}] 管理。'),
  ArenaMapped: msg('系统在 {address} 处给出了 {size, number} 字节。'),
  ArenaLimitReached: msg('系统不再给出 arena：已经映射了 {limit, number} 个，达到了设定的上限。'),
  ArenaNotMapped: msg('系统已经拿不出 arena 所需的 {size, number} 字节。'),
  RadixNodeAllocated: msg(
    '基数树的表项 {index} 原为 NULL，这个 arena 是这段地址空间里的第一个：在 {at} 处为它分配一个{level, plural, =2 {中} other {底}}层节点。',
  ),
  RadixNodeNotAllocated: msg(
    '基数树的表项 {index} 为 NULL，需要一个{level, plural, =2 {中} other {底}}层节点，但已经没有内存可用。',
  ),
  ArenaMarkedAligned: msg(
    '{address} 处的 arena 从 ARENA_SIZE 的整数倍开始，基数树只用表项 {index} 就能覆盖它：tail_hi 为 -1。',
  ),
  ArenaMarkedUnaligned: msg(
    '{address} 处的 arena 比 ARENA_SIZE 的整数倍多出 {tail, number} 字节，因此跨了基数树的两个表项：表项 {index} 的 tail_hi 和下一项的 tail_lo 都变为 {tail}。',
  ),
  ArenaMarkFailed: msg('基数树记录不了 {address} 处的 arena，pymalloc 以后就认不出其中的块：这个 arena 立即归还。'),
  ArenaObjectReturned: msg('没有 arena 可交给 arenas[{arena}]，它回到 unused_arena_objects 的最前面。'),
  ArenaAssociated: msg(
    'arenas[{arena}] 的 address 变为 {address}，两者就此关联；narenas_currently_allocated 为 {narenas, number}。',
  ),
  ArenaStartsAligned: msg(
    'arena 正好从池的边界开始：arena {arena} 的 pool_address 就是它自己的地址，{ntotalpools, number} 个池全部可用。',
  ),
  ArenaStartsUnaligned: msg(
    'arena 的起点比池的边界多出 {excess, number} 字节：arena {arena} 的 pool_address 取下一个边界 {pool_address}，损失一个池，可用的有 {ntotalpools, number} 个。',
  ),

  InRangeByRadix: msg(
    '基数树的表项 {index} 中 tail_hi 为 {tail_hi}，tail_lo 为 {tail_lo}；{addr} 在这段地址空间中的偏移 {tail} {half, select, low {小于 tail_lo} other {不小于 tail_hi}}，所以有 arena 覆盖它：归 pymalloc 管。',
  ),
  NotInRangeByRadix: msg(
    '{bottom, select, NULL {基数树里没有 {addr} 对应的底层节点，这段地址空间里从未有过 arena} other {基数树的表项 {index} 中 tail_hi 为 {tail_hi}，tail_lo 为 {tail_lo}；{addr} 的偏移 {tail} 不小于 tail_lo，{tail_hi, plural, =0 {而 tail_hi 为 0 表示没有 arena 从这里开始} other {但小于 tail_hi}}，所以没有 arena 覆盖它}}：这个地址归 C 库管。',
  ),
  InRangeByIndex: msg(
    '池 {pool} 的头部记着 arenaindex {arenaindex}，而从 {address} 开始的 arenas[{arenaindex}] 覆盖了 {addr}：归 pymalloc 管。',
  ),
  NotInRangeByIndex: msg(
    '池 {pool} 的头部里 arenaindex 的位置上是 {arenaindex, number}，{leads, select, beyond {不小于 maxarenas（{maxarenas, number}）} unassociated {而 arenas[{arenaindex}] 没有 arena} other {但从 {address} 开始的 arenas[{arenaindex}] 并不覆盖这个地址}}：{addr} 归 C 库管。',
  ),

  FreeNull: msg('地址是 NULL：释放空指针什么也不做。'),
  BlockLinked: msg(
    '{block} 成为池 {pool} 空闲链表的表头：它开头几个字节存下原来的表头 {lastfree}，freeblock 指向它。ref.count 变为 {count, number}。',
  ),
  PoolWasFull: msg(
    '原来的 freeblock 是 NULL，说明池 {pool} 之前是满的，不在任何链表里：要把它接回大小类 {szidx} 的环。',
  ),
  PoolStaysUsed: msg(
    'ref.count 为 {count, number}，不是 0：池 {pool} 还有 {count, number} 个块在外面，它留在 usedpools 中原来的位置。',
  ),
  PoolIsEmpty: msg('ref.count 为 0：池 {pool} 已没有块在外面，于是离开大小类 {szidx}，交还给它的 arena。'),

  PoolRelinked: msg(
    '池 {pool} 接到大小类 {szidx} 的环的最前面，排在原来的 {next} 之前：下一次请求就由刚释放过的池来满足。',
  ),
  PoolUnlinked: msg('池 {pool} 离开大小类 {szidx} 的环：nextpool 和 prevpool 所指的两个邻居直接相连。'),
  PoolToFreepools: msg(
    '池 {pool} 成为 arena {arena} 的 freepools 的表头，{next, select, NULL {链表原来是 NULL} other {排在池 {next} 之前}}。从此它的 nextpool 连接的是空闲的池，而不是使用中的池。',
  ),
  Nfp2lastaSteppedBack: msg(
    'arena {arena} 原是 usable_arenas 里空闲池数为 {nfreepools, number} 的最后一个：nfp2lasta[{nfreepools}] {previous, select, none {变为 NULL，因为它前面没有 arena，或者空闲池数不同} other {退回到空闲池数相同的 arena {previous}}}。',
  ),
  Nfp2lastaUnmoved: msg(
    'nfp2lasta[{nfreepools}] 是 {last, select, none {NULL，因为 usable_arenas 里没有空闲池数为 {nfreepools, number} 的 arena，arena {arena} 也不在其中} other {arena {last}，不是 arena {arena}，后者并非 usable_arenas 里空闲池数为 {nfreepools, number} 的最后一个}}：保持不变。',
  ),
  FreePoolCounted: msg(
    '这个池算作空闲：arena {arena} 的 nfreepools 变为 {nfreepools, number}，总共 {ntotalpools, number} 个。',
  ),
  ArenaUnlinked: msg(
    '情形 1：arena {arena} 的 nfreepools 等于 ntotalpools，即 {ntotalpools, number}，里面什么都没在用：离开 usable_arenas，准备归还。',
  ),
  ArenaObjectUnused: msg('arenas[{arena}] 成为 unused_arena_objects 的表头，留给以后的 arena。'),
  ArenaUnmarked: msg('基数树不再记录 {address} 处的 arena：表项 {index} 不再覆盖它。'),
  ArenaUnmapped: msg('arena 中没有块在用，{address} 处的 {size, number} 字节归还给系统。'),
  ArenaReleased: msg(
    'arenas[{arena}] 的 address 变为 0，即不再关联任何 arena；narenas_currently_allocated 为 {narenas, number}。',
  ),
  ArenaKept: msg(
    'arena {arena} 的 nfreepools 等于 ntotalpools，即 {ntotalpools, number}，但 nextarena 为 NULL：它是 usable_arenas 里的最后一个，予以保留，免得归还之后又要慢吞吞地重新申请。',
  ),
  ArenaUsableAgain: msg(
    '情形 2：arena {arena} 的 nfreepools 为 1，说明它之前是满的，不在任何链表里。它的空闲池最少，所以排到 usable_arenas 的最前面，{next, select, none {而且是唯一的一个} other {在 arena {next} 之前}}。',
  ),
  Nfp2lastaSet: msg(
    'nfp2lasta[{nfreepools}] 原为 NULL：空闲池数为 {nfreepools, number} 的最后一个（也是唯一一个）arena 就是 arena {arena}。',
  ),
  ArenaInOrder: msg(
    '情形 4：arena {arena} 有 {nfreepools, number} 个空闲的池，它在 usable_arenas 中的位置仍然合适，{next, select, none {因为它排在最后} other {因为后面的 arena {next} 有 {next_nfreepools, number} 个}}。',
  ),
  ArenaOutOfOrder: msg(
    '情形 3：arena {arena} 有 {nfreepools, number} 个空闲的池，不该排在只有 {next_nfreepools, number} 个的 arena {next} 前面，于是离开它在 usable_arenas 中的位置。',
  ),
  ArenaWasLast: msg(
    '情形 4：nfp2lasta[{before}] 原来就是 arena {arena} 自己，所以在 usable_arenas 中，它后面没有空闲池数为 {before, number} 的 arena：它的空闲池增加到 {nfreepools, number} 个，位置仍然合适，{next, select, none {排在最后} other {在有 {next_nfreepools, number} 个的 arena {next} 之前}}。',
  ),
  ArenaWasNotLast: msg(
    '情形 3：nfp2lasta[{before}] 是 arena {last}，不是 arena {arena}，所以后面还有空闲池数为 {before, number} 的 arena：它的空闲池增加到 {nfreepools, number} 个，位置不再合适，于是离开它在 usable_arenas 中的位置。',
  ),
  ArenaWalkedPast: msg(
    'arena {passed} 有 {passed_nfreepools, number} 个空闲的池，少于 arena {arena} 的 {nfreepools, number} 个：沿 usable_arenas 再往后一步。',
  ),
  ArenaInsertedAfter: msg('arena {arena} 插到 usable_arenas 中 arena {after} 的后面，nfreepools 重新有序。'),

  ReallocOfNull: msg('地址是 NULL，还没有块：realloc(NULL, {nbytes, number}) 就是 malloc({nbytes, number})。'),
  ReallocOfRaw: msg(
    '{addr} 不归 pymalloc 管，由 C 库把它调整为 {nbytes, number} 字节，哪怕这个大小 pymalloc 也能满足。',
  ),
  ReallocStays: msg(
    '{nbytes, number} ≤ {size, number}，且 4 × {nbytes, number} = {four_nbytes, number} > 3 × {size, number} = {three_sizes, number}：{block} 处的块浪费不到四分之一，不值得复制，留在原处。',
  ),
  ReallocShrinks: msg(
    '4 × {nbytes, number} = {four_nbytes, number} ≤ 3 × {size, number} = {three_sizes, number}：{block} 处的块会浪费四分之一或更多，于是搬到更小的块里。',
  ),
  ReallocGrows: msg('{nbytes, number} > {size, number}：{block} 处的块太小，内容要搬到更大的块里。'),
  ReallocFails: msg('申请不到另一个 {nbytes, number} 字节的块：返回 NULL，{block} 处原来的块保持不变。'),
  Copied: msg('把两个块都放得下的 {nbytes, number} 字节从 {from} 复制到 {to}。'),
  Zeroed: msg('{block} 处的 {nbytes, number} 字节清零。'),

  RawZeroMadeOne: msg('请求的是 0 字节：C 库对此可能返回 NULL，所以改为申请 1 字节。'),
  RawChunkTaken: msg(
    'C 库在 {chunk} 处的空闲区有 {size, number} 字节，{nbytes, number} 字节连同头部需要 {need, number} 字节：剩下的 {left, number} 字节不到 {smallest, number}，不足以自成一区。整区交出，块地址为 {addr}。',
  ),
  RawChunkSplit: msg(
    'C 库在 {chunk} 处的空闲区有 {size, number} 字节，{nbytes, number} 字节连同头部只需要 {need, number} 字节，于是切开：块地址为 {addr}，{rest} 处剩下的 {left, number} 字节仍然空闲。',
  ),
  RawSegmentMapped: msg('C 库没有够大的空闲区：它在 {address} 处又映射了 {nbytes, number} 字节。'),
  RawNoMemory: msg('C 库没有放得下 {nbytes, number} 字节的空闲区，系统也不再映射更多内存：返回 NULL。'),
  RawBlockCounted: msg(
    '这次由 C 库满足，但 sys.getallocatedblocks() 也要计入：raw_allocated_blocks 变为 {raw_allocated_blocks, number}。',
  ),
  RawBlockUncounted: msg(
    '归还的是 pymalloc 当初转给 C 库的块：raw_allocated_blocks 变为 {raw_allocated_blocks, number}。',
  ),
  RawChunkFreed: msg(
    'C 库把 {addr} 标记为空闲{merged, plural, =0 {；两侧相邻的区域都不空闲，无需合并} =1 {，并与空闲的相邻区域合并} other {，并与两侧空闲的相邻区域合并}}。',
  ),
  RawSegmentUnmapped: msg('C 库在 {address} 处的 {nbytes, number} 字节全都没在用：归还给系统。'),
  RawStays: msg('C 库在 {addr} 处的块有 {room, number} 字节的空间，{nbytes, number} ≤ {room, number}：留在原处。'),
  RawMoves: msg(
    'C 库在 {addr} 处的块只有 {room, number} 字节的空间，{nbytes, number} > {room, number}：内容要搬到另一个块里。',
  ),

  BytesWritten: msg('在 {addr} 处写入了 {nbytes, number} 字节，就像拥有这个块的程序会做的那样。'),
  LimitSet: msg(
    '{arenas, plural, =0 {{memory, plural, =0 {不设上限：系统有求必应。} other {从此系统最多给出 # 字节。}}} other {从此系统最多给出 # 个 arena{memory, plural, =0 {} other {和 # 字节}}。}}',
  ),

  ...objectEvents,
};
