// 简体中文: 视图周围的页面. A part of the catalogue that is loaded as one.

import { type part as english } from '../../en/parts/page.ts';
import { type Translation } from '../../message.ts';
import { historySwitch } from '../history.ts';
import { scenarios } from '../scenarios.ts';
import { ui } from '../ui.ts';

export const part: Translation<typeof english> = { ui, historySwitch, scenarios };
