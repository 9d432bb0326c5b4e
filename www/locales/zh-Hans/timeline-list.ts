// 简体中文：时间线视图。Never markup or style.

import { type list as english } from '../en/timeline-list.ts';
import { msg, type Translation } from '../message.ts';

export const list: Translation<typeof english> = {
  label: '动作、操作和步',
  empty: '还什么都没做。每次点击都会成为这里的一行，可以展开成操作，操作再展开成步。',
  operations: msg<{ n: number }>('{n, number} 个操作'),
  operation: msg<{ n: number; call: string }>('{n, number}. {call}'),
  answer: msg<{ address: string }>('返回 {address}'),
  step: msg<{ n: number; name: string }>('{n, number} {name}'),
  likeStep: msg<{ n: number; before: number }>(
    '{n, number} {before, plural, =0 {与第一步之前相同} other {与第 # 步之后相同}}',
  ),
  ahead: '在当前位置之后',
  cut: msg<{ n: number }>('截去 {n, number} 个'),
  compareFrom: '从这里开始比较',
  compareWith: '与这里比较',
  compareEnd: '结束比较',
  compareNothing: '请在时间线上选两个位置：在一处选“从这里开始比较”，在另一处选“与这里比较”。',
  comparingFrom: msg<{ a: string }>('A 是{a}。请移到另一个位置，再选“与这里比较”。'),
  comparing: msg<{ a: string; b: string }>('A 是{a}，B 是{b}。'),
  placeAfter: msg<{ n: number }>('{n, plural, =0 {最开头} other {操作 # 之后}}'),
  placeInside: msg<{ n: number; mark: number }>('操作 {n, number} 的第 {mark, number} 步之后'),
};
