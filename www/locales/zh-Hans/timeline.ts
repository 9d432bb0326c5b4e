// 简体中文：动作与时间线——做过什么，怎样在其中移动，撤销会带回什么。不含标记和样式。

import { msg, type Translation } from '../message.ts';
import { type timeline as english } from '../en/timeline.ts';

const acts: Translation<(typeof english)['acts']> = {
  allocate: msg<{ n: number; nbytes: number }>('分配：{n, plural, =1 {} other {# × }}{nbytes, number} 字节'),
  allocateZeroed: msg<{ n: number; nbytes: number }>(
    '分配并清零：{n, plural, =1 {} other {# × }}{nbytes, number} 字节',
  ),
  reallocate: msg<{ nbytes: number }>('重新分配：{nbytes, number} 字节'),
  free: msg<{ at: string }>('释放：{at} 处的块'),
  freeUnchecked: msg<{ at: string }>('不经检查地释放：{at}'),
  freeAll: '释放：所有块',
  freeEveryOther: '释放：每隔一块',
  freeRandom: msg<{ n: number }>('释放：随机 {n, number} 块'),
  freeClass: msg<{ szidx: number }>('释放：大小类 {szidx, number} 的全部块'),
  limits: '设置限制',
};

export const timeline: Translation<typeof english> = {
  acts,
};
