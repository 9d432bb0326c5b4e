// English: the catalogue that the other languages are held to. Puts the parts together; each part has its texts.

import { page } from './page.ts';

export const catalogue = page;
