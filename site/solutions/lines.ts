// What a reader's clicks in a figure come to, as lines of a program, for the tests: solutions are made of these.

import { readProgram, runProgram } from '../../www/program/index.ts';
import { type Session } from '../../www/store.ts';

/** Does what the lines say, on top of what the figure began with. */
export function lines(...text: readonly string[]): (session: Session) => Promise<void> {
  return async (session) => {
    const { problem } = await runProgram(session, readProgram(text.join('\n')));
    if (problem !== undefined) throw new Error(`line ${problem.line}: ${problem.code}`);
  };
}
