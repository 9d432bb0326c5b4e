// English: programs. A part of the catalogue that is loaded as one.

import { program } from '../program.ts';

export const part = { program };
