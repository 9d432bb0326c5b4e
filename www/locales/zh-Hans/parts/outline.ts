// 简体中文: 运行过的函数，逐行. A part of the catalogue that is loaded as one.

import { type part as english } from '../../en/parts/outline.ts';
import { type Translation } from '../../message.ts';
import { outline } from '../outline.ts';

export const part: Translation<typeof english> = { outline };
