// English: one pool, and the states of blocks, pools, arenas and objects. A part of the catalogue that is loaded as one.

import { poolView } from '../pool-view.ts';
import { states } from '../states.ts';

export const part = { poolView, states };
