// What can be wrong with what an element was given: a stable code, and its words. Loads nothing.

import { type Messages, type Words } from '../locales/messages.ts';
import { type Failure } from '../session/outcome.ts';

type Problems = Messages['embedProblems'];

/** Something that an element was asked for and cannot do. */
export class EmbedProblem extends Error {
  override readonly name = 'EmbedProblem';

  constructor(
    readonly code: string,
    readonly tell: Words,
  ) {
    super(code);
  }
}

/** A problem of the catalogue. */
export function problem(code: keyof Problems, tell: (problems: Problems) => string): EmbedProblem {
  return new EmbedProblem(code, ({ embedProblems }) => tell(embedProblems));
}

/** What the session could not do. */
export function problemOf({ code, tell }: Failure): EmbedProblem {
  return new EmbedProblem(code ?? 'refused', (messages) => tell(messages).what);
}

/** What nobody expected. */
export function asProblem(error: unknown): EmbedProblem {
  if (error instanceof EmbedProblem) return error;
  const why = error instanceof Error ? error.message : String(error);
  return problem('failed', (words) => words.failed({ why }));
}
