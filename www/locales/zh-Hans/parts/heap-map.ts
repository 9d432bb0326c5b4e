// 简体中文: 堆的地图. A part of the catalogue that is loaded as one.

import { type part as english } from '../../en/parts/heap-map.ts';
import { type Translation } from '../../message.ts';
import { heapMap } from '../heap-map.ts';

export const part: Translation<typeof english> = { heapMap };
