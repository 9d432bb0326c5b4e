// Requests on objects as the page makes them: what an object is called in a request, and the line of Python that a request
// stands for. Pure functions of views; carries nothing out.

import { type ObjectGraph } from './diagrams/object-graph.ts';
import { type Action } from './generated/Action.ts';
import { type Kind } from './generated/Kind.ts';
import { type NewKind } from './generated/NewKind.ts';
import { type Reference } from './generated/Reference.ts';
import { type Request } from './generated/Request.ts';
import { type Messages, tellOperation } from './locales/messages.ts';

/** A request as a line of Python. */
export function lineOf(request: Request, graph: ObjectGraph, messages: Messages): string {
  return tellOperation(messages, { op: 'object', request }, graph.names);
}

/** What can be made: the kinds of objects, and weak references. */
export type Made = NewKind | 'weakref';

/** What a finalizer or a callback does. */
export const doings = ['nothing', 'revive', 'dropName', 'collect'] as const;
export type Doing = (typeof doings)[number];

export interface Making {
  readonly kind: Made;
  readonly name: string;
  readonly values: Readonly<Record<'int' | 'float' | 'str', string>>;
  readonly items: readonly number[];
  readonly slots: number;
  readonly doing: Doing;
  /** The name that is deleted. */
  readonly doingTo: string | undefined;
  /** What a weak reference leads to. */
  readonly target: number | undefined;
  readonly callback: boolean;
}

/** Nothing where a weak reference has no object to lead to. */
export function newRequest(making: Making, graph: ObjectGraph): Request | undefined {
  const { kind, name: id } = making;
  const actions = actionsOf(making);
  switch (kind) {
    case 'weakref':
      return making.target === undefined
        ? undefined
        : {
            op: 'weakref',
            id,
            to: graph.id(making.target),
            cb: making.callback,
            on_call: making.callback ? actions : [],
          };
    case 'int':
    case 'float':
    case 'str':
      return { op: 'new', kind, id, value: making.values[kind] };
    case 'tuple':
    case 'list':
    case 'set':
      return { op: 'new', kind, id, refs: making.items.map((at) => graph.id(at)) };
    case 'node':
      return { op: 'new', kind, id, slots: making.slots };
    case 'fin':
    case 'legacy':
      return { op: 'new', kind, id, slots: making.slots, on_fin: actions };
    case 'instance_fin':
    case 'instance_legacy':
      return { op: 'new', kind, id, on_fin: actions };
    default:
      return { op: 'new', kind, id };
  }
}

function actionsOf({ doing, doingTo, name }: Making): Action[] {
  switch (doing) {
    case 'nothing':
      return [];
    case 'revive':
      return [{ op: 'root_add', id: name }];
    case 'dropName':
      return doingTo === undefined ? [] : [{ op: 'root_del', id: doingTo }];
    case 'collect':
      return [{ op: 'collect', gen: 2 }];
  }
}

/** How a reference gets into an object: where it falls, or under an index, key or attribute. */
export type Way = 'free' | 'index' | 'keyText' | 'keyObject' | 'attribute';
type WayWord = keyof Messages['objectsPanel']['ways'];
type Ways = readonly [WayAndWord, ...WayAndWord[]];
interface WayAndWord {
  readonly way: Way;
  readonly word: WayWord;
}

/** The ways that there are into an object of a kind, the usual one first. */
export function waysInto(kind: Kind): Ways {
  switch (kind) {
    case 'set':
      return [{ way: 'free', word: 'add' }];
    case 'dict':
      return [
        { way: 'keyText', word: 'keyText' },
        { way: 'keyObject', word: 'keyObject' },
        { way: 'free', word: 'free' },
      ];
    case 'instance':
      return [
        { way: 'attribute', word: 'attribute' },
        { way: 'free', word: 'freeAttribute' },
      ];
    case 'slots':
      return [
        { way: 'free', word: 'freeSlot' },
        { way: 'attribute', word: 'attribute' },
      ];
    default:
      return [
        { way: 'free', word: 'append' },
        { way: 'index', word: 'index' },
      ];
  }
}

/** What has to be said besides, for a way. */
export function wayNeeds(way: Way): 'index' | 'key' | 'keyObject' | 'attribute' | undefined {
  switch (way) {
    case 'free':
      return undefined;
    case 'keyText':
      return 'key';
    default:
      return way;
  }
}

interface KeyParts {
  readonly index: number;
  readonly key: string;
  readonly attribute: string;
  readonly keyObject: number | undefined;
}

export function linkRequest(
  graph: ObjectGraph,
  from: number,
  to: number,
  way: Way = 'free',
  parts?: KeyParts,
): Request {
  const [of, target] = [graph.id(from), graph.id(to)];
  switch (parts === undefined ? undefined : wayNeeds(way)) {
    case 'index':
      return { op: 'set_item', of, key: parts?.index ?? 0, to: target };
    case 'key':
      return { op: 'set_item', of, key: parts?.key ?? '', to: target };
    case 'attribute':
      return { op: 'set_item', of, key: parts?.attribute ?? '', to: target };
    case 'keyObject':
      return { op: 'set_item', of, key: { of: graph.id(parts?.keyObject ?? 0) }, to: target };
    case undefined:
      return { op: 'ref', from: of, to: target };
  }
}

export function bindRequest(graph: ObjectGraph, name: string, at: number): Request {
  return { op: 'bind', name, to: graph.id(at) };
}

/** A reference that a line of Python can remove, and the text that tells it from the others. */
export interface Removable {
  readonly key: string;
  readonly reference: Reference;
}

/** Labels of references that go only with something else. */
const FIXED: readonly string[] = ['key', '.__dict__'];
const HOLDERS: readonly Kind[] = ['list', 'dict', 'set', 'slots', 'instance'];

export function removableReferences(graph: ObjectGraph): Removable[] {
  return graph.view.references.flatMap((reference) => {
    const { from, to, label, weak } = reference;
    const holder = graph.objects.get(from);
    const removable = holder !== undefined && HOLDERS.includes(holder.kind) && !weak && keyOf(label) !== 'fixed';
    return removable ? [{ key: `${from} ${to} ${label}`, reference }] : [];
  });
}

export function unlinkRequest(graph: ObjectGraph, { from, to, label }: Reference): Request {
  const key = keyOf(label);
  return key === undefined || key === 'fixed'
    ? { op: 'unref', from: graph.id(from), to: graph.id(to) }
    : { op: 'del_item', of: graph.id(from), key: key.value };
}

/** What stands in the brackets or after the dot of a label; `fixed` for what goes only with something else. */
function keyOf(label: string): { value: number | string } | 'fixed' | undefined {
  if (FIXED.includes(label)) return 'fixed';
  const [, index, text, attribute] = /^\[(-?\d+)\]$|^\['(.*)'\]$|^\.(\w+)$/s.exec(label) ?? [];
  if (index !== undefined) return { value: Number(index) };
  const value = text ?? attribute;
  return value === undefined ? undefined : { value };
}

/** Whether an object of a kind has a hash, so that it can be a key. */
export function isHashable(kind: Kind): boolean {
  return kind !== 'list' && kind !== 'dict' && kind !== 'set';
}

export function isName(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text);
}
