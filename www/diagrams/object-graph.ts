// What the page says about objects and how they hang together: how one is called, what refers to what, what no name
// leads to. Reads views only; never draws.

import { hex } from '../format.ts';
import { type ObjectsView } from '../generated/ObjectsView.ts';
import { type ObjectSummary } from '../generated/ObjectSummary.ts';
import { type Reference } from '../generated/Reference.ts';
import { type Standing } from '../generated/Standing.ts';
import { type Messages, type Names } from '../locales/messages.ts';

/** What can be asked of a view of objects again and again. */
export class ObjectGraph {
  readonly objects: ReadonlyMap<number, ObjectSummary>;
  readonly #names = new Map<number, string[]>();
  readonly #from = new Map<number, Reference[]>();
  readonly #to = new Map<number, Reference[]>();
  readonly #reachable: ReadonlySet<number>;

  constructor(
    readonly view: ObjectsView,
    private readonly messages: Messages,
  ) {
    this.objects = new Map(view.objects.map((object) => [object.at, object]));
    for (const { name, object, roots } of view.names) if (roots > 0) push(this.#names, object, name);
    for (const reference of view.references) {
      push(this.#from, reference.from, reference);
      push(this.#to, reference.to, reference);
    }
    this.#reachable = this.#reach();
  }

  /** The names that lead to an object now. */
  namesOf(at: number): readonly string[] {
    return this.#names.get(at) ?? [];
  }

  referencesFrom(at: number): readonly Reference[] {
    return this.#from.get(at) ?? [];
  }

  referencesTo(at: number): readonly Reference[] {
    return this.#to.get(at) ?? [];
  }

  /** Whether no name leads to it, and nothing that the interpreter itself or C code holds. */
  isGarbage(at: number): boolean {
    return !this.#reachable.has(at);
  }

  /** How it is called in a line of text: by its names, by the one that it had, by its kind and address. */
  called(at: number): string {
    const object = this.objects.get(at);
    if (object === undefined) return hex(at);
    const names = this.namesOf(at);
    if (names.length > 0) return names.join(this.messages.diagram.comma);
    const words = this.messages.objectsView;
    const kind = shortKind(object, this.messages);
    return object.label === null
      ? words.unnamed({ kind, address: hex(at) })
      : words.wasCalled({ name: object.label, kind, address: hex(at) });
  }

  /** What a request calls it: a name that leads to it now, else its address. */
  id(at: number): string {
    return this.namesOf(at)[0] ?? hex(at);
  }

  /** The object that a request calls so. */
  find(id: string): ObjectSummary | undefined {
    const named = this.view.names.find(({ name, roots }) => name === id && roots > 0);
    return this.objects.get(named === undefined ? Number(id) : named.object);
  }

  /** How sentences and lines of Python call objects. */
  get names(): Names {
    return {
      object: (at) => this.called(at),
      kindOf: (id) => this.find(id)?.kind,
      name: (entry) => this.view.names.find(({ number }) => number === entry)?.name,
    };
  }

  /** In the middle of an operation C code holds references that nothing drawn accounts for. */
  #isHeld({ at, refcnt, roots }: ObjectSummary): boolean {
    return refcnt > roots + this.referencesTo(at).filter(({ weak }) => !weak).length;
  }

  #reach(): Set<number> {
    const held = this.view.objects.filter((object) => object.isStatic || this.#isHeld(object));
    const found = new Set([...this.#names.keys(), ...held.map(({ at }) => at), ...this.view.garbage]);
    // A set is walked in the order of insertion, and what is inserted meanwhile is walked, too.
    for (const at of found) for (const { to, weak } of this.referencesFrom(at)) if (!weak) found.add(to);
    return found;
  }
}

function push<Item>(lists: Map<number, Item[]>, key: number, item: Item): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

/** The kind in the few letters that a card has room for. */
export function shortKind({ kind }: Pick<ObjectSummary, 'kind'>, messages: Messages): string {
  return kind === 'slots' ? messages.objectsView.withSlots : messages.kinds[kind];
}

export function standingWord(standing: Standing, messages: Messages): string {
  const words = messages.objectsView.standings;
  switch (standing.where) {
    case 'generation':
      return words.generation({ n: standing.generation });
    case 'working':
      return words.working({ list: standing.list });
    default:
      return words[standing.where];
  }
}

/** The object that a selection is about: the one at its address, or the one whose block is chosen. */
export function selectedObject(
  objects: readonly ObjectSummary[],
  { address, block }: { address: number | undefined; block?: number | undefined },
): ObjectSummary | undefined {
  return (
    objects.find(({ at }) => at === address) ??
    objects.find(({ blockAt, isStatic }) => !isStatic && block !== undefined && blockAt === block)
  );
}
