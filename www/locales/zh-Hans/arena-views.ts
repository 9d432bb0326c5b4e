// 简体中文: the views of arenas[] and of one arena.

import { type arenasView as englishArenas, type arenaView as englishArena } from '../en/arena-views.ts';
import { msg, type Translation } from '../message.ts';

export const arenasView: Translation<typeof englishArenas> = {
  label: msg('arenas[]：{max, number} 个 arena 对象中有 {n, number} 个拥有 arena'),
  noArray: 'arenas 为 NULL：第一个 arena 出现时才会分配 arenas[]。',
  caption: msg('arenas[] 位于 {address}：{n, number} 个 arena 对象，每个 {size, number} 字节'),
  cell: msg('arenas[{index}]，{state}{total, plural, =0 {} other {，共 # 个池，{free, number} 个空闲}}'),
  freePools: msg('空闲 {free, number}/{total, number}'),
  lists: 'arena 对象的链表',
  usable: '按 nfreepools 排序：最满的 arena 最先供应',
  unused: '没有 arena 的 arena 对象；下一次取表头',
  nfp2lasta: '对每个 nfreepools 值，记录 usable_arenas 中最后一个取此值的 arena',
  empty: 'NULL：链表为空',
  freeOf: msg('空闲 {n, number}'),
  walk: '这个版本没有 nfp2lasta：要沿着 usable_arenas 逐个走，才能找到 arena 该在的位置。',
  globals: 'obmalloc.c 的全局变量',
  more: msg('另有 {n, number} 个'),
  nothingYet: '还没有 arena。先分配一些内存，或运行一个情景。',
};

export const arenaView: Translation<typeof englishArena> = {
  label: msg('Arena {index}，{state}'),
  none: '没有选中 arena。先分配一些内存，再选一个 arena。',
  unassociated: msg('arenas[{index}] 未关联：它没有 arena，所以没有池可画。'),
  caption: msg('Arena {index} 位于 {address}，{size}'),
  pool: msg(
    '池 {index}，{state}{size, plural, =0 {} other {，每块 # 字节，共 {capacity, number} 块，已分配 {have, number} 块}}',
  ),
  poolAddress: 'pool_address',
  allCarved: '所有池都已切出：pool_address 已越过最后一个池',
  freepools: 'freepools',
  freepoolsNote: '已清空的池，后清空的在前；编号是取用的次序',
  noFreepools: 'NULL：没有清空过的池',
  lostHead: msg('第一个池边界之前损失 {n, number} 字节'),
  lostTail: msg('最后一个完整的池之后损失 {n, number} 字节'),
  nothingLost: 'arena 正好从池边界开始：没有字节因对齐而损失。',
  object: msg('arena_object arenas[{index}]'),
  classes: msg('{size, number} B'),
  order: msg('freepools 中第 {n, number} 个'),
};
