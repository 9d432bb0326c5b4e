// 简体中文：是否保留历史。Never markup or style.

import { type historySwitch as english } from '../en/history.ts';
import { type Translation } from '../message.ts';

export const historySwitch: Translation<typeof english> = {
  keep: '保留历史',
  note: '不保留时，只留下最后一次操作：内存占用大约就是堆本身的大小。撤销和时间线也只能到那里。',
  turnedOff: '历史已关闭：从现在起只保留最后一次操作。',
  turnedOn: '从现在起保留历史。',
  off: '历史已关闭，所以无法撤销这个动作。可以在“高级”里重新打开。',
  offNote: '历史已关闭：只有一次操作的动作才能撤销。',
  timeline: '历史已关闭：时间线里只有最后一次操作。',
};
