// 简体中文：按键对话框。Never markup or style.

import { type keys as english } from '../en/keys.ts';
import { type Translation } from '../message.ts';

export const keys: Translation<typeof english> = {
  title: '键盘',
  asks: {
    playPause: '播放或暂停',
    over: '前进：下一个操作；在操作内部则为下一步',
    back: '后退：上一个操作；在操作内部则为上一步',
    nextAct: '到下一个动作的末尾',
    previousAct: '到上一个动作的末尾',
    into: '进入下一个操作',
    backInto: '退入上一个操作，停在它的最后一步',
    out: '跳出当前操作',
    down: '进入下一个操作；在操作内部则为下一阶段',
    up: '退入上一个操作；在操作内部则为上一阶段',
    first: '到开头',
    last: '到末尾',
    previousPhase: '上一阶段',
    nextPhase: '下一阶段',
    undo: '撤销',
    redo: '重做',
    help: '这份列表',
  },
  where:
    '凡是按键没有别的用途的地方，它们都有效：在输入框里是打字，在列表和图中方向键用来移动。↑ ↓、Home 和 End 只在控制栏内有效，因为在别处它们用来滚动。',
  single: '单字符按键随处可用',
  singleNote: '关闭后，空格、I、B、O 和 ? 只在控制栏获得焦点时有效：适合语音输入，也可避免误触。',
  close: '关闭',
};
