// 简体中文: 字节、分层与函数的视图. A part of the catalogue that is loaded as one.

import { type part as english } from '../../en/parts/reading.ts';
import { type Translation } from '../../message.ts';
import { bytesView, explainView, layersView } from '../reading-views.ts';

export const part: Translation<typeof english> = { bytesView, explainView, layersView };
