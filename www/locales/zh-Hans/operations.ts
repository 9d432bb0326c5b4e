// 简体中文: operations as they are asked for. Holds words only; tell-operation.ts and tell-request.ts choose them.

import { type operations as english, type requests as englishRequests } from '../en/operations.ts';
import { msg, type Translation } from '../message.ts';

export const operations: Translation<typeof english> = {
  malloc: msg('malloc({nbytes, number})'),
  calloc: msg('calloc({nelem, number}, {elsize, number})'),
  realloc: msg('realloc({address}, {nbytes, number})'),
  free: msg('free({address})'),
  freeUnchecked: msg('free({address})，不做检查'),
  write: msg('在 {address} 写入 {nbytes, number} 字节'),
  noLimits: '不设上限',
  limitArenas: msg('上限：{arenas, number} 个 arena'),
  limitMemory: msg('上限：{memory}'),
  limitBoth: msg('上限：{arenas, number} 个 arena，{memory}'),
};

export const requests: Translation<typeof englishRequests> = {
  anotherName: msg('再给 {name} 绑定一个名字'),
  freeListsOn: '启用各类型的空闲链表',
  freeListsOff: '停用各类型的空闲链表',
};
