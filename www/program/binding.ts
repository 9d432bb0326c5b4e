// What changes what names stand for, and what objects hold: assignments, `del`, methods. A name that stood for an object
// gives it up as Python does: when the new value is there.

import { type Key } from '../generated/Key.ts';
import { type Blocks } from './blocks.ts';
import { type Desk } from './desk.ts';
import { abilities, forms } from './forms.ts';
import { numberOf, wholeNumber } from './numbers.ts';
import { ObjectRequests, type Temporaries } from './objects.ts';
import { fail } from './problem.ts';
import { type At, type Expression, type Method, type Simple, type Target } from './syntax.ts';
import { type Namespace, type ObjectType, type Value } from './values.ts';

type Part = Exclude<Target, { is: 'name' }>;

/** Which types have a method. */
const owners: Readonly<Record<Method, readonly ObjectType[]>> = {
  append: ['list'],
  remove: ['list', 'set'],
  add: ['set'],
  discard: ['set'],
};

export class Binding {
  readonly #desk: Desk;
  readonly #names: Namespace;
  readonly #blocks: Blocks;
  readonly #temporaries: Temporaries;

  constructor(desk: Desk, names: Namespace, blocks: Blocks, temporaries: Temporaries) {
    this.#desk = desk;
    this.#names = names;
    this.#blocks = blocks;
    this.#temporaries = temporaries;
  }

  /** Lets a name stand for something that is no object. */
  async bind(at: At, name: string, value: Value): Promise<void> {
    if (this.#names.get(name)?.is === 'object') await this.#desk.request(at, [{ op: 'root_del', id: name }]);
    this.#names.set(name, value);
  }

  async assign(at: At, target: Target, expression: Expression): Promise<void> {
    const value = await this.#blocks.valueOf(expression);
    if (target.is === 'name') {
      if (value === undefined) await this.#bindObject(at, target.name, expression);
      else await this.bind(at, target.name, value);
      return;
    }
    const holder = this.#value(target, target.of);
    if (holder.is === 'blocks' && target.is === 'index') {
      if (value?.is !== 'block') return fail(expression, { code: 'notABlock', text: expression.text });
      holder.blocks[this.#blocks.indexIn(target, holder.blocks, target.index)] = value.block;
      return;
    }
    if (value?.is === 'block' || value?.is === 'blocks') {
      return fail(expression, { code: 'blockAsObject', text: expression.text });
    }
    await this.#build(at, (objects) => {
      objects.with([expression], ([to = '']) => {
        this.#withPart(objects, target, (key) => {
          objects.requests.push({ op: 'set_item', of: target.of, key, to });
        });
      });
    });
  }

  async delete(target: Target): Promise<void> {
    if (target.is !== 'name') {
      await this.#build(target, (objects) => {
        this.#withPart(objects, target, (key) => {
          objects.requests.push({ op: 'del_item', of: target.of, key });
        });
      });
      return;
    }
    const value = this.#value(target, target.name);
    if (value.is === 'object') await this.#desk.request(target, [{ op: 'root_del', id: target.name }]);
    this.#names.delete(target.name);
  }

  /** What an expression makes goes again. */
  async evaluate(at: At, expression: Expression): Promise<void> {
    if (numberOf(expression, this.#names) !== undefined) return;
    if ((await this.#blocks.valueOf(expression)) !== undefined) return;
    await this.#build(at, (objects) => {
      objects.with([expression], () => undefined);
    });
  }

  async call(statement: Extract<Simple, { is: 'method' }>): Promise<void> {
    const { of, method, value } = statement;
    const type = this.#typeOf(statement, of);
    if (!owners[method].includes(type)) this.#wrongKind(statement, type);
    const adds = method === 'append' || method === 'add';
    // What is equal but another object would not be found.
    if (!adds && value.is !== 'name') fail(value, { code: 'outside', text: value.text, accepted: forms.names });
    await this.#build(statement, (objects) => {
      objects.with([value], ([to = '']) => {
        objects.requests.push({ op: adds ? 'ref' : 'unref', from: of, to });
      });
    });
  }

  async #bindObject(at: At, name: string, expression: Expression): Promise<void> {
    const value = expression.is === 'name' ? this.#value(expression, expression.name) : undefined;
    if (expression.is === 'name' && value?.is === 'object') {
      await this.#desk.request(at, [{ op: 'bind', name, to: expression.name }]);
      this.#names.set(name, value);
      return;
    }
    this.#names.set(name, await this.#build(at, (objects) => objects.bind(name, expression)));
  }

  /** Builds requests, and carries them out. */
  async #build<T>(at: At, build: (objects: ObjectRequests) => T): Promise<T> {
    const objects = new ObjectRequests(this.#names, this.#temporaries);
    const built = build(objects);
    await this.#desk.request(at, objects.requests, (done) => objects.leftOver(done));
    return built;
  }

  /** Uses the key under which an object has a part. */
  #withPart(objects: ObjectRequests, target: Part, use: (key: Key) => void): void {
    const type = this.#typeOf(target, target.of);
    if (target.is === 'attribute') {
      const slot = /^s(\d{1,6})$/.exec(target.name)?.[1];
      if (type === 'instance') use(target.name);
      else if (type === 'slots' && slot !== undefined) use(Number(slot));
      else this.#wrongKind(target, type);
    } else if (type === 'list') {
      use(indexIn(wholeNumber(target.index, this.#names)));
    } else if (type === 'dict' || type === 'tuple') {
      objects.withKey(target.index, use);
    } else {
      this.#wrongKind(target, type);
    }
  }

  #value(at: At, name: string): Value {
    return this.#names.get(name) ?? fail(at, { code: 'unbound', name });
  }

  #typeOf(at: At, name: string): ObjectType {
    const value = this.#value(at, name);
    switch (value.is) {
      case 'object':
        return value.type;
      case 'number':
        return 'int';
      case 'none':
        return fail(at, { code: 'wrongKind', text: at.text, kind: 'NoneType', accepted: ['x = y'] });
      default:
        return fail(at, { code: 'blockAsObject', text: name });
    }
  }

  #wrongKind(at: At, kind: ObjectType): never {
    fail(at, { code: 'wrongKind', text: at.text, kind, accepted: abilities[kind] ?? ['x = y'] });
  }
}

/** No list is so long that more would be an index of it. */
const MOST_INDEX = BigInt(Number.MAX_SAFE_INTEGER);

function indexIn(value: bigint): number {
  const bounded = value > MOST_INDEX ? MOST_INDEX : value < -MOST_INDEX ? -MOST_INDEX : value;
  return Number(bounded);
}
