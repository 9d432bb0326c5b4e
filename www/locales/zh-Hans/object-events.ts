// 简体中文: one sentence for each event of objects, reference counts and the collector: what happened and why, with the
// values that decided it.

import { type EventTexts } from '../event-values.ts';
import { msg } from '../message.ts';

export const objectEvents = {
  Incref: msg('{object} 多了一个引用：ob_refcnt 变为 {refcnt, number}。'),
  Decref: msg('{object} 少了一个引用：ob_refcnt 变为 {refcnt, number}，不是 0，所以它继续活着。'),
  DecrefToZero: msg('{object} 的最后一个引用没了：ob_refcnt 变为 0，这个 {of} 立即被销毁。'),
  NameBound: msg('{known, select, yes {名字 {name} } other {有一个名字}}指向 {object}：它是根，算作来自外部的引用。'),
  NameUnbound: msg('{known, select, yes {名字 {name} } other {有一个名字}}不再指向 {object}；它持有的引用随之消失。'),

  ObjectInitialised: msg('{object} 诞生，占 {nbytes, number} 字节：ob_type 表明它是 {of}，ob_refcnt 为 1。'),
  TakenFromFreeList: msg(
    '该类型的空闲链表不为空：直接重用最后放进去的 {of} {object}，无需分配内存。链表里{numfree, plural, =0 {已经没有别的了} other {还剩 # 个}}。',
  ),
  KeptOnFreeList: msg(
    '{object} 保留内存，留给下一个 {of}：该类型的空闲链表{most, plural, =0 {没有上限} other {算上它共有 {numfree, number} 个，上限为 {most, number} 个}}。',
  ),
  KeysTakenFromFreeList: msg(
    '空闲链表里有一张最小尺寸的键表：重用 {keys}。链表里{numfree, plural, =0 {已经没有别的了} other {还剩 # 张}}。',
  ),
  KeysKeptOnFreeList: msg(
    '{keys} 处的键表是最小尺寸，空闲链表又有空位，所以保留下来：算上它共有 {numfree, number} 张，上限为 {most, number} 张。',
  ),
  SharedObjectUsed: msg('已经有一个相等的 {of}，而且它永不改变：不再新建，共享 {object}。'),
  NumberBlockCut: msg(
    '{of} 的空闲链表是空的：把 {block} 处的一个块切成 {count, number} 个对象的位置，全部放进那个链表。',
  ),
  ListSizeSet: msg(
    '{object} 的数组有 {allocated, number} 个位置，{half, number} ≤ {size, number} ≤ {allocated, number}：够用又不太大，只需把 ob_size 改为 {size, number}。',
  ),
  ListResized: msg(
    '{object} 的数组有 {before, number} 个位置，{fit, select, small {少于需要的 {size, number} 个} other {超过所需 {size, number} 个的两倍}}：调整为 {allocated, number} 个{allocated, plural, =0 {} other {，略有富余，留给之后的追加}}；ob_item 为 {ob_item}。',
  ),
  ItemStored: msg('{object} 在下标 {index, number} 处引用 {item}。'),
  ItemRemoved: msg('{object} 不再引用原来在下标 {index, number} 处的 {item}。'),
  EntryInserted: msg(
    '{object} 里还没有与 {key} 相等的键，于是连同值 {value} 一起加入：按哈希值 {hash} 找到的表项 {index, number}。',
  ),
  EntryReplaced: msg('键 {key} 已经在 {object} 里，不必新增表项：它的值由 {old} 换成 {value}。'),
  EntryDeleted: msg('键 {key} 和值 {value} 离开 {object}；它们的位置保留标记，好让查找能继续往后走。'),
  DictResized: msg(
    'dk_usable 为 0：有 {before, number} 个槽的键表不能再添加表项，尽管可能还有三分之一的槽空着。{object} 有 {used, number} 个表项，3 × {used, number} = {wanted, number}，所以新表取 {size, number} 个槽；在用的表项搬过去，已删除的不带走。',
  ),
  DictRebuilt: msg(
    'dk_usable 为 {usable, number}，但原因并不是空间不够：{object} 换用一张自己独有、没有空缺的键表，共 {size, number} 个槽；{used, plural, =0 {没有表项要搬过去} other {# 个表项搬过去}}。',
  ),
  DictTableResized: msg(
    '3 × ma_fill = {three_fills, number} ≥ 2 × {before, number} = {two_tables, number}：{before, number} 个槽里有 {fill, number} 个被占用（含已删除的），查找会变慢。{object} 换用有 {size, number} 个槽的表；{used, number} 个表项搬过去，已删除的不带走。',
  ),
  DictMadeCombined: msg('{object} 的做法与同类的其他实例不同：不再与它们共享键，改用自己位于 {keys} 的键表。'),
  KeysShared: msg('又有一个 dict 使用该类位于 {keys} 的键表，只有值是自己的；dk_refcnt 变为 {refcnt, number}。'),
  SetEntryInserted: msg(
    '{object} 里还没有与 {key} 相等的键，于是放进表项 {index, number}：沿哈希值 {hash} 的探测路径遇到的第一个空位。',
  ),
  SetEntryDeleted: msg('{key} 离开 {object}：它的表项里放上一个 dummy，好让查找能继续往后走。'),
  SetResized: msg(
    '5 × fill = {five_fills, number} ≥ 3 × mask = {three_masks, number}：{before, number} 个表项里有 {fill, number} 个被占用（含 dummy），查找会变慢。{object} 把 {used, number} 个键搬到有 {size, number} 个表项的表里。',
  ),
  SetTableResized: msg(
    '3 × fill = {three_fills, number} ≥ 2 × {before, number} = {two_tables, number}：{before, number} 个表项里有 {fill, number} 个被占用（含 dummy），查找会变慢。{object} 把 {used, number} 个键搬到有 {size, number} 个表项的表里。',
  ),
  InstanceDictCreated: msg('{object} 还没有 __dict__，而它要得到第一个属性：为它创建 {dict}。'),

  WeakrefLinked: msg('{weakref} 加入 {object} 的弱引用链表；弱引用不计数，所以 ob_refcnt 不变。'),
  WeakrefCleared: msg('{weakref} 离开 {object} 的弱引用链表：从此调用它得到的是 None。'),
  WeakrefCallback: msg('调用 {weakref} 的回调：它所指的对象已经取不到了。'),

  Deallocating: msg('{object} 已经无可挽回：先放掉这个 {of} 可能持有的引用，再归还它的内存。'),
  TrashDeposited: msg(
    '销毁已经嵌套了 {nesting, number} 层，达到 trashcan 允许的上限：{object} 先放进 trash_delete_later 等待，以免 C 栈溢出。',
  ),
  TrashTaken: msg('最外层的销毁已经结束：接着处理最后放进 trash_delete_later 的 {object}。'),
  FinalizerCalled: msg('调用 {object} 的 __del__；调用期间为该对象持有一个引用。'),
  FinalizerSkipped: msg('不调用 {object} 的 __del__：_gc_prev 中已置位 FINALIZED，它唯一的一次调用已经用掉了。'),
  LegacyFinalizerCalled: msg('{object} 的类型带有旧式终结器：调用 tp_del。'),
  Resurrected: msg('终结器留下了对 {object} 的引用：ob_refcnt 为 {refcnt, number}，不是 0，销毁就此取消。'),
  ActionSkipped: msg('{object} 的终结器或回调要做的事已经做不成了：某个对象已死，或者某个引用不存在，所以什么也不做。'),

  Tracked: msg('{object} 可能参与循环：它的 PyGC_Head 接到第 {generation} 代的末尾。'),
  Untracked: msg('{object} 的 PyGC_Head 离开所在的链表：前后邻居直接相连，_gc_next 表明它未被追踪。'),
  UntrackedByContents: msg('{object} 这个 {of} 里的东西都与回收器无关：循环不可能经过它，所以它不在任何链表里。'),
  AllocationCounted: msg('又分配了一个容器：第 0 代的计数变为 {count, number}，阈值为 {threshold, number}。'),
  DeallocationCounted: msg('少了一个容器：第 0 代的计数变为 {count, number}。'),

  ThresholdPassed: msg(
    '第 0 代的计数 {count, number} 超过了阈值 {threshold, number}，而且回收器已启用：该回收了，此时正在创建的对象还不在任何链表里。',
  ),
  AlreadyCollecting: msg('已经有一次回收正在进行，所以这次什么也不做，返回 0。'),
  GenerationChosen: msg(
    '计数 {count, number} > 阈值 {threshold, number}：第 {generation} 代是到期的代中最老的，连同更年轻的代一起回收。',
  ),
  GenerationNotDue: msg(
    '计数 {count, number} ≤ 阈值 {threshold, number}：第 {generation} 代还没到期，再看更年轻的一代。',
  ),
  FullCollectionPutOff: msg(
    'long_lived_pending {pending, number} < long_lived_total {total, number} / 4 = {quarter, number}：新增的幸存者太少，完全回收不划算，先推迟。',
  ),
  CollectionStarted: msg(
    '开始回收第 {generation} 代：{generation, plural, =0 {它的计数清零} other {第 0 到 {generation} 代的计数清零}}{generation, plural, =2 {} other {，第 {older} 代的计数加 1}}。',
  ),
  GenerationsMerged: msg('第 {from} 代的 {moved, number} 个对象接到第 {to} 代的链表末尾：它们一起回收。'),
  PhaseStarted: msg('{phase}'),
  RefsCopied: msg('{object} 的 gc_refs 一开始是 ob_refcnt 的副本：{refs, number}。'),
  SubtractingRefsOf: msg('遍历 {object} 持有的引用，从每个目标的 gc_refs 里减 1。'),
  RefSubtracted: msg('{object} 的引用中有一个来自链表内部：gc_refs 变为 {refs, number}。'),
  Reachable: msg(
    '{object} 的 gc_refs 是 {refs, number}，大于 0：链表之外有东西引用它，或者某个可达对象引用它。沿着它自己的引用往下走，它随之变黑。',
  ),
  TentativelyUnreachable: msg(
    '{object} 的 gc_refs 是 0：到目前为止没有发现来自外部的引用，它保持白色，先移到 unreachable，除非之后另有证据。',
  ),
  MarkedReachable: msg('{object} 的 gc_refs 是 0，还没轮到扫描，但有可达对象引用它：gc_refs 变为 1，它由白变灰。'),
  MovedBack: msg('有可达对象引用了已在 unreachable 里的 {object}：它移回链表末尾，变灰，gc_refs 为 1。'),
  VisitedWaiting: msg(
    '有可达对象引用 {object}，而它的 gc_refs 已经是 {refs, number}：它是灰色，稍后就会扫描到它并沿它的引用继续，所以什么都不用改。',
  ),
  VisitedUntracked: msg(
    '有可达对象引用 {object}，而它的 PyGC_Head 表明它未被追踪：它不在任何链表里，任何一次回收都不看它。',
  ),
  VisitedNotCollecting: msg(
    '有可达对象引用 {object}，而它的 _gc_prev 里没有 COLLECTING 标志：它要么已是黑色，要么所在的链表不在这次回收之列，总之无需再判断。',
  ),
  VisitedReachable: msg(
    '有可达对象引用 {object}，而它的 gc_refs 是 GC_REACHABLE（-3）：它要么已是黑色，要么所在的代不在这次回收之列，总之无需再判断。',
  ),
  MovedToFinalizers: msg('{object} 的类型带有旧式终结器：对象从 unreachable 移到 finalizers。'),
  FollowingFinalizer: msg('遍历 {object} 持有的引用：它的终结器可能用到其中任何一个。'),
  ReachedFromFinalizers: msg('finalizers 里有对象引用 {object}，终结器可能用得着：它也移到 finalizers。'),
  WeakrefIsTrash: msg('{weakref} 自己也是垃圾：直接清除，它的回调永远不会被调用。'),
  CallbackToCall: msg('{weakref} 可达，带有回调，又指向垃圾：放进 wrcb_to_call。'),
  WeakrefSurvived: msg('{weakref} 在回调之后仍然活着：从 wrcb_to_call 移到更老的一代。'),
  SurvivedResurrection: msg('终结器运行之后 {object} 又变得可达：移到更老的一代。'),
  Cleared: msg('调用 {object} 的 tp_clear：这个 {of} 放掉自己的引用，循环从这里断开。'),
  SavedAsGarbage: msg('已设置 DEBUG_SAVEALL：{object} 不被清除，而是放进 gc.garbage。'),
  SurvivedClear: msg('{object} 在 tp_clear 之后仍然活着，因为还有东西引用它：移到更老的一代。'),
  Uncollectable: msg('{object} 因为带有终结器而无法回收：gc.garbage 得到一个指向它的引用。'),
  FreeListsCleared: msg(
    '完全回收之后清空各类型的空闲链表：{freed, plural, =0 {里面没有对象} other {归还了 # 个对象}}。',
  ),
  SurvivorsMoved: msg('第 {from} 代有 {moved, number} 个对象幸存，接到第 {to} 代的末尾。'),
  LongLivedPending: msg(
    '第 1 代的幸存者等待下一次完全回收：long_lived_pending 变为 {pending, number}，long_lived_total 为 {total, number}。',
  ),
  LongLivedTotal: msg(
    '这是一次完全回收：幸存者的数目 {total, number} 成为 long_lived_total，long_lived_pending 归零。',
  ),
  CollectionFinished: msg(
    '第 {generation} 代的回收结束：回收了 {collected, number} 个，无法回收的有 {uncollectable, number} 个。',
  ),
  NestedCollectReturned: msg('终结器或回调里的 gc.collect() 返回 {result, number}。'),
  Frozen: msg('gc.freeze：各代共 {moved, number} 个对象移到 permanent_generation，任何回收都不看那里。'),
  Unfrozen: msg('gc.unfreeze：permanent_generation 的 {moved, number} 个对象接到第 2 代的末尾。'),
  ThresholdSet: msg(
    '第 {generation} 代的阈值{same, select, yes {仍为 {to, number}} other {由 {from, number} 改为 {to, number}}}：{to, plural, =0 {{generation, plural, =0 {从此不再自动回收} other {计数只要不为 0 就该回收}}} other {计数超过它就该回收}}。',
  ),
  EnabledSet: msg(
    'enabled {same, select, yes {仍为 {to}} other {由 {from} 改为 {to}}}：{to, plural, =0 {计数超过阈值也不会触发回收} other {计数超过阈值就会触发回收}}。',
  ),
  DebugSet: msg(
    'debug {same, select, yes {仍为 {to}} other {由 {from} 改为 {to}}}：{to, plural, =0 {垃圾会被清除} other {DEBUG_SAVEALL 已设置，垃圾不清除，而是放进 gc.garbage}}。',
  ),
  FreeListsSet: msg(
    '{to, plural, =0 {{same, select, yes {类型的空闲链表仍然停用} other {停用类型的空闲链表}}：对象死后直接归还内存。} other {{same, select, yes {类型的空闲链表仍然启用} other {启用类型的空闲链表}}：对象死后可以留着内存，供下一个对象使用。}}',
  ),
} satisfies Partial<EventTexts>;
