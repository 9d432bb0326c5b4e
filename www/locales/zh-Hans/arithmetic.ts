// 简体中文：地址运算，说明每个运算回答什么、由这些数值得出什么。

import { type ComputationId } from '../../arithmetic/computation.ts';
import { type arithmetic as english } from '../en/arithmetic.ts';
import { msg, type Translation } from '../message.ts';

const titles: Record<ComputationId, string> = {
  sizeClass: '请求属于哪个大小类？',
  poolAddr: '地址在哪个池里？',
  blockIndex: '是池中的第几块？',
  nextBlock: '还有未动用的块吗？',
  initPool: '池的两个偏移从哪里开始，到哪里为止？',
  nextPool: '下一个池将从哪里切出？',
  arenaStart: 'arena 的第一个池在哪里？',
  arenaOfIndex: '这个 arena 覆盖该地址吗？',
  radix: '对应基数树的哪一项？该项覆盖这个地址吗？',
  radixIndexes: '基数树的哪一项管这个地址？',
  radixMark: 'arena 记在基数树的哪些项里？',
  setGcRefs: 'ob_refcnt 怎样放进 _gc_prev？',
  subtractRef: '怎样在 _gc_prev 里减去一个引用？',
  getGcRefs: '怎样从 _gc_prev 读出 gc_refs？',
  unreachableFlag: '_gc_next 怎样表示对象在 unreachable 里？',
  gcHead: '对象的 PyGC_Head 在哪里？',
};

const so: Translation<typeof english>['so'] = {
  sizeClass: msg(
    '{nbytes, number} − 1 去掉最低 {shift, number} 位，得到第 {szidx, number} 类：每块 {size, number} 字节。',
  ),
  poolAddr: msg('掩码保留 {addr} 的高位：池从 {pool} 开始，该地址在池内偏移 {offset, number} 字节处。'),
  blockIndex: msg(
    '头部之后 {past, number} 字节，每块 {size, number} 字节：第 {index, number} 块{rest, plural, =0 {} other {，块内偏移 # 字节}}。',
  ),
  nextBlock: msg('nextoffset {nextoffset} ≤ maxnextoffset {maxnextoffset}：{block} 处的块可以使用。'),
  poolFull: msg('nextoffset {nextoffset} > maxnextoffset {maxnextoffset}：没有块了，池已满。'),
  initPool: msg(
    '第一块已交出，第二块就是空闲链表，所以再下一块在 {next}；只要起点不超过 {max}，就放得下一个 {size, number} 字节的块。',
  ),
  nextPool: msg('这次的池是 {pool}，下一个将在 {next} 处切出。'),
  arenaAligned: msg('{address} 正好可以作为池的起点：没有损失。'),
  arenaUnaligned: msg('arena 的起点比可以放池的位置多出 {excess, number} 字节，所以第一个池在下一个位置 {pool}。'),
  covers: msg('{offset} < ARENA_SIZE {size}：arena {arena, number} 覆盖该地址。'),
  coversNot: msg('arena {arena, number} 不覆盖该地址。'),
  radixIndexes: msg(
    '{levels, plural, one {一个下标} other {# 个下标逐层}}找到这一项；再用末尾的 {tail} 与它的 tail_lo 和 tail_hi 比较。',
  ),
  radixAll: msg('tail_hi {hi} 就是 −1：有 arena 占满整项，偏移 {tail} 在其中。'),
  radixHigh: msg('tail {tail} ≥ tail_hi {hi}：有 arena 从这一项里、该地址之前开始。'),
  radixLow: msg('tail {tail} < tail_lo {lo}：前一项里开始的 arena 一直延伸到该地址之后。'),
  radixNot: msg(
    'tail {tail} 不小于 tail_lo {lo}，也没有不为 0 且不大于它的 tail_hi（这里是 {hi}）：没有 arena 覆盖该地址。',
  ),
  markOne: 'tail 为 0：arena 正好占满一项。',
  markTwo: msg('tail {tail} 不为 0：arena 在一项的这个位置开始（tail_hi），在下一项的同一位置结束（tail_lo）。'),
  setGcRefs: msg('{refs, number} 左移 {shift, number} 位，放在标志位之上：_gc_prev 是 {prev}。'),
  subtractRef: msg('标志位之上减一，标志位不变：gc_refs 是 {refs, number}。'),
  getGcRefs: msg('移走标志位：gc_refs 是 {refs, number}。'),
  unreachableFlag: 'PyGC_Head 的地址总是偶数，所以最低位可以拿来做标志。',
  gcHead: msg('{object} 的 PyGC_Head 在它前面 {size, number} 字节，即 {head}。'),
};

export const arithmetic: Translation<typeof english> = {
  titles,
  so,
  label: '地址运算',
  ofStep: '用当前步的数值：',
  ofChosen: msg('选中的地址 {address}：'),
  none: '当前步没有地址运算。在池里选一个地址，或继续单步，这里就会列出运算。',
  columns: { code: 'CPython', hex: '十六进制', decimal: '十进制', bits: '二进制' },
  kept: '带下划线的位是起作用的位。',
  fields: msg('{name}：{width, number} 位，值 {value, number}'),
};
