// Which diagrams there are and in what order one meets them; of each, its examples. Draws nothing.

import { type FixtureName } from '../fixtures/all.ts';
import { type ViewName, viewNames } from '../known-names.ts';
import { type gallery } from '../locales/en/gallery.ts';

/** The file in www/diagrams that draws it has the same name. */
export type DrawnName = FixtureName extends `${infer Name}/${string}` ? Name : never;

export interface Group {
  readonly name: keyof (typeof gallery)['groups'];
  readonly diagrams: readonly DrawnName[];
}

export const groups: readonly Group[] = [
  { name: 'memory', diagrams: ['layers', 'size-classes', 'usedpools', 'pool', 'arena', 'arenas', 'bytes'] },
  { name: 'objects', diagrams: ['objects', 'generations'] },
  { name: 'telling', diagrams: ['explain', 'call-tree', 'outline', 'arithmetic'] },
  { name: 'time', diagrams: ['timeline', 'compare'] },
  { name: 'signs', diagrams: ['legend'] },
];

export const diagrams: readonly DrawnName[] = groups.flatMap((group) => group.diagrams);

/** The example by which one recognises a diagram. */
export const typical: Readonly<Record<DrawnName, FixtureName>> = {
  layers: 'layers/a-new-arena',
  'size-classes': 'size-classes/typical',
  usedpools: 'usedpools/typical',
  pool: 'pool/typical',
  arena: 'arena/typical',
  arenas: 'arenas/some',
  bytes: 'bytes/a-pool',
  objects: 'objects/a-garbage-cycle',
  generations: 'generations/move_unreachable',
  explain: 'explain/many-alike',
  'call-tree': 'call-tree/a-new-arena',
  outline: 'outline/allocate_from_new_pool',
  arithmetic: 'arithmetic/a-block',
  timeline: 'timeline/inside-an-operation',
  compare: 'compare/a-collection',
  legend: 'legend/memory',
};

/** What is drawn inside of a view. */
const within: Partial<Record<DrawnName, ViewName>> = { 'call-tree': 'explain', outline: 'explain' };

/** The view by which a text of somebody else can have the diagram. */
export function viewOf(diagram: DrawnName): ViewName | undefined {
  return viewNames.find((name) => name === diagram) ?? within[diagram];
}

/** The names of a diagram's examples: the one that it is recognised by, then the others in their order. */
export function examplesOf(diagram: DrawnName, names: readonly FixtureName[]): FixtureName[] {
  const first = typical[diagram];
  return [first, ...names.filter((name) => name.startsWith(`${diagram}/`) && name !== first)];
}
