// English: the views of the allocator. A part of the catalogue that is loaded as one.

import { arenasView, arenaView } from '../arena-views.ts';
import { legend, objectLegend } from '../legend.ts';
import { sizeClassesView, usedPoolsView } from '../pool-views.ts';

export const part = { arenasView, arenaView, sizeClassesView, usedPoolsView, legend, objectLegend };
