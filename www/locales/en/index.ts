// English: the catalogue that the other languages are held to. Puts the parts together; the page loads them one by one
// (language.ts).

import { part as allocator } from './parts/allocator.ts';
import { part as arithmetic } from './parts/arithmetic.ts';
import { part as compare } from './parts/compare.ts';
import { part as embed } from './parts/embed.ts';
import { part as first } from './parts/first.ts';
import { part as heapMap } from './parts/heap-map.ts';
import { part as lessons } from './parts/lessons.ts';
import { part as list } from './parts/list.ts';
import { part as objects } from './parts/objects.ts';
import { part as outline } from './parts/outline.ts';
import { part as page } from './parts/page.ts';
import { part as pool } from './parts/pool.ts';
import { part as predict } from './parts/predict.ts';
import { part as program } from './parts/program.ts';
import { part as reading } from './parts/reading.ts';
import { part as share } from './parts/share.ts';
import { part as telling } from './parts/telling.ts';
import { part as trouble } from './parts/trouble.ts';

export const catalogue = {
  ...first,
  ...page,
  ...embed,
  ...pool,
  ...allocator,
  ...reading,
  ...telling,
  ...outline,
  ...trouble,
  ...objects,
  ...lessons,
  ...compare,
  ...list,
  ...arithmetic,
  ...share,
  ...heapMap,
  ...predict,
  ...program,
  // In several parts.
  timeline: { ...first.timeline, ...telling.timeline, ...list.timeline, ...trouble.timeline },
};
