// The tree that Lezer's Python grammar makes of a text, with places in lines and columns. Knows the grammar's shape, not
// which of it is accepted.

import { type SyntaxNode, type Tree } from '@lezer/common';
import { parser } from '@lezer/python';

import { forms } from './forms.ts';
import { MOST_TEXT } from './limits.ts';
import { type Fault, ProgramProblem, type Span } from './problem.ts';
import { type At } from './syntax.ts';

/** What is quoted of a program is cut off here. */
const MOST_QUOTED = 40;

/** The text of a program: its common indentation is none of the program. */
export class Source {
  readonly text: string;
  readonly #indent: number;
  /** Where each line begins. */
  readonly #lines: readonly number[];

  constructor(text: string) {
    const lines = text.replace(/^\ufeff/, '').split(/\r\n?|\n/);
    const filled = lines.filter((line) => line.trim() !== '');
    this.#indent = filled.reduce((least, line) => Math.min(least, indentOf(line)), Infinity);
    const plain = lines.map((line) => line.slice(Math.min(this.#indent, indentOf(line))));
    this.text = plain.join('\n');
    let at = 0;
    this.#lines = plain.map((line) => (at += line.length + 1) - line.length - 1);
    if (this.text.length > MOST_TEXT) throw this.problem(0, 0, { code: 'tooLong', most: MOST_TEXT });
  }

  /** Its tree. A text that is not Python is a problem at the first place where that shows. */
  parse(): SyntaxNode {
    const tree = parser.parse(this.text);
    const broken = firstError(tree);
    if (broken !== undefined) throw this.problem(broken, broken, { code: 'grammar', accepted: forms.statements });
    return tree.topNode;
  }

  at({ from, to }: SyntaxNode): At {
    const text = this.text.slice(from, to).trimEnd();
    return { span: this.#span(from, from + text.length), text: excerpt(text) };
  }

  problem(from: number, to: number, fault: Fault): ProgramProblem {
    return new ProgramProblem(fault, this.#span(from, to));
  }

  #span(from: number, to: number): Span {
    const line = this.#lineAt(from);
    const lastLine = this.#lineAt(to);
    const start = this.#lines[line - 1] ?? 0;
    const end = (this.#lines[line] ?? this.text.length + 1) - 1;
    const indent = Number.isFinite(this.#indent) ? this.#indent : 0;
    return { line, lastLine, column: from - start + indent + 1, length: Math.max(0, Math.min(to, end) - from) };
  }

  #lineAt(position: number): number {
    let [low, high] = [0, this.#lines.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#lines[middle] ?? Infinity) <= position) low = middle + 1;
      else high = middle;
    }
    return Math.max(1, low);
  }
}

/** The parts of a node, comments left out. */
export function partsOf(node: SyntaxNode): SyntaxNode[] {
  const parts: SyntaxNode[] = [];
  for (let part = node.firstChild; part !== null; part = part.nextSibling) {
    if (part.name !== 'Comment') parts.push(part);
  }
  return parts;
}

/** What stands between commas; nothing where something else stands there than one part. */
export function separated(parts: readonly SyntaxNode[]): SyntaxNode[] | undefined {
  const items = parts.filter((_, index) => index % 2 === 0);
  const commas = parts.filter((_, index) => index % 2 === 1);
  const regular = items.every(({ name }) => name !== ',') && commas.every(({ name }) => name === ',');
  return regular ? items : undefined;
}

function excerpt(text: string): string {
  const [first = ''] = text.split('\n');
  return first.length < text.length || first.length > MOST_QUOTED ? `${first.slice(0, MOST_QUOTED)}…` : first;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function firstError(tree: Tree): number | undefined {
  let first: number | undefined;
  tree.iterate({
    enter: ({ type, from }) => {
      if (type.isError) first ??= from;
      return first === undefined;
    },
  });
  return first;
}
