// What chapters ask of a heap with objects: one by its name, those that no name leads to, one in the collector's lists. Reads
// decoded views; knows no chapter and changes nothing.

import { type Views } from '../www/embed/views.ts';
import { type GcHead } from '../www/generated/GcHead.ts';
import { type GenerationRow } from '../www/generated/GenerationRow.ts';
import { type ObjectSummary } from '../www/generated/ObjectSummary.ts';
import { type WorkingList } from '../www/generated/WorkingList.ts';
import { there } from './reading.ts';

/** More objects and members of lists than a figure has. */
const MOST = 1_000;

/** The live object that had this name first; it keeps it when the name is deleted. */
export function objectCalled(heap: Views, name: string): ObjectSummary {
  return there(
    heap.objects(MOST).objects.find(({ label }) => label === name),
    name,
  );
}

/** Whether an object that had this name first is alive. */
export function isAlive(heap: Views, name: string): boolean {
  return heap.objects(MOST).objects.some(({ label }) => label === name);
}

/** Whether a name is bound. */
export function isName(heap: Views, wanted: string): boolean {
  return heap.objects(MOST).names.some(({ name, roots }) => name === wanted && roots > 0);
}

/** The labels of what stands in a list. */
export function labels(members: readonly { readonly label: string | null }[]): string {
  return members.map(({ label }) => label ?? '').join(' ');
}

/** Live objects that neither a name nor `gc.garbage` leads to. */
export function unreachable(heap: Views): ObjectSummary[] {
  const { objects, garbage } = heap.objects(MOST);
  const roots = objects.flatMap((object) => (object.roots > 0 || object.isStatic ? [object.at] : []));
  const reached = reachedFrom(heap, [...garbage, ...roots]);
  return objects.filter(({ at }) => !reached.has(at));
}

/** Addresses of objects, and of all that strong references lead to from there. */
export function reachedFrom(heap: Views, addresses: readonly number[]): ReadonlySet<number> {
  const { references } = heap.objects(MOST);
  const reached = new Set(addresses);
  // A set that grows while it is walked is walked to its end.
  for (const at of reached) {
    for (const { from, to, weak } of references) if (from === at && !weak) reached.add(to);
  }
  return reached;
}

/** A generation, with its members. */
export function generation(heap: Views, number: number): GenerationRow {
  return there(heap.generations(MOST).generations[number], `generation ${number}`);
}

/** The members of a list that only a running collection has; none where there is no such list. */
export function working(heap: Views, list: WorkingList): readonly GcHead[] {
  return heap.generations(MOST).working.find(({ name }) => name === list)?.list.members ?? [];
}

/** What the collector keeps of the object that had this name first. */
export function headOf(heap: Views, name: string): GcHead {
  const { generations, working: own } = heap.generations(MOST);
  const lists = [...generations, ...own].flatMap(({ list }) => list.members);
  return there(
    lists.find(({ label }) => label === name),
    name,
  );
}

/** The copy of `ob_refcnt` that the collector counts down, while there is one. */
export function gcRefs(heap: Views, name: string): number {
  return there(headOf(heap, name).gcRefs ?? undefined, `gc_refs of ${name}`);
}

/** How many objects a type's free list holds. */
export function kept(heap: Views, name: string): number {
  return heap.generations(0).freeLists.find((list) => list.name === name)?.len ?? 0;
}

/** The one number that a sentence states of several things. */
export function same(first: number, ...others: readonly number[]): number {
  if (others.some((other) => other !== first)) throw new Error(`not the same: ${[first, ...others].join(', ')}`);
  return first;
}

/** What a sentence says besides its numbers. */
export function sure(holds: boolean, what: string): void {
  if (!holds) throw new Error(`it is not so: ${what}`);
}
