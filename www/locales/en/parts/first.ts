// English: what every view needs at once: titles, the timeline. A part of the catalogue that is loaded as one.

import { picture } from '../picture.ts';
import { stepper } from '../stepper.ts';
import { bar, moves, said, undo } from '../timeline.ts';
import { views, diagram } from '../views.ts';

export const part = { lang: 'en', views, diagram, stepper, picture, timeline: { bar, moves, said, undo } };
