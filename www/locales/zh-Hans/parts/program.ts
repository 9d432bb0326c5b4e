// 简体中文: 程序. A part of the catalogue that is loaded as one.

import { type part as english } from '../../en/parts/program.ts';
import { type Translation } from '../../message.ts';
import { program } from '../program.ts';

export const part: Translation<typeof english> = { program };
