// 简体中文: 分享会话. A part of the catalogue that is loaded as one.

import { type part as english } from '../../en/parts/share.ts';
import { type Translation } from '../../message.ts';
import { embedCode } from '../embed-code.ts';
import { share } from '../share.ts';

export const part: Translation<typeof english> = { share, embedCode };
