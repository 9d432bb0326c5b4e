// Computes what the chapters of the guide state, by running their figures with the real core in Node, and writes it to
// site/.vitepress/facts.json, of which the pages are made. `node scripts/site-facts.mjs 03-pools` prints one chapter's.

import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inDevelopment } from './development.mjs';
import { Failure, inRoot, main } from './lib.mjs';

const CORE = inRoot('pkg/core/pymalloc_explorer_bg.wasm');
export const FACTS = inRoot('site/.vitepress/facts.json');

/** @typedef {import('../site/run.ts').Computed} Computed */

/**
 * A module that needs the core, which is started in it.
 *
 * @param {string} path of a module that exports `startCore`
 * @returns {Promise<unknown>}
 */
export const withCore = (path) => inDevelopment(() => loaded(path));

async function loaded(/** @type {string} */ path) {
  const { createServer } = await import('vite');
  const server = await createServer({
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, hmr: false, watch: null, ws: false },
    resolve: {
      alias: Object.fromEntries(
        ['core', 'core-32', 'core-64'].map((name) => [`#${name}`, inRoot('pkg', name, 'pymalloc_explorer.js')]),
      ),
    },
  });
  try {
    const module = await server.ssrLoadModule(inRoot(path));
    // While modules can still be loaded: the core's script is, when it starts.
    await /** @type {typeof import('../site/run.ts')} */ (module).startCore(readFileSync(CORE));
    return module;
  } finally {
    await server.close();
  }
}

/**
 * Runs the chapters that are wanted.
 *
 * @param {string} [only] the name of one
 * @returns {Promise<Record<string, Computed>>}
 */
async function computed(only) {
  const { compute, chapters } = /** @type {typeof import('../site/run.ts')} */ (await withCore('site/run.ts'));
  const names = Object.keys(chapters).sort();
  if (only !== undefined && !names.includes(only)) {
    throw new Failure(`There is no chapter ${only}. There are: ${names.join(' ')}`);
  }
  /** @type {Record<string, Computed>} */ const done = {};
  for (const name of only === undefined ? names : [only]) {
    const chapter = chapters[name];
    if (chapter === undefined) continue;
    try {
      done[name] = await compute(chapter);
    } catch (error) {
      throw new Failure(`site/chapters/${name}.ts: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return done;
}

/** Writes what all chapters state, and answers it. */
export async function writeFacts() {
  const facts = await computed();
  writeFileSync(FACTS, JSON.stringify(facts, null, 1));
  return facts;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(async () => {
    const [name] = process.argv.slice(2);
    if (name === undefined) await writeFacts();
    else {
      const { facts, steps } = (await computed(name))[name] ?? {};
      console.log(JSON.stringify({ facts, steps }, null, 2));
    }
  });
}
