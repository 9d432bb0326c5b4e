// English: the functions that ran, line by line. A part of the catalogue that is loaded as one.

import { outline } from '../outline.ts';

export const part = { outline };
