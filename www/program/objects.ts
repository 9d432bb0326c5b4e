// What a statement asks of objects: its expressions as requests, in the order in which CPython works them out. What has
// no name of its own has a temporary one as long as the statement needs it. Carries nothing out.

import { type Key } from '../generated/Key.ts';
import { type Request } from '../generated/Request.ts';
import { MOST_ITEMS } from '../share/limits.ts';
import { forms } from './forms.ts';
import { MOST_MADE } from './limits.ts';
import { numberOf, sizeOf } from './numbers.ts';
import { fail } from './problem.ts';
import { type At, type Expression } from './syntax.ts';
import { type Namespace, type ObjectType, typeOfNew, type Value } from './values.ts';

/** An object as requests call it. */
interface Referred {
  readonly id: string;
  readonly temporary: boolean;
}

/** Names for what the program gives none: `_1`, `_2`, …, each always for the same expression. */
export class Temporaries {
  readonly #taken: (name: string) => boolean;
  readonly #names = new Map<Expression, string>();
  #last = 0;

  constructor(taken: (name: string) => boolean) {
    this.#taken = taken;
  }

  for(expression: Expression): string {
    let name = this.#names.get(expression);
    if (name === undefined) {
      do name = `_${(this.#last += 1)}`;
      while (this.#taken(name));
      this.#names.set(expression, name);
    }
    return name;
  }
}

export class ObjectRequests {
  readonly requests: Request[] = [];
  readonly #names: Namespace;
  readonly #temporaries: Temporaries;
  readonly #given = new Set<string>();

  constructor(names: Namespace, temporaries: Temporaries) {
    this.#names = names;
    this.#temporaries = temporaries;
  }

  /** What is left to be deleted where only so many of the requests were carried out. */
  leftOver(done: number): Request[] {
    const live = new Set<string>();
    for (const request of this.requests.slice(0, done)) {
      const id = 'id' in request ? request.id : undefined;
      if (id === undefined || !this.#given.has(id)) continue;
      if (request.op === 'root_del') live.delete(id);
      else live.add(id);
    }
    return [...live].map((id) => ({ op: 'root_del', id }));
  }

  /** Makes the object of an expression, which the name then refers to. */
  make(expression: Expression, id: string): Value {
    const number = numberOf(expression, this.#names);
    if (number !== undefined) return this.#new({ op: 'new', kind: 'int', id, value: number.toString() }, 'int', number);
    switch (expression.is) {
      case 'float':
      case 'str':
        return this.#new({ op: 'new', kind: expression.is, id, value: expression.value }, expression.is);
      case 'items':
        this.with(this.#few(expression, expression.items), (refs) => {
          const { kind } = expression;
          this.requests.push(refs.length === 0 ? { op: 'new', kind, id } : { op: 'new', kind, id, refs });
        });
        return object(expression.kind);
      case 'dict':
        return this.#dict(expression, expression.entries, id);
      case 'instance':
        return this.#new({ op: 'new', kind: expression.kind, id }, typeOfNew(expression.kind));
      case 'weakref':
        this.with([expression.to], ([to = '']) => {
          this.requests.push({ op: 'weakref', id, to, cb: expression.callback });
        });
        return object('weakref');
      case 'many': {
        const count = sizeOf(expression.count, this.#names, MOST_MADE);
        this.requests.push({ op: 'many', kind: expression.kind, id, count });
        return object('list');
      }
      case 'none':
        return fail(expression, { code: 'noneInside' });
      case 'index':
      case 'slice':
        return this.#read(expression, expression.of);
      default:
        return fail(expression, { code: 'blockAsObject', text: expression.text });
    }
  }

  /**
   * `name = expression`. An object that the name stood for goes when the new one is whole, so one that is made in
   * several requests has another name until then.
   */
  bind(name: string, expression: Expression): Value {
    const isSlow = expression.is === 'many' || (expression.is === 'dict' && expression.entries.length > 0);
    if (!isSlow || this.#names.get(name)?.is !== 'object') return this.make(expression, name);
    const temporary = this.#temporary(expression);
    const value = this.make(expression, temporary);
    this.requests.push({ op: 'bind', name, to: temporary }, { op: 'root_del', id: temporary });
    return value;
  }

  /** Works expressions out and uses the objects; what was temporary goes afterwards. */
  with(expressions: readonly Expression[], use: (ids: string[]) => void): void {
    const referred = expressions.map((expression) => this.#refer(expression));
    use(referred.map(({ id }) => id));
    for (const { id, temporary } of referred) if (temporary) this.requests.push({ op: 'root_del', id });
  }

  /** Uses what stands in brackets behind an object. */
  withKey(expression: Expression, use: (key: Key) => void): void {
    const { key, temporary } = this.#key(expression);
    use(key);
    if (temporary !== undefined) this.requests.push({ op: 'root_del', id: temporary });
  }

  #key(expression: Expression): { readonly key: Key; readonly temporary?: string } {
    if (expression.is === 'str') return { key: expression.value };
    const isObject = expression.is === 'name' && this.#value(expression, expression.name).is === 'object';
    const number = isObject ? undefined : numberOf(expression, this.#names);
    if (number !== undefined && Number.isSafeInteger(Number(number))) return { key: Number(number) };
    const { id, temporary } = this.#refer(expression);
    return { key: { of: id }, ...(temporary ? { temporary: id } : {}) };
  }

  #refer(expression: Expression): Referred {
    if (expression.is === 'name') {
      const value = this.#value(expression, expression.name);
      if (value.is === 'object') return { id: expression.name, temporary: false };
      if (value.is === 'none') fail(expression, { code: 'noneInside' });
      if (value.is !== 'number') fail(expression, { code: 'blockAsObject', text: expression.text });
    }
    const id = this.#temporary(expression);
    this.make(expression, id);
    return { id, temporary: true };
  }

  #temporary(expression: Expression): string {
    const id = this.#temporaries.for(expression);
    this.#given.add(id);
    return id;
  }

  #value(at: At, name: string): Value {
    return this.#names.get(name) ?? fail(at, { code: 'unbound', name });
  }

  #new(request: Request, type: ObjectType, number?: bigint): Value {
    this.requests.push(request);
    return object(type, number);
  }

  /** All keys and values are worked out before there is a dict. */
  #dict(at: At, entries: readonly (readonly [Expression, Expression])[], id: string): Value {
    const worked = this.#few(at, entries).map(([key, value]) => ({ ...this.#key(key), value: this.#refer(value) }));
    this.requests.push({ op: 'new', kind: 'dict', id });
    for (const { key, value } of worked) this.requests.push({ op: 'set_item', of: id, key, to: value.id });
    const gone = worked.flatMap(({ temporary, value }) => [temporary, value.temporary ? value.id : undefined]);
    for (const name of gone) if (name !== undefined) this.requests.push({ op: 'root_del', id: name });
    return object('dict');
  }

  #few<T>(at: At, items: readonly T[]): readonly T[] {
    return items.length > MOST_ITEMS ? fail(at, { code: 'tooManyItems', most: MOST_ITEMS }) : items;
  }

  /** Only lists of blocks, which the program keeps itself, can be read from. */
  #read(expression: Expression, of: Expression): never {
    const value = of.is === 'name' ? this.#value(of, of.name) : undefined;
    if (value?.is === 'object') fail(expression, { code: 'outside', text: expression.text, accepted: forms.names });
    return fail(expression, { code: 'blockAsObject', text: expression.text });
  }
}

function object(type: ObjectType, number?: bigint): Value {
  return number === undefined ? { is: 'object', type } : { is: 'object', type, number };
}
