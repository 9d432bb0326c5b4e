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

/** A line without what is none of the program in front of it, and how much that was. */
interface Line {
  readonly text: string;
  readonly offset: number;
}

/** The text of a program. Common indentation is none of it, nor are the prompts and answers of an interactive session. */
export class Source {
  readonly text: string;
  readonly #lines: readonly Line[];
  /** Where each line begins. */
  readonly #begins: readonly number[];

  constructor(text: string) {
    const given = text.replace(/^\ufeff/, '').split(/\r\n?|\n/);
    const first = given.find((line) => line.trim() !== '') ?? '';
    this.#lines = prompt.test(first) ? given.map(typed) : dedented(given);
    this.text = this.#lines.map((line) => line.text).join('\n');
    let at = 0;
    this.#begins = this.#lines.map((line) => (at += line.text.length + 1) - line.text.length - 1);
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
    const column = from - (this.#begins[line - 1] ?? 0);
    const { text, offset } = this.#lines[line - 1] ?? { text: '', offset: 0 };
    const length = Math.max(0, Math.min(to - from, text.length - column));
    return { line, lastLine: this.#lineAt(to), column: column + offset + 1, length };
  }

  #lineAt(position: number): number {
    let [low, high] = [0, this.#begins.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#begins[middle] ?? Infinity) <= position) low = middle + 1;
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

const prompt = /^\s*(>>>|\.\.\.)( |$)/;

/** What was typed behind a prompt. */
function typed(line: string): Line {
  const offset = prompt.exec(line)?.[0].length ?? line.length;
  return { text: line.slice(offset), offset };
}

function dedented(lines: readonly string[]): Line[] {
  const filled = lines.filter((line) => line.trim() !== '');
  const common = filled.reduce((least, line) => Math.min(least, indentOf(line)), Infinity);
  return lines.map((line) => {
    const offset = Math.min(common, indentOf(line));
    return { text: line.slice(offset), offset };
  });
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
