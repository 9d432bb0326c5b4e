// 简体中文: what is at an address. Holds words only; tell-place.ts chooses them.

import { type places as english } from '../en/places.ts';
import { msg, type Translation } from '../message.ts';

export const places: Translation<typeof english> = {
  null: 'NULL',
  unmapped: '未映射',
  host: '本工具自己的簿记数据',
  usedPools: msg('usedpools[{index}]'),
  sentinel: msg('大小类 {szidx} 的哨兵'),
  global: msg('{name}'),
  globalItem: msg('{name}[{index}]'),
  arenaObject: msg('arenas[{index}]'),
  arenaObjectField: msg('arenas[{index}].{field}'),
  arenaEdge: msg('arena {arena} 的边缘'),
  uncarved: msg('arena {arena}，池 {pool}，未切出'),
  poolHeader: msg('arena {arena}，池 {pool}'),
  block: msg('arena {arena}，池 {pool}，块 {block}{offset, plural, =0 {} other { + {offset}}}，{state}'),
  poolTail: msg('arena {arena}，池 {pool}，尾部'),
  radixNode: msg('基数树第 {level} 层，表项 {index}'),
  rawAllocated: msg('C 库的块，{size, number} 字节{offset, plural, =0 {} other { + {offset}}}，已分配'),
  rawFree: msg('C 库的块，{size, number} 字节{offset, plural, =0 {} other { + {offset}}}，空闲'),
  rawBook: 'C 库自己的簿记数据',
  permanentGeneration: 'permanent_generation',
  generation: msg('generations[{generation}]'),
  workingListHead: msg('{list}'),
  object: msg('{kind} {address}'),
  objectIn: msg('{object}（{place}）'),
  isStatic: '静态',
  typeObject: msg('类型 {index}（{kind}）'),
  field: msg('{place}，{field}'),
};
