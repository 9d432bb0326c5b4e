// 简体中文: 别人页面里的元素. A part of the catalogue that is loaded as one.

import { type part as english } from '../../en/parts/embed.ts';
import { type Translation } from '../../message.ts';
import { embed } from '../embed.ts';

export const part: Translation<typeof english> = { embed };
