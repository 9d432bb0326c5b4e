// `npm run bench`: what the core takes, in Node, printed and written to bench/results.json; with --quick a tenth of the
// work. Each benchmark is a module of benches/ that gets the core and answers its measurements.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { HISTORY_LIMITS, history } from '../benches/history.mjs';
import { buildProductionCore, productionCore } from './core.mjs';
import { inRoot, main } from './lib.mjs';

const RESULTS = inRoot('bench/results.json');

/** @typedef {{ name: string, peer: string, ratio: number, ours: number, theirs: number, unit: string }} Result */

/** The compiled core, as the page has it. */
async function loadCore() {
  const glue = await import(pathToFileURL(`${productionCore.dir}/pymalloc_explorer.js`).href);
  await glue.default({ module_or_path: readFileSync(`${productionCore.dir}/pymalloc_explorer_bg.wasm`) });
  return glue;
}

/** All results as a table of names and numbers. */
function print(/** @type {Result[]} */ results) {
  for (const { name, ours, theirs, unit, ratio, peer } of results) {
    console.log(`${name}: ${ours} ${unit}; ${peer}: ${theirs} ${unit} (${ratio} of it)`);
  }
}

await main(async () => {
  const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
  await buildProductionCore();
  const core = await loadCore();
  console.log(HISTORY_LIMITS);
  const results = [...history(core, values.quick ? 0.1 : 1)];
  print(results);
  mkdirSync(inRoot('bench'), { recursive: true });
  writeFileSync(RESULTS, `${JSON.stringify(results, undefined, 2)}\n`);
});
