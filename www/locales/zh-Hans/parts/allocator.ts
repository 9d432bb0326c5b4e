// 简体中文: 分配器的视图. A part of the catalogue that is loaded as one.

import { type part as english } from '../../en/parts/allocator.ts';
import { type Translation } from '../../message.ts';
import { arenasView, arenaView } from '../arena-views.ts';
import { legend, objectLegend } from '../legend.ts';
import { sizeClassesView, usedPoolsView } from '../pool-views.ts';

export const part: Translation<typeof english> = {
  arenasView,
  arenaView,
  sizeClassesView,
  usedPoolsView,
  legend,
  objectLegend,
};
