// 简体中文: 时间线的列表，以及按键. A part of the catalogue that is loaded as one.

import { type part as english } from '../../en/parts/list.ts';
import { type Translation } from '../../message.ts';
import { keys } from '../keys.ts';
import { list } from '../timeline-list.ts';

export const part: Translation<typeof english> = { timeline: { keys, list } };
