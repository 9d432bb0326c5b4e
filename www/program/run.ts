// Runs a program on a session: a script statement by statement, a trace as the session opens one. The first problem ends
// it; what was done before stays.

import { MOST_NAMED } from '../session/most-named.ts';
import { type Session } from '../store.ts';
import { Desk, type LineRun } from './desk.ts';
import { isOfBlocks } from './of-blocks.ts';
import { ProgramProblem } from './problem.ts';
import { Runner } from './runner.ts';
import { type Program, type Script, type Trace } from './syntax.ts';
import { operationLines } from './trace-text.ts';
import { namesIn, type Namespace, type Value } from './values.ts';

/** What came of a program. */
export interface ProgramRun {
  /** The operations of each line that ran, by line. */
  readonly lines: readonly LineRun[];
  /** Why it did not come to its end; `stopped` where it was cancelled. */
  readonly problem?: ProgramProblem;
}

/** Goes on from where the session stands; a trace begins with an empty heap of its own. */
export async function runProgram(session: Session, program: Program, signal?: AbortSignal): Promise<ProgramRun> {
  if (signal?.aborted === true) return { lines: [], problem: stoppedBefore() };
  const cancel = (): void => {
    session.cancel();
  };
  signal?.addEventListener('abort', cancel);
  try {
    const isForSmall = program.kind === 'script' && isOfBlocks(program);
    if (!isForSmall && !(await session.toWhole())) return { lines: [], problem: stoppedBefore() };
    if (program.kind === 'trace') return await runTrace(session, program);
    return await session.together((tell) => runScript(session, program, tell, signal));
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

async function runTrace(session: Session, { text }: Trace): Promise<ProgramRun> {
  const file = new Blob([text]);
  await session.open(file, 'trace');
  if (session.source === file) {
    return { lines: operationLines(text).map(({ line, operation }) => ({ line, from: operation, to: operation })) };
  }
  const { failure } = session;
  if (failure === undefined) return { lines: [], problem: stoppedBefore() };
  const line = failure.line ?? 1;
  const length = text.split('\n')[line - 1]?.length ?? 0;
  const span = { line, lastLine: line, column: 1, length };
  return { lines: [], problem: new ProgramProblem({ code: 'heap', failure }, span) };
}

async function runScript(
  session: Session,
  script: Script,
  tell: () => void,
  signal: AbortSignal | undefined,
): Promise<ProgramRun> {
  const desk = new Desk(session, tell, signal);
  const names: Namespace = session.read((heap) => namesIn(heap.names(MOST_NAMED))) ?? new Map<string, Value>();
  try {
    await new Runner(desk, names, script.names).block(script.statements);
    return { lines: desk.lines };
  } catch (error) {
    if (error instanceof ProgramProblem) return { lines: desk.lines, problem: error };
    throw error;
  }
}

function stoppedBefore(): ProgramProblem {
  return new ProgramProblem({ code: 'stopped' }, { line: 1, lastLine: 1, column: 1, length: 0 });
}
