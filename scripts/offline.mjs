// Makes the service worker of a folder that has the explorer: a list of its files with a hash of each, and the code that keeps
// them (www/offline/worker.ts). Knows which files a browser may ask for, and nothing of when the worker is used.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf, inRoot } from './lib.mjs';

export const WORKER = 'service-worker.js';

/** What a browser loads of the folder, whichever language, view or example is chosen. */
const LOADED = /\.(?:html|css|js|wasm|trace|gz)$/;
/** For Node, and for bundlers: no page loads them. */
const UNUSED = new Set(['node.js', 'index.js', WORKER]);

/** @returns {{ url: string, revision: string }[]} as Workbox takes them: addresses relative to the worker */
function filesOf(/** @type {string} */ folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && LOADED.test(entry.name))
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((path) => !path.startsWith('.') && !UNUSED.has(path))
    .sort()
    .map((url) => ({ url, revision: hashOf([readFileSync(join(folder, url))]).slice(0, 16) }));
}

/** Writes the worker into the folder; where nothing in the folder has changed, it is the same to the byte. */
export async function writeWorker(/** @type {string} */ folder) {
  const { build } = await import('vite');
  await build({
    configFile: false,
    root: inRoot(),
    logLevel: 'warn',
    publicDir: false,
    define: {
      'self.__WB_MANIFEST': JSON.stringify(filesOf(folder)),
      'process.env.NODE_ENV': '"production"',
    },
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'es2022',
      license: { fileName: 'lib/service-worker-licenses.md' },
      rolldownOptions: {
        input: inRoot('www/offline/worker.ts'),
        // Not every browser runs modules as service workers.
        output: { format: 'iife', entryFileNames: WORKER },
      },
    },
  });
}
