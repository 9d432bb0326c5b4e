// How much a program may be and do. docs/programs.md states the same numbers; a test compares them. What a link may hold
// (share/limits.ts) is more, so that whatever a program did can be shared.

/** Characters of a program, which is read in one go. A trace has the limits of trace files. */
export const MOST_TEXT = 20_000;
/** Brackets within brackets, blocks within blocks. */
export const MOST_DEPTH = 40;
/** Operations of a run. */
export const MOST_OPERATIONS = 100_000;
/** Statements of a run, those in a loop each time that they run; a loop that allocates blocks of one size is one. */
export const MOST_STEPS = 2_000;
/** Decimal digits of a whole number. */
export const MOST_DIGITS = 4_000;
/** Objects that one operation makes, which is nothing that can be interrupted. */
export const MOST_MADE = 10_000;
