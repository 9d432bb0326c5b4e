// `npm run bench`: how fast the core is beside others, in Node, and what one waits for on the page, in Chromium, printed,
// written to bench/results.json and into the table of docs/performance.md; with --quick with fewer repetitions and less
// work, and not into the table. `npm run bench -- allocators collector history map` measures only what is named, and writes nothing.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { frameTimes, heapMap, largeHeapMemory } from '../benches/heap-map.mjs';
import { HISTORY_LIMITS, history } from '../benches/history.mjs';
import { page } from '../benches/page.mjs';
import { loadCore } from '../benches/results.mjs';
import { serve } from '../benches/static-server.mjs';
import { CHROMIUM_ARGS, ensureChromium } from './browser.mjs';
import { buildProductionCore } from './core.mjs';
import { Failure, inRoot, main, nodeModule, run, step } from './lib.mjs';

/** @typedef {import('../benches/results.mjs').Result} Result */

const RESULTS = inRoot('bench/results.json');
const DOCUMENT = inRoot('docs/performance.md');
const TABLE = /(<!-- results:begin -->\n)[^]*(<!-- results:end -->)/;
const REPLAY = inRoot('benches/replay');
const MODULES = inRoot('target/bench/wasm32-unknown-unknown/release/examples');
const LINE_OF_RESULTS = /^\[.*\]$/m;

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false } },
  allowPositionals: true,
});

/** Compiles a driver for each allocator. They are a workspace of their own, with its lock file. */
function compileDrivers() {
  const target = ['--target', 'wasm32-unknown-unknown', '--target-dir', inRoot('target/bench')];
  const where = ['--manifest-path', join(REPLAY, 'Cargo.toml'), '--locked'];
  return run('cargo', ['build', ...where, '--release', '--examples', ...target], { show: true }).then(() => undefined);
}

/**
 * Runs a benchmark in a Node that compiles wasm with its optimising compiler only.
 *
 * @param {string} script
 * @param {string[]} args
 * @returns {Promise<Result[]>}
 */
async function inFreshNode(script, ...args) {
  const quick = values.quick ? ['--quick'] : [];
  const output = await run(process.execPath, ['--no-liftoff', '--expose-gc', inRoot(script), ...quick, ...args]);
  const results = LINE_OF_RESULTS.exec(output)?.[0];
  if (results === undefined) throw new Failure(`${script} has no results.`, output);
  return JSON.parse(results);
}

/** What the release build does in Chromium. */
async function inBrowser() {
  await step('page', () => nodeModule('vite/bin/vite.js', ['build']).then(() => undefined));
  const { executablePath } = await ensureChromium();
  const browser = await chromium.launch({ args: CHROMIUM_ARGS, ...(executablePath ? { executablePath } : {}) });
  const server = await serve(inRoot('dist'));
  try {
    const shown = await page(browser, server.url, values.quick ? 0.1 : 1);
    return values.quick ? shown : [...shown, ...(await heapMap(browser, server.url))];
  } finally {
    server.close();
    await browser.close();
  }
}

/** @type {Record<string, () => Promise<Result[]>>} */
const parts = {
  allocators: async () => {
    await step('drivers of the allocators', compileDrivers);
    return inFreshNode('benches/allocators.mjs', '--modules', MODULES);
  },
  collector: () => inFreshNode('benches/collector.mjs'),
  history: async () => {
    console.log(HISTORY_LIMITS);
    const { core, memory } = await loadCore();
    // First: memory that was granted is not given back.
    return [largeHeapMemory(core, memory), ...history(core, values.quick ? 0.1 : 1)];
  },
  map: async () => frameTimes((await loadCore()).core),
  page: inBrowser,
};

/** All results as a table of names and numbers. */
function print(/** @type {Result[]} */ results) {
  for (const { name, ours, theirs, unit, ratio, peer } of results) {
    console.log(`${name}: ${ours} ${unit}; ${peer}: ${theirs} ${unit} (${ratio} of it)`);
  }
}

/** Puts the results into the document's table. */
async function document(/** @type {Result[]} */ results) {
  const rows = results.map(
    ({ name, ours, unit, peer, theirs, ratio }) =>
      `| ${name} | ${ours} ${unit} | ${peer} | ${theirs} ${unit} | ${ratio} |`,
  );
  const table = ['| | ours | beside | theirs | ratio |', '|---|--:|---|--:|--:|', ...rows].join('\n');
  const text = readFileSync(DOCUMENT, 'utf8');
  if (!TABLE.test(text)) throw new Failure(`${DOCUMENT} has no place for the table.`);
  writeFileSync(DOCUMENT, text.replace(TABLE, `$1\n${table}\n\n$2`));
  await nodeModule('prettier/bin/prettier.cjs', ['--write', '--log-level', 'warn', DOCUMENT]);
}

await main(async () => {
  const unknown = positionals.find((name) => !(name in parts));
  if (unknown !== undefined)
    throw new Failure(`There is no benchmark ${unknown}, but ${Object.keys(parts).join(', ')}.`);
  const chosen = Object.entries(parts).filter(([name]) => positionals.length === 0 || positionals.includes(name));
  await buildProductionCore();
  /** @type {Result[]} */ const results = [];
  for (const [name, measure] of chosen) {
    await step(name, async () => {
      const measured = await measure();
      print(measured);
      results.push(...measured);
    });
  }
  if (positionals.length > 0) return;
  mkdirSync(inRoot('bench'), { recursive: true });
  writeFileSync(RESULTS, `${JSON.stringify(results, undefined, 2)}\n`);
  // Of less work and fewer names: the document has the whole.
  if (!values.quick) await document(results);
});
