// 简体中文: what can be wrong with what was asked for, and what CPython itself would do there. Holds words only.

import { msg } from '../message.ts';
import { type ErrorWords } from '../messages.ts';
import { type ErrorTexts } from '../said-values.ts';

export const errors: ErrorTexts = {
  double_free: {
    what: msg('重复释放：{addr} 处的块已经在池 {pool} 的空闲链表里了。没有做任何改动。'),
    cpython:
      'CPython 不做检查：它会把这个块再次挂到空闲链表上，之后两次 malloc 会返回同一个地址，而且 ref.count 会少算一个块。',
  },
  interior_pointer: {
    what: msg('{addr} 不是块的起始地址：它位于 {block} 处的块内部，偏移 {offset, number} 字节。没有做任何改动。'),
    cpython: 'CPython 会直接把这个地址挂到空闲链表上，之后的 malloc 交出的内存会与这个块及其后一个块重叠。',
  },
  not_a_block: {
    what: msg('{addr} 在池 {pool} 之内，但不属于其中任何一个块：它落在池头部或尾部。没有做任何改动。'),
    cpython: 'CPython 会在这些字节上写入空闲链表的指针（可能正好覆盖池头部），之后再把它们当作块交出去。',
  },
  untouched_block: {
    what: msg('池 {pool} 从未交出过 {addr} 处的块：它还在 nextoffset 之后。没有做任何改动。'),
    cpython: 'CPython 会把它放进空闲链表，等 nextoffset 推进到这里时又会再切出一次：同一个块有了两个主人。',
  },
  wild_pointer: {
    what: msg('没有哪个分配器拥有 {addr}。没有做任何改动。'),
    cpython:
      'CPython 会发现它不归 pymalloc 管，于是调用 C 库的 free()；后者可能直接中止进程（“free(): invalid pointer”），也可能弄坏自己的链表。',
  },
  raw_double_free: {
    what: msg('重复释放：C 库在 {addr} 处的块已经是空闲的了。没有做任何改动。'),
    cpython: 'CPython 会第二次调用 free()；glibc 往往能察觉并中止进程（“double free or corruption”）。',
  },
  unmapped: {
    what: msg('{addr} 起的 {nbytes, number} 字节没有全部映射：那里没有可以读写的内存。'),
    cpython: '进程访问这样的地址会触发段错误。',
  },
  segmentation_fault: {
    what: msg('CPython 会在这里崩溃：沿着一个指针，它会访问没有映射的 {addr}。堆保持原样。'),
    cpython: '进程会因段错误而终止，而且往往是在指针被弄坏很久之后。',
  },
  unknown_edition: { what: msg('没有“{name}”这个版本。') },
  unknown_alignment: { what: msg('没有“{name}”这种 arena 对齐方式：只能是 aligned 或 unaligned。') },
  not_a_whole_number: {
    what: msg('{what}为 {value}，但它必须是 0 到 9,007,199,254,740,991 之间的整数。'),
  },
  bad_trace_line: { what: msg('跟踪文件第 {line, number} 行“{text}”有误：应为：{expected}。') },
  trace_fault: {
    what: msg('跟踪文件第 {line, number} 行“{text}”无法执行：编号 {id} 的块还在用，要先释放才能再次使用这个编号。'),
  },
  nothing_to_undo: { what: msg('没有可以撤销的操作。') },
  nothing_to_redo: { what: msg('没有可以重做的操作。') },
  not_in_journal: {
    what: msg('操作 {operation, number} 的各步已经不再保留；日志从操作 {first, number} 开始。'),
  },
  no_such_branch: { what: msg('这个位置之后原有的操作已不再保留，无法恢复。') },
  bad_image: { what: msg('这些字节不是堆的映像：{reason}。') },
  unknown_name: {
    what: msg('没有名为“{name}”的对象。名字要先绑定才能使用；也可以直接写 0x… 这样的地址。'),
    cpython: 'Python 会抛出 NameError。',
  },
  dead_object: {
    what: msg('“{name}”已经死了：最后一个引用没了，内存也已归还，再也不能对它做任何事。'),
    cpython: 'Python 代码到不了这一步，因为它手里已经没有引用；C 代码这样做就是释放后使用。',
  },
  not_an_object: {
    what: msg('{addr} 处没有存活的对象。对象的地址在它的 PyGC_Head 之后，也就是 id() 给出的值。'),
  },
  unhashable: {
    what: msg(
      '{type_name} 是可变的，没有哈希值，不能作 dict 的键或 set 的元素。int、str、由它们组成的 tuple 以及实例都可以。',
    ),
    cpython: msg("Python 会抛出 TypeError: unhashable type: ''{type_name}''。"),
  },
  takes_none: { what: msg('{type_name} 类型的对象不接受{what}。请换一个对象，或换一种方式。') },
  no_such_part: { what: msg('没有{what} {name}，所以什么也没有改动。') },
  no_such_reference: { what: msg('没有从 {from} 到 {to} 的引用，所以什么也没有改动。') },
  tuple_is_fixed: {
    what: msg('tuple 不可修改：元素要在创建时给出。因此仅由 tuple 构成不了循环，借助 tuple 里的一个 list 才可以。'),
    cpython: "Python 会抛出 TypeError: 'tuple' object does not support item assignment。",
  },
  no_slot_left: {
    what: msg('这个实例的 {slots, number} 个槽都占满了：先移除一个引用，或者创建一个槽更多的实例。'),
  },
  bad_value: { what: msg('这里不能用“{value}”：应为：{expected}。') },
  not_in_version: { what: msg('CPython {version} 没有 {what}。请选择有它的版本。') },
  no_memory: {
    what: msg('系统不再给出内存，因此操作没有执行；可能是“高级”里设了上限。'),
    cpython: 'Python 会抛出 MemoryError。',
  },
  out_of_memory: {
    what: msg(
      '浏览器不再给出内存，因此什么也没有执行，一切保持原样。可以释放一些对象、重置，或关闭其他标签页；涉及 {bytes, number} 字节。',
    ),
  },
  too_many_classes: {
    what: msg('已经有 {most, number} 个类，放不下更多了：请使用某个现有类的槽数和终结器组合。'),
  },
  bad_request: { what: msg('核心不理解这个请求：“{name}”{reason}。没有做任何改动。') },
  no_such_thing: { what: msg('没有 {what, select, arena {arena} other {池}} {index}。') },
};

export const errorWords: ErrorWords = {
  expected: {
    shortLine: '不超过 1024 字节的一行',
    lineLetter: 'a、c、r、f、d、l 或 #',
    mallocLine: 'a ID SIZE',
    callocLine: 'c ID NELEM ELSIZE',
    reallocLine: 'r ID SIZE',
    freeLine: 'f ID',
    dumpLine: 'd',
    limitLine: 'l N',
    smallLimit: 'l N，且 N 小于 4294967296',
    address: '一个地址',
    name: '1 到 256 字节、不以 0x 开头的名字',
    noItems: '不带元素，只有 tuple、list 和 set 才接受元素',
    fewSlots: '最多 100,000 个槽',
    fewObjects: '最多 5,000,000 个',
    index: '一个下标',
    attribute: '属性的名字',
    generation: '0、1 或 2 中的一代',
    int: '最多 4300 位的 int',
    float: '一个 float',
  },
  quantities: {
    size: '大小',
    count: '数量',
    address: '地址',
    length: '长度',
    arenaLimit: 'arena 数上限',
    memoryLimit: '内存上限',
    position: '位置',
    branch: '分支编号',
    operation: '操作编号',
    operations: '操作数',
    steps: '步数',
  },
  requestFaults: {
    missing: '缺失',
    notText: '不是文本',
    notFlag: '既不是 true 也不是 false',
    notWhole: '不是整数',
    notSmall: '不是 0 到 4,294,967,295 之间的整数',
    notList: '不是列表',
    notThree: '不是三个数',
    noKind: '不是任何一种对象',
    noAction: '不是终结器或回调能做的事',
    noRequest: '不是任何一种操作',
  },
  parts: {
    reference: '引用',
    weakReference: '弱引用',
    item: '元素',
    index: '下标',
    key: '键',
    attribute: '属性',
  },
  imageFaults: {
    beginning: '开头不对',
    edition: '版本未知',
    alignment: 'arena 对齐方式未知',
    units: '单元太多',
    length: '长度与内容不符',
    word: '指针大小不同',
  },
};
