// Reads a program: statements out of the tree that Python's grammar makes of the text, or a trace. Whatever is no part of
// the language is a problem with its place, before anything runs.

import { type SyntaxNode } from '@lezer/common';

import { Expressions } from './expressions.ts';
import { forms, signatures } from './forms.ts';
import { type Collector, type Method, type Program, type Simple, type Statement, type Target } from './syntax.ts';
import { isTrace } from './trace-text.ts';
import { partsOf, separated, Source } from './tree.ts';

/** Throws a `ProgramProblem`, and nothing else, for a text that is none. */
export function readProgram(text: string): Program {
  if (isTrace(text)) return { kind: 'trace', text };
  const source = new Source(text);
  const expressions = new Expressions(source);
  const reader = new Statements(expressions);
  const statements = reader.block(source.parse());
  return { kind: 'script', statements, names: expressions.names };
}

const instead: Readonly<Record<string, readonly string[]>> = {
  WhileStatement: forms.loops,
  FunctionDefinition: forms.loops,
  ClassDefinition: ['Node()', 'Fin()', 'object()'],
  UpdateStatement: forms.assignments,
  ImportStatement: forms.imports,
  ForStatement: forms.loops,
};

const methods: readonly string[] = ['append', 'add', 'remove', 'discard'] satisfies Method[];
const collectorCalls: readonly string[] = ['enable', 'disable', 'freeze', 'unfreeze'] satisfies Collector[];

class Statements {
  readonly #expressions: Expressions;
  readonly #source: Source;

  constructor(expressions: Expressions) {
    this.#expressions = expressions;
    this.#source = expressions.source;
  }

  block(node: SyntaxNode): Statement[] {
    return partsOf(node).flatMap((part) => this.#statements(part));
  }

  #statements(node: SyntaxNode): Statement[] {
    switch (node.name) {
      case 'StatementGroup':
        return partsOf(node).flatMap((part) => this.#statements(part));
      case ';':
      case ':':
        return [];
      case 'ForStatement':
        return [this.#expressions.deeper(node, () => this.#loop(node))];
      default:
        return [this.#simple(node)];
    }
  }

  #simple(node: SyntaxNode): Simple {
    switch (node.name) {
      case 'AssignStatement':
        return this.#assignment(node);
      case 'DeleteStatement':
        return this.#deletion(node);
      case 'ExpressionStatement':
        return this.#call(node);
      case 'ImportStatement':
        return this.#import(node);
      case 'PassStatement':
        return { ...this.#source.at(node), is: 'pass' };
      default:
        return this.#expressions.outside(node, instead[node.name] ?? forms.statements);
    }
  }

  #loop(node: SyntaxNode): Statement {
    const [word, variable, , over, body, ...more] = partsOf(node);
    const isPlain = word?.name === 'for' && variable?.name === 'VariableName' && body?.name === 'Body';
    if (!isPlain || over === undefined || more.length > 0) return this.#expressions.outside(node, forms.loops);
    return {
      ...this.#source.at(node),
      is: 'for',
      variable: this.#expressions.newName(variable),
      over: this.#expressions.iterable(over),
      body: this.block(body),
    };
  }

  #assignment(node: SyntaxNode): Simple {
    const [target, sign, value, ...more] = partsOf(node);
    const isPlain = sign?.name === 'AssignOp' && value !== undefined && more.length === 0;
    if (target === undefined || !isPlain) return this.#expressions.outside(node, forms.assignments);
    return {
      ...this.#source.at(node),
      is: 'assign',
      target: this.#target(target, forms.targets),
      value: this.#expressions.read(value),
    };
  }

  #deletion(node: SyntaxNode): Simple {
    const targets = separated(partsOf(node).slice(1)) ?? this.#expressions.outside(node, forms.deletions);
    return {
      ...this.#source.at(node),
      is: 'delete',
      targets: targets.map((target) => this.#target(target, forms.deletions)),
    };
  }

  #target(node: SyntaxNode, accepted: readonly string[]): Target {
    const at = this.#source.at(node);
    if (node.name === 'VariableName') return { ...at, is: 'name', name: this.#expressions.newName(node) };
    const [of, sign, key, end] = partsOf(node);
    if (node.name !== 'MemberExpression' || of === undefined || key === undefined) {
      return this.#expressions.outside(node, accepted);
    }
    const name = this.#expressions.name(of, accepted);
    if (sign?.name === '.') return { ...at, is: 'attribute', of: name, name: this.#expressions.textOf(key) };
    if (end?.name !== ']' || key.name === ':') return this.#expressions.outside(node, accepted);
    return { ...at, is: 'index', of: name, index: this.#expressions.read(key) };
  }

  /** An expression on its own line: all that it is good for is what it does. */
  #call(node: SyntaxNode): Simple {
    const at = this.#source.at(node);
    const [expression = node] = partsOf(node);
    const [callee, list] = expression.name === 'CallExpression' ? partsOf(expression) : [];
    if (callee === undefined || list === undefined) return this.#expressions.outside(expression, forms.statements);
    if (this.#expressions.textOf(callee) === 'free') return this.#free(expression, list);
    if (callee.name === 'MemberExpression' && !this.#expressions.textOf(callee).startsWith('weakref.')) {
      return this.#method(expression, callee, list);
    }
    return { ...at, is: 'evaluate', value: this.#expressions.read(expression) };
  }

  #free(node: SyntaxNode, list: SyntaxNode): Simple {
    const [block, ...more] = this.#expressions.args(list);
    if (block === undefined || more.length > 0) return this.#badArguments(node, [signatures.free]);
    return { ...this.#source.at(node), is: 'free', block: this.#expressions.read(block) };
  }

  #method(node: SyntaxNode, callee: SyntaxNode, list: SyntaxNode): Simple {
    const [of, dot, name] = partsOf(callee);
    if (of?.name !== 'VariableName' || dot?.name !== '.' || name === undefined) {
      return this.#expressions.outside(node, forms.methods);
    }
    const method = this.#expressions.textOf(name);
    const args = this.#expressions.args(list);
    if (this.#expressions.textOf(of) === 'gc') return this.#collector(node, method, args);
    if (!isMethod(method)) return this.#expressions.outside(node, forms.methods);
    const [value, ...more] = args;
    if (value === undefined || more.length > 0) return this.#badArguments(node, [`x.${method}(y)`]);
    return {
      ...this.#source.at(node),
      is: 'method',
      of: this.#expressions.newName(of),
      method,
      value: this.#expressions.read(value),
    };
  }

  #collector(node: SyntaxNode, call: string, args: readonly SyntaxNode[]): Simple {
    const at = this.#source.at(node);
    const [first] = args;
    if (call === 'collect') {
      if (args.length > 1) return this.#badArguments(node, forms.generations);
      return { ...at, is: 'collect', generation: first === undefined ? undefined : this.#expressions.read(first) };
    }
    if (call === 'set_threshold') {
      if (args.length === 0 || args.length > 3) return this.#badArguments(node, ['gc.set_threshold(700, 10, 10)']);
      return { ...at, is: 'threshold', values: args.map((value) => this.#expressions.read(value)) };
    }
    if (call === 'set_debug') {
      const text = first === undefined || args.length > 1 ? '' : this.#expressions.textOf(first);
      if (text !== 'gc.DEBUG_SAVEALL' && text !== '0') {
        return this.#badArguments(node, ['gc.set_debug(gc.DEBUG_SAVEALL)', 'gc.set_debug(0)']);
      }
      return { ...at, is: 'saveall', saveall: text !== '0' };
    }
    if (!isCollectorCall(call)) return this.#expressions.outside(node, forms.collector);
    if (args.length > 0) return this.#badArguments(node, [`gc.${call}()`]);
    return { ...at, is: 'collector', call };
  }

  /** What is imported is there already. */
  #import(node: SyntaxNode): Simple {
    const [word, ...modules] = partsOf(node);
    const names = separated(modules) ?? [];
    const known = names
      .map((name) => this.#expressions.textOf(name))
      .every((name) => name === 'gc' || name === 'weakref');
    if (word?.name !== 'import' || names.length === 0 || !known) return this.#expressions.outside(node, forms.imports);
    return { ...this.#source.at(node), is: 'pass' };
  }

  #badArguments(node: SyntaxNode, accepted: readonly string[]): never {
    this.#expressions.refuse(node, { code: 'arguments', text: this.#source.at(node).text, accepted });
  }
}

function isMethod(name: string): name is Method {
  return methods.includes(name);
}

function isCollectorCall(name: string): name is Collector {
  return collectorCalls.includes(name);
}
