// 简体中文: 地址的计算. A part of the catalogue that is loaded as one.

import { type part as english } from '../../en/parts/arithmetic.ts';
import { type Translation } from '../../message.ts';
import { arithmetic } from '../arithmetic.ts';

export const part: Translation<typeof english> = { arithmetic };
