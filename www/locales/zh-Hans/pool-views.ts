// 简体中文: the views of a pool, of usedpools[] and of the size classes.

import { type sizeClassesView as englishClasses, type usedPoolsView as englishUsedPools } from '../en/pool-views.ts';
import { msg, type Translation } from '../message.ts';

export const usedPoolsView: Translation<typeof englishUsedPools> = {
  label: msg('usedpools[]：{all, number} 个环中有 {used, number} 个含有池'),
  caption: msg('usedpools[] 位于 {address}：共 {slots, number} 个指针，{classes, number} 个大小类各占两个'),
  entry: msg('大小类 {szidx}，每块 {size, number} 字节，{n, plural, =0 {空环} other {# 个池}}'),
  next: 'nextpool',
  prev: 'prevpool',
  emptyClasses: '空环',
  emptyNote: '两个槽里存的都是自己哨兵的地址。',
  allEmpty: '所有环都是空的：没有池能给出块，下一次小请求要取一个新池。',
  pool: msg('arena {arenaIndex}，池 {index}：共 {capacity, number} 块，已分配 {have, number} 块'),
  back: msg('回到大小类 {szidx} 的哨兵'),
  more: msg('另有 {n, number} 个池'),
  sentinelTitle: msg('大小类 {szidx} 的哨兵'),
  sentinelNote: msg(
    '环为空时，两个槽存的都是 usedpools[{slot}] 之前两个字（{bytes, number} 字节）处的地址。把那个地址当作 pool_header 来读，它的 nextpool 和 prevpool 恰好落在这两个槽上。于是整个数组就是一圈圈链表的表头，却不用存任何一个头部；“pool == pool->nextpool”就表示“空”。',
  ),
  notThere: '不是头部：另有他用',
  sentinel: '哨兵',
};

export const sizeClassesView: Translation<typeof englishClasses> = {
  label: '大小类：请求、块，以及其中的内容',
  request: '请求',
  blockSize: '块',
  szidx: '类',
  pools: '池',
  allocated: '已分配',
  available: '可用',
  use: '用量',
  range: msg('{min, number}–{max, number}'),
  lastRequest: '上一次请求',
  lastRequestOf: msg('上一次请求：{n, number} 字节'),
  above: msg('0 字节以及超过 {threshold, number} 字节：转交原始分配器'),
  bar: msg('已分配 {allocated, number}，可用 {available, number}'),
  total: msg('{arenas, plural, =0 {没有映射任何 arena。} other {# 个 arena，共 {size}，其字节的去向：}}'),
  segments: {
    allocated: '已分配的块',
    available: '可以给出的块',
    freePools: '空闲的池',
    headers: '池头部',
    quantization: '池尾部（量化损失）',
    alignment: '因 arena 对齐损失',
  },
  counters: msg('sys.getallocatedblocks()：{blocks, number}，其中 {raw, number} 块由 C 库提供'),
  emptyClass: msg('大小类 {szidx}：没有池'),
  emptyClasses: msg('大小类 {first}–{last}：没有池'),
};
