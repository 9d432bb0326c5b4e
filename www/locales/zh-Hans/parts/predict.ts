// 简体中文: 先预测. A part of the catalogue that is loaded as one.

import { type part as english } from '../../en/parts/predict.ts';
import { type Translation } from '../../message.ts';
import { predict } from '../predict.ts';

export const part: Translation<typeof english> = { predict };
