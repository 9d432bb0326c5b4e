// Elements that are loaded when they are first drawn: they register themselves, and take up what they were given before. Holds
// no element.

import { Later } from '../later.ts';

const named = {
  copyText: new Later(() => import('./pm-copy-text.ts')),
  legend: new Later(() => import('./pm-legend.ts')),
  objects: new Later(() => Promise.all([import('./pm-objects.ts'), import('./pm-collector.ts')])),
  lesson: new Later(() => import('./pm-lesson.ts')),
  predict: new Later(() => import('./pm-predict.ts')),
};

/** Whoever draws one of them asks for it. Where it cannot be loaded, the next drawing asks again. */
export function need(name: keyof typeof named): void {
  named[name].load().catch(() => undefined);
}
