// English: the list of everything that was done, and the keys. A part of the catalogue that is loaded as one.

import { keys } from '../keys.ts';
import { list } from '../timeline-list.ts';

export const part = { timeline: { keys, list } };
