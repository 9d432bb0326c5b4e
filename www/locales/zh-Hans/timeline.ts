// 简体中文：动作与时间线——做过什么，怎样在其中移动，撤销会带回什么。不含标记和样式。

import { msg, type Translation } from '../message.ts';
import {
  type bar as englishBar,
  type moves as englishMoves,
  type said as englishSaid,
  type undo as englishUndo,
} from '../en/timeline.ts';

export const said: Translation<typeof englishSaid> = {
  empty: '空的堆。可以分配一块、创建一个对象、运行一个情景，或打开一个跟踪文件。',
  chooseToReallocate: '请先选中要重新分配的块。',
  chooseToFree: '请先选中要释放的块。',
  nothingToFree: '没有这样的已分配块，没有什么可释放的。',
  nothingToUndo: '没有可以撤销的。',
  nothingToRedo: '没有可以重做的。',
  tooLongAgo: '历史已经回不到这个动作之前，无法撤销。“重置”会从头开始。',
  undone: msg<{ label: string }>('已撤销：{label}。'),
  undoneWithFuture: msg<{ label: string }>('已撤销：{label}。其后的操作已带回。'),
  undoneFutureLost: msg<{ label: string }>('已撤销：{label}。其后的操作超出了历史可用的内存，无法带回。'),
  redone: msg<{ label: string }>('已重做：{label}。'),
  reset: '全新的空堆。撤销可以带回原来的堆。',
  configured: '按此选择新建的空堆。撤销可以带回原来的堆。',
  opened: msg<{ name: string; n: number }>('{name}：已重放 {n, number} 个操作。撤销可以带回原来的堆。'),
  rebuilt: '会话已打开。撤销可以带回原来的堆。',
  cancelled: msg<{ label: string }>('{label}已取消；堆保持原样。'),
  heapBack: '之前的堆已带回。',
  heapForward: '之后的堆已带回。',
  restored: '已恢复到最后的完好状态。',
  restoredEmpty: '无法重新得到最后的完好状态：这是一个空堆。',
};

export const undo: Translation<typeof englishUndo> = {
  undo: '撤销',
  redo: '重做',
  reset: '重置',
  takesBack: msg<{ label: string }>('撤销将收回：{label}'),
  takesBackCut: msg<{ label: string; n: number }>('撤销将收回：{label}，并带回其后的 {n, number} 个操作。'),
  bringsHeapBack: '撤销将带回之前的堆。',
  tooLate: '历史已经回不到上一个动作之前。',
  resetStartsOver: '重置会从一个空堆重新开始。',
  doesAgain: msg<{ label: string }>('重做将再次执行：{label}'),
};

export const moves: Translation<typeof englishMoves> = {
  first: '开头',
  back: '后退一步',
  over: '前进一步',
  last: '末尾',
  into: '进入',
  backInto: '退入',
  out: '跳出',
  previousPhase: '上一阶段',
  nextPhase: '下一阶段',
  previousAct: '上一个动作',
  nextAct: '下一个动作',
};

export const bar: Translation<typeof englishBar> = {
  label: '时间线控制',
  play: '播放',
  pause: '暂停',
  speed: '速度',
  perSecond: msg<{ n: number }>('每秒 {n, number} 步'),
  slider: '位置',
  keys: '键盘',
  nextOperation: '进入下一个操作',
  previousOperation: '退入上一个操作',
  empty: '还没有操作',
  begin: msg<{ of: number }>('在第 1 个操作之前，共 {of, number} 个'),
  at: msg<{ n: number; of: number; call: string }>('操作 {n, number} / {of, number}：{call}'),
  past: msg<{ n: number }>('正处在过去。在这里做任何事都会截去其后的 {n, number} 个操作；撤销可以把它们带回来。'),
  pastInside: msg<{ n: number }>(
    '正处在过去。在这里做任何事都从这个操作的末尾开始，并截去其后的 {n, number} 个操作；撤销可以把它们带回来。',
  ),
};
