// English: how addresses are computed. A part of the catalogue that is loaded as one.

import { arithmetic } from '../arithmetic.ts';

export const part = { arithmetic };
