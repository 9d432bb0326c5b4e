// English: an element in somebody else's page. A part of the catalogue that is loaded as one.

import { embed } from '../embed.ts';

export const part = { embed };
