// Compressed sizes of the release build, held against sizes.json: `node scripts/sizes.mjs` compares, with --update
// it writes the file anew. Measures what the explorer page loads.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { Failure, inRoot, main } from './lib.mjs';

const BUDGET = inRoot('sizes.json');
const GROWTH_ALLOWED = 0.05;
/** The core's JavaScript side, which the build leaves as it is. */
const GLUE = 'core/pymalloc_explorer.js';

/** The scripts of a page, those included that are loaded later. @returns {string[]} */
function scriptsOf(/** @type {Record<string, any>} */ manifest, /** @type {string} */ page) {
  const seen = new Set();
  const visit = (/** @type {string} */ key) => {
    if (seen.has(key)) return;
    seen.add(key);
    for (const next of [...(manifest[key].imports ?? []), ...(manifest[key].dynamicImports ?? [])]) visit(next);
  };
  visit(page);
  return [...seen].map((key) => manifest[key].file);
}

const brotli = (/** @type {string} */ path) => brotliCompressSync(readFileSync(path)).length;
const sum = (/** @type {number[]} */ numbers) => numbers.reduce((a, b) => a + b, 0);

/** @returns {Record<string, number>} bytes after brotli */
function measure() {
  const manifestFile = inRoot('dist/.vite/manifest.json');
  if (!existsSync(manifestFile)) throw new Failure('There is no release build to measure: npm run build makes it.');
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  return {
    wasm: brotli(inRoot('pkg/core/pymalloc_explorer_bg.wasm')),
    script: sum([...scriptsOf(manifest, 'index.html'), GLUE].map((file) => brotli(inRoot('dist', file)))),
  };
}

/** Fails when something has grown by more than is allowed; returns a line that tells the sizes. */
export function compareSizes() {
  if (!existsSync(BUDGET)) throw new Failure('There is no sizes.json: npm run sizes -- --update writes it.');
  const budget = JSON.parse(readFileSync(BUDGET, 'utf8')).brotli;
  const sizes = measure();
  const tooBig = Object.entries(sizes).filter(([name, size]) => !(size <= budget[name] * (1 + GROWTH_ALLOWED)));
  const line = Object.entries(sizes)
    .map(([name, size]) => `${name} ${size} of ${budget[name]} bytes`)
    .join(', ');
  if (tooBig.length > 0) {
    throw new Failure(`${line}: more than ${GROWTH_ALLOWED * 100}% over. If on purpose: npm run sizes -- --update`);
  }
  return line;
}

function update() {
  const note =
    'Bytes after brotli of the release build; npm test fails at 5% more. npm run sizes -- --update rewrites it.';
  writeFileSync(BUDGET, `${JSON.stringify({ note, brotli: measure() }, undefined, 2)}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(async () => {
    const { values } = parseArgs({ options: { update: { type: 'boolean' } } });
    if (values.update) update();
    console.log(compareSizes());
  });
}
