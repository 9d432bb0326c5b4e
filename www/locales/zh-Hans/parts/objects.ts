// 简体中文: 对象与回收器. A part of the catalogue that is loaded as one.

import { type part as english } from '../../en/parts/objects.ts';
import { type Translation } from '../../message.ts';
import { collector } from '../collector.ts';
import { generationsView, workingLists } from '../generations-view.ts';
import { objectsPanel } from '../objects-panel.ts';
import { objectsView } from '../objects-view.ts';

export const part: Translation<typeof english> = {
  objectsView,
  objectsPanel,
  generationsView,
  workingLists,
  collector,
};
