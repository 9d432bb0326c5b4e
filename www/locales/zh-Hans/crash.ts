// 简体中文：核心出错，以及页面的新版本。Never markup or style.

import { type crash as englishCrash, type report as english, type update as englishUpdate } from '../en/crash.ts';
import { msg, type Translation } from '../message.ts';

export const report: Translation<typeof english> = {
  version: msg('pymalloc-explorer {version}，{browser}'),
  noMemory: '核心已停止：浏览器不再给出内存',
  at: msg('在第 {operation, number} 次操作之后'),
  inside: msg('在第 {operation, number} 次操作之内，第 {mark, number} 步之后'),
  stopped: msg<{ message: string }>('核心已停止：{message}'),
  where: msg<{ edition: string; arenas: string }>('版本 {edition}，arena {arenas}'),
  acts: msg<{ list: string }>('最近的动作：{list}'),
  none: '无',
  between: '；',
};

/** The box that says so. */
export const crash: Translation<typeof englishCrash> = {
  title: '核心出了故障',
  meaning: '这是我们的缺陷，不是你的错。堆已经丢失，但保留了一份完好的副本。',
  noMemory: '浏览器不再给出内存',
  noMemoryMeaning: '最后一个动作需要的内存超出了现有的内存。可以恢复它之前的状态。',
  restore: '恢复最近一次完好的状态',
  report: '如果要报告这个问题，请把下面的文字发给我们。页面不会自行发送任何内容。',
  text: '用于报告的文字',
  copy: '复制报告',
  copied: '报告已复制。',
  notCopied: '浏览器不允许网页复制：报告已选中，请自行复制。',
};

/** A newer build of the page is there. */
export const update: Translation<typeof englishUpdate> = {
  title: '新版本',
  ready: '本页有了新版本。你做过的操作会保留下来。',
  reload: '重新加载，使用新版本',
  loses: '你做过的操作太多，无法自动保留：请先在“分享”里保存会话。',
  reloadAnyway: '不保留，直接重新加载',
  later: '以后再说',
  putOff: '新版本会等到你下次打开本页。',
};
