// The statements of a script, one after another: loops, blocks that are given back, the collector. What names stand for
// is changed in binding.ts.

import { type Request } from '../generated/Request.ts';
import { MOST_UINT } from '../share/limits.ts';
import { Binding } from './binding.ts';
import { Blocks, mentions } from './blocks.ts';
import { type Desk } from './desk.ts';
import { forms } from './forms.ts';
import { sizeOf, wholeNumber } from './numbers.ts';
import { Temporaries } from './objects.ts';
import { fail } from './problem.ts';
import { type Allocation, type At, type Expression, type Loop, type Simple, type Statement } from './syntax.ts';
import { type Namespace, type Value } from './values.ts';

type Setting = Extract<Simple, { is: 'collect' | 'threshold' | 'saveall' | 'collector' }>;

/** The one allocation of a loop's body, and the name that it gives to the block. */
interface OnlyAllocation {
  readonly allocation: Allocation;
  readonly name?: string;
}

export class Runner {
  readonly #desk: Desk;
  readonly #names: Namespace;
  readonly #blocks: Blocks;
  readonly #binding: Binding;

  /** `written` are the names that the program has in its text. */
  constructor(desk: Desk, names: Namespace, written: ReadonlySet<string>) {
    this.#desk = desk;
    this.#names = names;
    this.#blocks = new Blocks(names, desk);
    const temporaries = new Temporaries((name) => written.has(name) || names.has(name));
    this.#binding = new Binding(desk, names, this.#blocks, temporaries);
  }

  async block(statements: readonly Statement[]): Promise<void> {
    for (const statement of statements) {
      const began = this.#desk.position;
      const { span } = statement;
      try {
        await this.#desk.step(statement);
        await (statement.is === 'for' ? this.#loop(statement) : this.#simple(statement));
      } finally {
        // The lines of a loop's body have ranges of their own.
        this.#desk.ran(statement.is === 'for' ? { ...span, lastLine: span.line } : span, began);
      }
    }
  }

  async #loop(loop: Loop): Promise<void> {
    const values = this.#blocks.values(loop.over);
    const only = this.#onlyAllocation(loop);
    if (only !== undefined) {
      await this.#allocateAll(loop, only, values);
      return;
    }
    for (const value of values) {
      await this.#binding.bind(loop, loop.variable, value);
      await this.block(loop.body);
    }
  }

  /** Where the body is one allocation that is the same each time. */
  #onlyAllocation({ variable, body }: Loop): OnlyAllocation | undefined {
    const [only, ...more] = body;
    if (only === undefined || more.length > 0) return undefined;
    if (only.is !== 'evaluate' && only.is !== 'assign') return undefined;
    const { value: allocation } = only;
    if ((allocation.is !== 'malloc' && allocation.is !== 'calloc') || mentions(allocation, variable)) return undefined;
    if (only.is === 'evaluate') return { allocation };
    const { target } = only;
    if (target.is !== 'name' || target.name === variable || mentions(allocation, target.name)) return undefined;
    // An object would go with the first of them.
    return this.#names.get(target.name)?.is === 'object' ? undefined : { allocation, name: target.name };
  }

  async #allocateAll(loop: Loop, { allocation, name }: OnlyAllocation, values: readonly Value[]): Promise<void> {
    const last = values.at(-1);
    if (last === undefined) return;
    await this.#binding.bind(loop, loop.variable, last);
    const began = this.#desk.position;
    try {
      const block = (await this.#blocks.allocate(allocation, values.length)).at(-1);
      if (name !== undefined && block !== undefined) this.#names.set(name, { is: 'block', block });
    } finally {
      for (const { span } of loop.body) this.#desk.ran(span, began);
    }
  }

  async #simple(statement: Simple): Promise<void> {
    switch (statement.is) {
      case 'assign':
        await this.#binding.assign(statement, statement.target, statement.value);
        return;
      case 'delete':
        for (const target of statement.targets) await this.#binding.delete(target);
        return;
      case 'evaluate':
        await this.#binding.evaluate(statement, statement.value);
        return;
      case 'method':
        await this.#binding.call(statement);
        return;
      case 'free':
        await this.#free(statement, statement.block);
        return;
      case 'pass':
        return;
      default:
        await this.#desk.request(statement, [this.#setting(statement)]);
    }
  }

  async #free(at: At, expression: Expression): Promise<void> {
    const block = await this.#blocks.live(expression);
    await this.#desk.free(at, block.address);
    block.freedIn = at.span.line;
  }

  #setting(statement: Setting): Request {
    switch (statement.is) {
      case 'collect':
        return { op: 'collect', gen: this.#generation(statement.generation) };
      case 'threshold':
        return { op: 'threshold', t: this.#thresholds(statement.values) };
      case 'saveall':
        return { op: 'debug', saveall: statement.saveall };
      case 'collector':
        return { op: statement.call };
    }
  }

  #generation(expression: Expression | undefined): number {
    if (expression === undefined) return 2;
    const value = wholeNumber(expression, this.#names);
    if (value >= 0n && value <= 2n) return Number(value);
    return fail(expression, { code: 'badValue', text: expression.text, accepted: forms.generations });
  }

  /** What is not said stays as it is. */
  #thresholds(values: readonly Expression[]): [number, number, number] {
    const given = values.map((value) => sizeOf(value, this.#names, MOST_UINT));
    const present = this.#desk.read((heap) => heap.generations(0).generations.map(({ threshold }) => threshold)) ?? [];
    const [first = 0, second = 0, third = 0] = [...given, ...present.slice(given.length)];
    return [first, second, third];
  }
}
