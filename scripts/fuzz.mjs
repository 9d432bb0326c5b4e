// `npm run fuzz -- TARGET SECONDS`: one fuzz target for longer than the test command does. The targets of the core run
// under cargo-fuzz where it and a nightly compiler are installed, else under the driver that the test command uses; those of
// the page are TypeScript and run in vitest. New inputs and what breaks a target are kept in target/fuzz.

import { mkdirSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { Failure, inRoot, main, nodeModule, run } from './lib.mjs';

const MANIFEST = inRoot('fuzz/Cargo.toml');
const FOUND = inRoot('target/fuzz/found');
const USUAL_SECONDS = 60;
/** Targets that are TypeScript, by their tests. */
const IN_VITEST = new Map([
  ['link', ['www/share/link.test.ts']],
  ['program', ['www/program/read.test.ts', 'www/program/run.test.ts']],
]);
/** Seconds of each target in the test command. With the same seed the inputs are the same, as far as they come. */
const SHORT = '8';
/** Megabytes that libFuzzer grants a target, and seconds that it grants an input. */
const MOST_MEMORY = 2048;
const MOST_SECONDS = 60;

const cargoArgs = ['run', '--quiet', '--locked', '--release', '--manifest-path', MANIFEST];
const driver = (/** @type {string[]} */ ...args) => [
  ...cargoArgs,
  '--target-dir',
  inRoot('target/fuzz'),
  '--',
  ...['--corpus', inRoot('fuzz/corpus'), '--found', FOUND],
  ...args,
];

/** All targets of the core, briefly, on the compiler that builds everything else. */
export const fuzzShortly = () => run('cargo', driver('--seconds', SHORT));

const works = (/** @type {string[]} */ ...args) => spawnSync('cargo', args, { stdio: 'ignore' }).status === 0;

/** @param {string} target @param {string} seconds */
async function fuzzWithLibFuzzer(target, seconds) {
  const grown = inRoot(`target/fuzz/corpus/${target}`);
  mkdirSync(grown, { recursive: true });
  mkdirSync(FOUND, { recursive: true });
  const options = ['--features', 'libfuzzer', '--target-dir', inRoot('target/fuzz/libfuzzer')];
  const limits = [`-rss_limit_mb=${MOST_MEMORY}`, `-timeout=${MOST_SECONDS}`, `-max_total_time=${seconds}`];
  await run(
    'cargo',
    [
      ...['+nightly', 'fuzz', 'run', '--fuzz-dir', inRoot('fuzz'), ...options, target, grown],
      ...[inRoot(`fuzz/corpus/${target}`), '--', ...limits, `-artifact_prefix=${FOUND}/${target}-`],
    ],
    { show: true },
  );
}

if (process.argv[1] === inRoot('scripts/fuzz.mjs')) {
  await main(async () => {
    const [target, ...rest] = process.argv.slice(2);
    if (target === undefined) throw new Failure('npm run fuzz -- trace|operations|damage|image|link|program [SECONDS]');
    if (rest[0] === '--input') {
      await run('cargo', driver(target, ...rest), { show: true });
      return;
    }
    const seconds = rest[0] ?? String(USUAL_SECONDS);
    if (!/^\d+$/.test(seconds)) throw new Failure(`${seconds} is no number of seconds.`);
    const tests = IN_VITEST.get(target);
    if (tests !== undefined) {
      const env = { FUZZ_SECONDS: seconds };
      await nodeModule('vitest/vitest.mjs', ['run', ...tests], { env, show: true });
    } else if (works('+nightly', 'fuzz', '--version')) {
      await fuzzWithLibFuzzer(target, seconds);
    } else {
      await run('cargo', driver('--seconds', seconds, '--seed', String(Date.now()), target), { show: true });
    }
  });
}
