// English: the view of one pool. A part of the catalogue that is loaded as one.

import { poolView } from '../pool-view.ts';

export const part = { poolView };
