// English: the map of the heap. A part of the catalogue that is loaded as one.

import { heapMap } from '../heap-map.ts';

export const part = { heapMap };
