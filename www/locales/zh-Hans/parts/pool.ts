// 简体中文: 一个池，以及块、池、arena 和对象的状态. A part of the catalogue that is loaded as one.

import { type part as english } from '../../en/parts/pool.ts';
import { type Translation } from '../../message.ts';
import { poolView } from '../pool-view.ts';
import { states } from '../states.ts';

export const part: Translation<typeof english> = { poolView, states };
