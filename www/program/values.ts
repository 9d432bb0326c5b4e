// What names stand for while a program runs. Blocks, lists of blocks and the numbers of loops are no objects of the heap:
// they are kept here. Objects are in the heap, under the same names; here is only what type they are.

import { type Kind } from '../generated/Kind.ts';
import { type NamesView } from '../generated/NamesView.ts';
import { type NewKind } from '../generated/NewKind.ts';

/** A block that the program got, under however many names. */
export interface Block {
  address: number;
  /** The line that freed it. */
  freedIn: number | undefined;
}

/** What can be done with an object follows from its type. */
export type ObjectType =
  'list' | 'tuple' | 'set' | 'dict' | 'instance' | 'slots' | 'int' | 'float' | 'str' | 'object' | 'weakref';

export type Value =
  /** `number` is the value of an int. */
  | { readonly is: 'object'; readonly type: ObjectType; readonly number?: bigint }
  | { readonly is: 'block'; readonly block: Block }
  | { readonly is: 'blocks'; readonly blocks: Block[] }
  | { readonly is: 'number'; readonly number: bigint }
  | { readonly is: 'none' };

export type Namespace = Map<string, Value>;

/** The names that a heap has already, so that a program can go on with what is there. */
export function namesIn({ names, objects }: NamesView): Namespace {
  const kinds = new Map(objects.map(({ at, kind }) => [at, kind]));
  const space: Namespace = new Map();
  for (const { name, object, roots } of names) {
    const kind = kinds.get(object);
    if (roots === 0 || kind === undefined) continue;
    space.set(name, kind === 'none' ? { is: 'none' } : { is: 'object', type: typeOf(kind) });
  }
  return space;
}

function typeOf(kind: Exclude<Kind, 'none'>): ObjectType {
  switch (kind) {
    case 'long':
      return 'int';
    case 'unicode':
      return 'str';
    case 'function':
      return 'object';
    default:
      return kind;
  }
}

/** The type of a new object. */
export function typeOfNew(kind: NewKind): ObjectType {
  switch (kind) {
    case 'node':
    case 'fin':
    case 'legacy':
      return 'slots';
    case 'instance':
    case 'instance_fin':
    case 'instance_legacy':
      return 'instance';
    case 'leaf':
      return 'object';
    default:
      return kind;
  }
}
