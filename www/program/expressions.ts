// Expressions out of the tree: which of Python's are part of the language, and what is offered instead of the others.
// Looks no name up and works nothing out.

import { type SyntaxNode } from '@lezer/common';

import { type NewKind } from '../generated/NewKind.ts';
import { MOST_NAME, MOST_VALUE } from '../share/limits.ts';
import { classes, forms, reserved, signatures } from './forms.ts';
import { MOST_DEPTH, MOST_DIGITS } from './limits.ts';
import { readFloat, readInt, readText } from './literals.ts';
import { type Fault } from './problem.ts';
import { type Expression, type Iterable, type Operator } from './syntax.ts';
import { partsOf, separated, type Source } from './tree.ts';

const TOO_LARGE = 10n ** BigInt(MOST_DIGITS);
const operators: readonly string[] = forms.operators;

export class Expressions {
  readonly source: Source;
  readonly names = new Set<string>();
  #depth = 0;

  constructor(source: Source) {
    this.source = source;
  }

  read(node: SyntaxNode): Expression {
    return this.deeper(node, () => this.#read(node));
  }

  /** Reads what may hold more of its kind. */
  deeper<T>(node: SyntaxNode, read: () => T): T {
    if (this.#depth >= MOST_DEPTH) this.refuse(node, { code: 'tooDeep', most: MOST_DEPTH });
    this.#depth += 1;
    try {
      return read();
    } finally {
      this.#depth -= 1;
    }
  }

  refuse(node: SyntaxNode, fault: Fault): never {
    throw this.source.problem(node.from, node.to, fault);
  }

  outside(node: SyntaxNode, accepted: readonly string[]): never {
    this.refuse(node, { code: 'outside', text: this.source.at(node).text, accepted });
  }

  textOf({ from, to }: SyntaxNode): string {
    return this.source.text.slice(from, to);
  }

  /** A name that the program may give to something. */
  newName(node: SyntaxNode): string {
    const name = this.#name(node);
    if (reserved.has(name)) this.refuse(node, { code: 'reserved', name });
    return name;
  }

  /** The one name in front of a dot, a bracket or the like. */
  name(node: SyntaxNode, accepted: readonly string[]): string {
    return node.name === 'VariableName' ? this.newName(node) : this.outside(node, accepted);
  }

  iterable(node: SyntaxNode): Iterable {
    const at = this.source.at(node);
    const call = this.#callOf(node);
    if (call?.name !== 'range') {
      const isOfBlocks = node.name === 'VariableName' || node.name === 'MemberExpression';
      return isOfBlocks ? { ...at, is: 'blocks', of: this.read(node) } : this.outside(node, forms.iterables);
    }
    const bounds = call.args.map((bound) => this.read(bound));
    const [first, ...more] = bounds;
    if (first === undefined || more.length > 2) this.#badArguments(node, ['range(stop)', 'range(start, stop, step)']);
    return { ...at, is: 'range', bounds: [first, ...more] };
  }

  /** What stands in round brackets behind a name, or behind a dot. */
  args(list: SyntaxNode): SyntaxNode[] {
    const inner = partsOf(list).slice(1, -1);
    const args = separated(inner);
    if (args === undefined || args.some(({ name }) => name === '*' || name === '**')) {
      this.outside(list, Object.values(signatures));
    }
    return args;
  }

  #read(node: SyntaxNode): Expression {
    const at = this.source.at(node);
    switch (node.name) {
      case 'Number':
        return this.#number(node);
      case 'String':
        return { ...at, is: 'str', value: this.text(node) };
      case 'None':
        return { ...at, is: 'none' };
      case 'VariableName':
        return { ...at, is: 'name', name: this.newName(node) };
      case 'ParenthesizedExpression':
        return this.read(partsOf(node)[1] ?? node);
      case 'UnaryExpression':
        return this.#unary(node);
      case 'BinaryExpression':
        return this.#binary(node);
      case 'ArrayExpression':
        return { ...at, is: 'items', kind: 'list', items: this.#items(node) };
      case 'TupleExpression':
        return { ...at, is: 'items', kind: 'tuple', items: this.#items(node) };
      case 'SetExpression':
        return { ...at, is: 'items', kind: 'set', items: this.#items(node) };
      case 'DictionaryExpression':
        return { ...at, is: 'dict', entries: this.#entries(node) };
      case 'ArrayComprehensionExpression':
        return this.#comprehension(node);
      case 'MemberExpression':
        return this.#member(node);
      case 'CallExpression':
        return this.#call(node);
      default:
        return this.outside(node, forms.values);
    }
  }

  text(node: SyntaxNode): string {
    const value = node.name === 'String' ? readText(this.textOf(node)) : undefined;
    if (value === undefined) return this.outside(node, forms.text);
    if (value.length > MOST_VALUE) this.refuse(node, { code: 'tooLong', most: MOST_VALUE });
    return value;
  }

  #name(node: SyntaxNode): string {
    const name = this.textOf(node);
    if (name.length > MOST_NAME) this.refuse(node, { code: 'tooLong', most: MOST_NAME });
    this.names.add(name);
    return name;
  }

  #number(node: SyntaxNode): Expression {
    const at = this.source.at(node);
    const literal = this.textOf(node);
    const value = readInt(literal);
    if (value !== undefined) {
      if (value >= TOO_LARGE) this.refuse(node, { code: 'numberTooLong', most: MOST_DIGITS });
      return { ...at, is: 'int', value };
    }
    const float = readFloat(literal);
    return float === undefined || float.length > MOST_VALUE
      ? this.outside(node, forms.numbers)
      : { ...at, is: 'float', value: float };
  }

  #unary(node: SyntaxNode): Expression {
    const [sign, operand] = partsOf(node);
    if (sign === undefined || operand === undefined || this.textOf(sign) !== '-') {
      return this.outside(node, forms.numbers);
    }
    const of = this.read(operand);
    const at = this.source.at(node);
    return of.is === 'float' ? { ...at, is: 'float', value: `-${of.value}` } : { ...at, is: 'negative', of };
  }

  #binary(node: SyntaxNode): Expression {
    const [left, sign, right] = partsOf(node);
    if (left === undefined || sign === undefined || right === undefined) return this.outside(node, forms.numbers);
    const operator = this.textOf(sign);
    if (!isOperator(operator)) return this.outside(node, forms.operators);
    return {
      ...this.source.at(node),
      is: 'arithmetic',
      operator,
      left: this.read(left),
      right: this.read(right),
    };
  }

  #items(node: SyntaxNode): Expression[] {
    const items = separated(partsOf(node).slice(1, -1)) ?? this.outside(node, forms.values);
    return items.map((item) => this.read(item));
  }

  #entries(node: SyntaxNode): (readonly [Expression, Expression])[] {
    const parts = partsOf(node).slice(1, -1);
    const entries: (readonly [Expression, Expression])[] = [];
    for (let index = 0; index < parts.length; index += 4) {
      const [key, colon, value, comma] = parts.slice(index, index + 4);
      const isEntry = colon?.name === ':' && (comma === undefined || comma.name === ',');
      if (key === undefined || value === undefined || !isEntry) return this.outside(node, ["{'k': x}"]);
      entries.push([this.read(key), this.read(value)]);
    }
    return entries;
  }

  /** Blocks, one for each value, or a number of new objects. */
  #comprehension(node: SyntaxNode): Expression {
    const at = this.source.at(node);
    const [, element, word, variable, , over, end] = partsOf(node);
    const isPlain = word?.name === 'for' && variable?.name === 'VariableName' && end?.name === ']';
    if (element === undefined || over === undefined || !isPlain) {
      return this.outside(node, ['[malloc(24) for i in range(10)]']);
    }
    const of = this.read(element);
    const name = this.newName(variable);
    const iterable = this.iterable(over);
    if (of.is === 'malloc' || of.is === 'calloc')
      return { ...at, is: 'each', element: of, variable: name, over: iterable };
    const kind = kindOfNew(of);
    if (kind === undefined) return this.outside(element, forms.elements);
    const [count, ...more] = iterable.is === 'range' ? iterable.bounds : [];
    if (count === undefined || more.length > 0) return this.outside(over, ['range(10)']);
    return { ...at, is: 'many', kind, count };
  }

  #member(node: SyntaxNode): Expression {
    const [of, open, ...inner] = partsOf(node);
    if (of === undefined || open?.name !== '[') return this.outside(node, forms.names);
    const index = inner.slice(0, -1);
    const at = this.source.at(node);
    if (!index.some(({ name }) => name === ':')) {
      const [only, ...more] = index;
      if (only === undefined || more.length > 0) return this.outside(node, forms.indices);
      return { ...at, is: 'index', of: this.read(of), index: this.read(only) };
    }
    return { ...at, is: 'slice', of: this.read(of), bounds: this.#bounds(node, index) };
  }

  #bounds(node: SyntaxNode, parts: readonly SyntaxNode[]): (Expression | undefined)[] {
    const bounds: (Expression | undefined)[] = [undefined];
    for (const part of parts) {
      if (part.name === ':') bounds.push(undefined);
      else if (part.name === ',') this.outside(node, forms.indices);
      else bounds[bounds.length - 1] = this.read(part);
    }
    return bounds;
  }

  #call(node: SyntaxNode): Expression {
    const at = this.source.at(node);
    const call = this.#callOf(node);
    if (call === undefined) return this.#weakref(node);
    const { name, args } = call;
    const kind = classes.get(name);
    if (kind !== undefined) {
      if (args.length > 0) this.#badArguments(node, [`${name}()`]);
      return isItems(kind)
        ? { ...at, is: 'items', kind, items: [] }
        : kind === 'dict'
          ? { ...at, is: 'dict', entries: [] }
          : { ...at, is: 'instance', kind, type: name };
    }
    return this.#allocator(node, name, args);
  }

  #allocator(node: SyntaxNode, name: string, args: readonly SyntaxNode[]): Expression {
    const at = this.source.at(node);
    const [first, second] = args;
    switch (name) {
      case 'malloc':
        if (first === undefined || args.length !== 1) return this.#badArguments(node, [signatures.malloc]);
        return { ...at, is: 'malloc', nbytes: this.read(first) };
      case 'calloc':
        if (first === undefined || second === undefined || args.length !== 2) {
          return this.#badArguments(node, [signatures.calloc]);
        }
        return { ...at, is: 'calloc', nelem: this.read(first), elsize: this.read(second) };
      case 'realloc':
        if (first === undefined || second === undefined || args.length !== 2) {
          return this.#badArguments(node, [signatures.realloc]);
        }
        return { ...at, is: 'realloc', block: this.read(first), nbytes: this.read(second) };
      case 'len':
        if (first === undefined || args.length !== 1) return this.#badArguments(node, [signatures.len]);
        return { ...at, is: 'len', of: this.read(first) };
      default:
        return this.outside(node, forms.values);
    }
  }

  #weakref(node: SyntaxNode): Expression {
    const [callee, list] = partsOf(node);
    if (callee === undefined || list === undefined || this.textOf(callee) !== 'weakref.ref') {
      return this.outside(node, forms.values);
    }
    const [to, callback, ...more] = this.args(list);
    const calls = callback === undefined || (callback.name === 'VariableName' && this.textOf(callback) === 'callback');
    if (to === undefined || !calls || more.length > 0) return this.#badArguments(node, forms.weakrefs);
    return { ...this.source.at(node), is: 'weakref', to: this.read(to), callback: callback !== undefined };
  }

  #callOf(node: SyntaxNode): { readonly name: string; readonly args: readonly SyntaxNode[] } | undefined {
    if (node.name !== 'CallExpression') return undefined;
    const [callee, list] = partsOf(node);
    if (callee?.name !== 'VariableName' || list === undefined) return undefined;
    return { name: this.textOf(callee), args: this.args(list) };
  }

  #badArguments(node: SyntaxNode, accepted: readonly string[]): never {
    this.refuse(node, { code: 'arguments', text: this.source.at(node).text, accepted });
  }
}

function isOperator(text: string): text is Operator {
  return operators.includes(text);
}

function isItems(kind: string): kind is 'list' | 'tuple' | 'set' {
  return kind === 'list' || kind === 'tuple' || kind === 'set';
}

/** The kind of an object that is made without arguments. */
function kindOfNew(of: Expression): NewKind | undefined {
  if (of.is === 'instance') return of.kind;
  if (of.is === 'items' && of.items.length === 0) return of.kind;
  return of.is === 'dict' && of.entries.length === 0 ? 'dict' : undefined;
}
