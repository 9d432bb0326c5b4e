// English: the catalogue that the other languages are held to. Puts the parts together; each part has its texts.

import { outline } from './outline.ts';
import { page } from './page.ts';
import { scenarios } from './scenarios.ts';
import { timeline } from './timeline.ts';

export const catalogue = { ...page, outline, scenarios, timeline };
