// Blocks and lists of blocks out of expressions. Allocates where the expression does; frees nothing.

import { type Desk } from './desk.ts';
import { forms } from './forms.ts';
import { MOST_OPERATIONS } from './limits.ts';
import { countUp, sizeOf, wholeNumber } from './numbers.ts';
import { fail } from './problem.ts';
import { type Allocation, type At, type Expression, type Iterable } from './syntax.ts';
import { type Block, type Namespace, type Value } from './values.ts';

export class Blocks {
  readonly #names: Namespace;
  readonly #desk: Desk;

  constructor(names: Namespace, desk: Desk) {
    this.#names = names;
    this.#desk = desk;
  }

  /** What an expression is that is no object; undefined for one that is. */
  async valueOf(expression: Expression): Promise<Exclude<Value, { is: 'object' | 'number' }> | undefined> {
    switch (expression.is) {
      case 'none':
        return { is: 'none' };
      case 'name': {
        const value = this.#names.get(expression.name);
        if (value === undefined) return fail(expression, { code: 'unbound', name: expression.name });
        return value.is === 'object' || value.is === 'number' ? undefined : value;
      }
      case 'malloc':
      case 'calloc': {
        const [block] = await this.allocate(expression, 1);
        return block === undefined ? undefined : { is: 'block', block };
      }
      case 'realloc':
        return { is: 'block', block: await this.#reallocate(expression, expression.block, expression.nbytes) };
      case 'each':
        return { is: 'blocks', blocks: await this.#each(expression) };
      case 'index': {
        const blocks = this.#list(expression.of);
        if (blocks === undefined) return undefined;
        const block = blocks[this.indexIn(expression, blocks, expression.index)];
        return block === undefined ? undefined : { is: 'block', block };
      }
      case 'slice': {
        const blocks = this.#list(expression.of);
        return blocks === undefined
          ? undefined
          : { is: 'blocks', blocks: this.#slice(expression, blocks, expression.bounds) };
      }
      default:
        return undefined;
    }
  }

  /** A block that is not freed. */
  async live(expression: Expression): Promise<Block> {
    const value = await this.valueOf(expression);
    if (value?.is !== 'block') return fail(expression, { code: 'notABlock', text: expression.text });
    const { block } = value;
    const line = block.freedIn;
    return line === undefined ? block : fail(expression, { code: 'freed', text: expression.text, line });
  }

  /** So many blocks of one size. */
  async allocate(allocation: Allocation, count: number): Promise<Block[]> {
    const nbytes = this.#bytes(allocation);
    const addresses = await this.#desk.allocate(allocation, nbytes, count, allocation.is === 'calloc');
    return addresses.map((address) => ({ address, freedIn: undefined }));
  }

  /** The numbers or the blocks of a loop. */
  values(over: Iterable): readonly Value[] {
    if (over.is === 'range') {
      const bounds = over.bounds.map((bound) => wholeNumber(bound, this.#names));
      const numbers = countUp(over, bounds, MOST_OPERATIONS, { code: 'tooManyOperations', most: MOST_OPERATIONS });
      return numbers.map((number) => ({ is: 'number', number }));
    }
    const { of } = over;
    const blocks = of.is === 'slice' ? this.#list(of.of) : this.#list(of);
    if (blocks === undefined) return fail(over, { code: 'outside', text: over.text, accepted: forms.iterables });
    const chosen = of.is === 'slice' ? this.#slice(of, blocks, of.bounds) : blocks;
    return chosen.map((block) => ({ is: 'block', block }));
  }

  indexIn(at: At, blocks: readonly Block[], index: Expression): number {
    const n = blocks.length;
    const number = wholeNumber(index, this.#names);
    const from = number < 0n ? number + BigInt(n) : number;
    return from < 0n || from >= BigInt(n) ? fail(at, { code: 'index', text: at.text, n }) : Number(from);
  }

  #bytes(allocation: Allocation): number {
    if (allocation.is === 'malloc') return sizeOf(allocation.nbytes, this.#names);
    const [nelem, elsize] = [sizeOf(allocation.nelem, this.#names), sizeOf(allocation.elsize, this.#names)];
    const product: Expression = { ...allocation, is: 'int', value: BigInt(nelem) * BigInt(elsize) };
    return sizeOf(product, this.#names);
  }

  /** CPython gives the old block up where the new one is elsewhere. */
  async #reallocate(at: At, of: Expression, nbytes: Expression): Promise<Block> {
    const old = await this.live(of);
    const address = await this.#desk.reallocate(at, old.address, sizeOf(nbytes, this.#names));
    if (address === old.address) return old;
    old.freedIn = at.span.line;
    return { address, freedIn: undefined };
  }

  async #each({ element, variable, over }: Extract<Expression, { is: 'each' }>): Promise<Block[]> {
    const values = this.values(over);
    if (!mentions(element, variable)) return this.allocate(element, values.length);
    const [outer, blocks]: [Value | undefined, Block[]] = [this.#names.get(variable), []];
    try {
      for (const value of values) {
        this.#names.set(variable, value);
        await this.#desk.step(element);
        blocks.push(...(await this.allocate(element, 1)));
      }
    } finally {
      // The variable of a comprehension is its own.
      if (outer === undefined) this.#names.delete(variable);
      else this.#names.set(variable, outer);
    }
    return blocks;
  }

  #list(expression: Expression): Block[] | undefined {
    if (expression.is !== 'name') {
      return fail(expression, { code: 'outside', text: expression.text, accepted: forms.indices });
    }
    const value = this.#names.get(expression.name);
    if (value === undefined) return fail(expression, { code: 'unbound', name: expression.name });
    if (value.is === 'object') return undefined;
    return value.is === 'blocks'
      ? value.blocks
      : fail(expression, { code: 'badValue', text: expression.text, accepted: forms.indices });
  }

  #slice(at: At, blocks: readonly Block[], bounds: readonly (Expression | undefined)[]): Block[] {
    const [start, stop, step = 1n, ...more] = bounds.map((bound) => bound && wholeNumber(bound, this.#names));
    if (more.length > 0 || step === 0n) return fail(at, { code: 'badValue', text: at.text, accepted: forms.indices });
    const n = BigInt(blocks.length);
    const [least, last] = step > 0n ? [0n, n] : [-1n, n - 1n];
    const clip = (bound: bigint): bigint => {
      const from = bound < 0n ? bound + n : bound;
      return from < least ? least : from > last ? last : from;
    };
    const from = start === undefined ? (step > 0n ? least : last) : clip(start);
    const to = stop === undefined ? (step > 0n ? last : least) : clip(stop);
    const indices = countUp(at, [from, to, step], blocks.length, { code: 'index', text: at.text, n: blocks.length });
    return indices.flatMap((index) => blocks[Number(index)] ?? []);
  }
}

/** Whether the size of an allocation depends on a name. */
export function mentions(expression: Expression, name: string): boolean {
  switch (expression.is) {
    case 'name':
      return expression.name === name;
    case 'negative':
    case 'len':
      return mentions(expression.of, name);
    case 'arithmetic':
      return mentions(expression.left, name) || mentions(expression.right, name);
    case 'malloc':
      return mentions(expression.nbytes, name);
    case 'calloc':
      return mentions(expression.nelem, name) || mentions(expression.elsize, name);
    default:
      return false;
  }
}
