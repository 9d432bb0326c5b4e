// English: the catalogue that the other languages are held to. Puts the parts together; each part has its texts.

import { arithmetic } from './arithmetic.ts';
import { compare } from './compare.ts';
import { embed } from './embed.ts';
import { embedCode } from './embed-code.ts';
import { heapMap, historySwitch } from './heap-map.ts';
import { outline } from './outline.ts';
import { page } from './page.ts';
import { predict } from './predict.ts';
import { program } from './program.ts';
import { scenarios } from './scenarios.ts';
import { share } from './share.ts';
import { timeline } from './timeline.ts';

export const catalogue = {
  ...page,
  arithmetic,
  compare,
  embed,
  embedCode,
  heapMap,
  historySwitch,
  outline,
  predict,
  program,
  scenarios,
  share,
  timeline,
};
