// 简体中文: 比较时间线上的两处. A part of the catalogue that is loaded as one.

import { type part as english } from '../../en/parts/compare.ts';
import { type Translation } from '../../message.ts';
import { compare } from '../compare.ts';

export const part: Translation<typeof english> = { compare };
