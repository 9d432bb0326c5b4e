// How many objects the page looks at, and which names are free. Knows no request.

import { type Heap } from './core.ts';
import { type ObjectsView } from './generated/ObjectsView.ts';

/** Up to so many objects are drawn one by one. */
const MOST_DRAWN = 300;
/** Of more than that only so many, since the others are counted in groups. */
const DRAWN_OF_MANY = 25;

/** The objects as the page shows them. */
export function objectsOf(heap: Heap): ObjectsView {
  const few = heap.objects(DRAWN_OF_MANY);
  return few.total > DRAWN_OF_MANY && few.total <= MOST_DRAWN ? heap.objects(MOST_DRAWN) : few;
}

/** The first of a, b, c, … z, a2, b2, … that no object has or had. */
export function freeName({ names, objects }: Pick<ObjectsView, 'names' | 'objects'>): string {
  const taken = new Set([...names.map(({ name }) => name), ...objects.map(({ label }) => label)]);
  for (let round = 1; ; round += 1) {
    for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
      const name = round === 1 ? letter : `${letter}${round}`;
      if (!taken.has(name)) return name;
    }
  }
}
