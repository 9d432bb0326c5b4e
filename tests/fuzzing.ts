// How long a hostile test goes on: a number of runs, or the seconds that `npm run fuzz -- TARGET SECONDS` says. Knows nothing of
// what is tested.

const seconds = Number(process.env['FUZZ_SECONDS'] ?? 0);

/** What fast-check is told; without seconds there are so many runs. */
export function runsOr(numRuns: number): { numRuns: number; interruptAfterTimeLimit?: number } {
  return seconds === 0 ? { numRuns } : { numRuns: 2 ** 30, interruptAfterTimeLimit: seconds * 1_000 };
}

/** Milliseconds that such a test may take. */
export const patience = 30_000 + seconds * 2_000;
