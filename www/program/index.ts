// The program language of an embed: lines of Python, or of a trace, that are read and run on a session. docs/programs.md
// describes it. Loaded by whoever has a program; nothing else imports it before.

export { type LineRun } from './desk.ts';
export { ProgramProblem, tellFault, tellProblem, type Fault, type Span } from './problem.ts';
export { readProgram } from './read.ts';
export { type ProgramRun, runProgram } from './run.ts';
export { type Program } from './syntax.ts';
