// English: comparing two places of the timeline. A part of the catalogue that is loaded as one.

import { compare } from '../compare.ts';

export const part = { compare };
