// 简体中文: 每个视图一开始就需要的文字. A part of the catalogue that is loaded as one.

import { type part as english } from '../../en/parts/first.ts';
import { type Translation } from '../../message.ts';
import { picture } from '../picture.ts';
import { stepper } from '../stepper.ts';
import { bar, moves, said, undo } from '../timeline.ts';
import { views, diagram } from '../views.ts';

export const part: Translation<typeof english> = {
  lang: 'zh-Hans',
  views,
  diagram,
  stepper,
  picture,
  timeline: { bar, moves, said, undo },
};
