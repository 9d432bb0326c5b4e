// Requests on objects as the page makes them: how many objects it looks at, what an object is called in a request, and
// the line of Python that a request stands for. Pure functions of views; carries nothing out.

import { type CoreHeap } from './core.ts';
import { type ObjectGraph } from './diagrams/object-graph.ts';
import { type ObjectsView } from './generated/ObjectsView.ts';
import { type Request } from './generated/Request.ts';
import { en } from './locales/en.ts';
import { tellOperation } from './locales/messages.ts';

/** Up to so many objects are drawn one by one. */
const MOST_DRAWN = 300;
/** Of more than that only so many, since the others are counted in groups. */
const DRAWN_OF_MANY = 40;

/** The objects as the page shows them. */
export function objectsOf(heap: CoreHeap): ObjectsView {
  const view = heap.objects(MOST_DRAWN);
  return view.total > MOST_DRAWN ? heap.objects(DRAWN_OF_MANY) : view;
}

export function linkRequest(graph: ObjectGraph, from: number, to: number): Request {
  return { op: 'ref', from: graph.id(from), to: graph.id(to) };
}

/** A request as a line of Python. */
export function lineOf(request: Request, graph: ObjectGraph): string {
  return tellOperation(en, { op: 'object', request }, graph.names);
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
