// 简体中文: 一个池的视图. A part of the catalogue that is loaded as one.

import { type part as english } from '../../en/parts/pool.ts';
import { type Translation } from '../../message.ts';
import { poolView } from '../pool-view.ts';

export const part: Translation<typeof english> = { poolView };
