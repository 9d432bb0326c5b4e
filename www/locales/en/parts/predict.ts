// English: questions before something is shown. A part of the catalogue that is loaded as one.

import { predict } from '../predict.ts';

export const part = { predict };
