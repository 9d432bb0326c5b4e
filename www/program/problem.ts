// Why a program cannot be read, or cannot go on: a code with its values, and where in the text. The words are in locales/.

import { type Failure } from '../session/outcome.ts';
import { type Messages } from '../locales/messages.ts';
import { type Value } from '../locales/message.ts';

/** A part of the text. Lines and columns count from 1. */
export interface Span {
  readonly line: number;
  readonly column: number;
  /** Characters of its first line. */
  readonly length: number;
  readonly lastLine: number;
}

/** What is wrong. `code` is text of the program, `accepted` are forms that would be right, both as Python writes them. */
export type Fault =
  | { readonly code: 'grammar'; readonly accepted: readonly string[] }
  | { readonly code: 'outside'; readonly text: string; readonly accepted: readonly string[] }
  | { readonly code: 'arguments'; readonly text: string; readonly accepted: readonly string[] }
  | { readonly code: 'reserved'; readonly name: string }
  | { readonly code: 'tooLong'; readonly most: number }
  | { readonly code: 'tooDeep'; readonly most: number }
  | { readonly code: 'numberTooLong'; readonly most: number }
  | { readonly code: 'unbound'; readonly name: string }
  | { readonly code: 'blockAsObject'; readonly text: string }
  | { readonly code: 'notABlock'; readonly text: string }
  | { readonly code: 'freed'; readonly text: string; readonly line: number }
  | { readonly code: 'notANumber'; readonly text: string }
  | { readonly code: 'badSize'; readonly value: string; readonly most: number }
  | { readonly code: 'badValue'; readonly text: string; readonly accepted: readonly string[] }
  | { readonly code: 'zeroDivision' }
  | { readonly code: 'index'; readonly text: string; readonly n: number }
  | { readonly code: 'wrongKind'; readonly text: string; readonly kind: string; readonly accepted: readonly string[] }
  | { readonly code: 'noneInside' }
  | { readonly code: 'tooManyItems'; readonly most: number }
  | { readonly code: 'tooManyOperations'; readonly most: number }
  | { readonly code: 'tooManySteps'; readonly most: number }
  | { readonly code: 'heap'; readonly failure: Failure }
  | { readonly code: 'stopped' };

type Code = Fault['code'];

/** A program that is refused, or that could not go on. */
export class ProgramProblem extends Error {
  override readonly name = 'ProgramProblem';

  constructor(
    readonly fault: Fault,
    readonly span: Span,
  ) {
    super(`line ${span.line}, column ${span.column}: ${fault.code}`);
  }

  get code(): Code {
    return this.fault.code;
  }
  get line(): number {
    return this.span.line;
  }
  get column(): number {
    return this.span.column;
  }
  get length(): number {
    return this.span.length;
  }
}

/** What goes no further. */
export function fail({ span }: { readonly span: Span }, fault: Fault): never {
  throw new ProgramProblem(fault, span);
}

type Teller = (values: Readonly<Record<string, Value>>) => string;

/** What is wrong with which line, and what would be accepted. */
export function tellProblem(messages: Messages, { fault, line }: ProgramProblem): string {
  const { program } = messages;
  return program.line({ line, what: tellFault(messages, fault) });
}

/** The same without the line, for whoever marks it. */
export function tellFault(messages: Messages, fault: Fault): string {
  if (fault.code === 'heap') {
    const { what, cpython } = fault.failure.tell(messages);
    return cpython === undefined ? what : `${what} ${cpython}`;
  }
  // The compiler held each text to the values of its code; it cannot follow that from a code to its values.
  const text = messages.program.problems[fault.code] as string | Teller;
  return typeof text === 'string' ? text : text(valuesOf(messages, fault));
}

function valuesOf({ program }: Messages, { code: _, ...fields }: Fault): Record<string, Value> {
  return Object.fromEntries(
    Object.entries<string | number | readonly string[]>(
      fields as Readonly<Record<string, string | number | readonly string[]>>,
    ).map(([field, value]) => [
      field,
      typeof value === 'object' ? value.map((form) => program.code({ code: form })).join(program.between) : value,
    ]),
  );
}
