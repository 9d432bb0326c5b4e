// 简体中文: stepping through an operation.

import { type stepper as english } from '../en/stepper.ts';
import { msg, type Translation } from '../message.ts';

export const stepper: Translation<typeof english> = {
  label: '逐步查看一个操作',
  into: '逐步查看',
  gone: '日志里没有上一个操作的各步：步数太多，或者时间太久。',
  inside: msg('在 {line} 之中'),
  at: msg('第 {mark, number} 步之后，共 {marks, number} 步'),
  before: '第一步之前',
  beforeSentence: '一切都还是这个操作之前的样子。',
  allViews: '每个视图都显示此刻的状态。方向键：← → 走一步，↑ ↓ 走一个阶段；Esc 离开。',
  previousStep: '上一步',
  nextStep: '下一步',
  previousPhase: '上一阶段',
  nextPhase: '下一阶段',
  phase: '阶段',
  leave: '离开',
  slider: '步',
  begin: '开始之前',
  again: msg('{phase}，再次'),
  collection: msg('回收第 {generation} 代'),
  finished: msg('第 {generation} 代回收完毕'),
  why: '为什么有这个阶段',
  concerns: '涉及',
};
