// 简体中文：一个池的视图。

import { type poolView as englishPool } from '../en/pool-view.ts';
import { msg, type Translation } from '../message.ts';

export const poolView: Translation<typeof englishPool> = {
  label: msg('{size, number} 字节块的池，{state}'),
  uncarved: '这个池还没有切出：pool_address 还没有到这里，其中的字节从未写过。',
  never: '这个池从未放过块。',
  caption: msg('Arena {arenaIndex}，池 {index}，位于 {address}'),
  summary: msg('每块 {size, number} 字节（大小类 {szidx}），共 {capacity, number} 块，已分配 {have, number} 块'),
  header: 'pool_header',
  headerBytes: msg('头部，{n, number} 字节'),
  block: msg('块 {index}，{state}，{address}'),
  order: msg('空闲链表中第 {n, number} 个'),
  madeNow: '刚刚交出',
  changedNow: '刚刚改动',
  tail: msg('尾部，{n, number} 字节'),
  tailNote: msg('{n, plural, =0 {末尾没有剩余字节。} other {末尾的 # 字节不够再放一块。}}'),
  nextoffset: msg('nextoffset {offset}'),
  maxnextoffset: msg('maxnextoffset {offset}'),
  canGrow: msg('nextoffset {next} ≤ maxnextoffset {max}：还有未动用的块。'),
  cannotGrow: msg('nextoffset {next} > maxnextoffset {max}：没有未动用的块了。'),
  freeList: '空闲链表',
  freeListEmpty: 'NULL：空闲链表为空',
  more: msg('另有 {n, number} 个'),
  end: 'NULL',
  grid: '块',
  poolAddr: '所选块的 POOL_ADDR',
  poolAddrNote: '池总是从 POOL_SIZE 的整数倍处开始，所以把池内任何地址的低位清零，就得到池的头部。',
  damageCycle: msg('空闲链表已损坏：{at} 处的链接指回 {value}，而它已经在链表里了。池会一次又一次地交出同一个块。'),
  damageAstray: msg(
    '空闲链表已损坏：{at} 处的链接是 {value}，那里并不是这个池中某个块的开头。CPython 仍会照样跟着走。',
  ),
};
