// Compressed sizes of the release build. What a first view loads has a limit here; what there is in all is held against
// sizes.json: `node scripts/sizes.mjs` compares, with --update it writes the file anew.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { beginningsIn } from './first-view.mjs';
import { Failure, inRoot, main } from './lib.mjs';

const BUDGET = inRoot('sizes.json');
const GROWTH_ALLOWED = 0.05;
const GLUE = 'pymalloc_explorer.js';
const WASM = 'pymalloc_explorer_bg.wasm';

/**
 * What a browser loads until a first view is there, by language: scripts with all that they import, and a core. The limits
 * are bytes after brotli, and may only go down.
 */
function firstViewsIn(/** @type {'en' | 'zh-Hans'} */ language) {
  const { explorer, embed } = beginningsIn(language);
  return { explorer: { ...explorer, limit: 150_000 }, embed: { ...embed, limit: 90_000 } };
}
export const firstViews = { en: firstViewsIn('en'), 'zh-Hans': firstViewsIn('zh-Hans') };

/**
 * The files of a first view, as they are called in the built folder.
 *
 * @param {Record<string, any>} manifest
 * @param {{ scripts: string[], core: string }} view
 * @returns {string[]}
 */
export function filesOf(manifest, { scripts, core }) {
  const seen = new Set(scripts);
  for (const key of seen) for (const next of manifest[key].imports ?? []) seen.add(next);
  const chunks = [...seen].map((key) => manifest[key]);
  const files = chunks.flatMap(({ file, css = [] }) => [file, ...css]);
  return [...new Set(files), `${core}/${GLUE}`, `${core}/${WASM}`];
}

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

/** The manifest of the release build. @returns {Record<string, any>} */
function readManifest() {
  const manifestFile = inRoot('dist/.vite/manifest.json');
  if (!existsSync(manifestFile)) throw new Failure('There is no release build to measure: npm run build makes it.');
  return JSON.parse(readFileSync(manifestFile, 'utf8'));
}

/** @returns {Record<string, number>} bytes after brotli */
function measure() {
  const scripts = [...scriptsOf(readManifest(), 'index.html'), `core/${GLUE}`];
  return {
    wasm: brotli(inRoot('dist/core', WASM)),
    small: brotli(inRoot('dist/core-32', WASM)),
    script: sum(scripts.map((file) => brotli(inRoot('dist', file)))),
  };
}

/** Fails when a first view is over its limit. */
function compareFirstViews() {
  const manifest = readManifest();
  const views = Object.entries(firstViews).flatMap(([language, its]) =>
    Object.entries(its).map(([name, view]) => ({ name: `${name} (${language})`, view })),
  );
  const told = views.map(({ name, view }) => {
    const size = sum(filesOf(manifest, view).map((file) => brotli(inRoot('dist', file))));
    if (size > view.limit) throw new Failure(`The first view of ${name} is ${size} bytes; the limit is ${view.limit}.`);
    return `${name} ${size} of ${view.limit} bytes`;
  });
  return `first view: ${told.join(', ')}`;
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
  return `${line}; ${compareFirstViews()}`;
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
