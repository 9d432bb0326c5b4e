// Makes the npm package of what was built: pkg/ gets the files of dist/ that its entries need, types, the manifest of the
// element and the licences. The core is there already (scripts/core.mjs); package.json and README.md are kept by hand.

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failure, inRoot, main, nodeModule } from './lib.mjs';
import { checkVersions } from './version.mjs';

const PACKAGE = inRoot('pkg');
const BUILT = inRoot('dist');
const KEPT = ['package.json', 'README.md', 'core', 'core-32', 'core-64'];

/** The scripts that others import, and the sources of their types. */
const entries = [
  { script: 'index', source: 'www/api/index.ts' },
  { script: 'node', source: 'www/api/index.ts' },
  { script: 'element', source: 'www/embed/element.ts' },
];

/** What an element may have to load before it comes near the viewport, in bytes of script. */
const MOST_BEFORE_NEEDED = 20_000;

/** @typedef {{ file: string, imports?: string[], dynamicImports?: string[], css?: string[], assets?: string[], src?: string, isEntry?: boolean }} Chunk */

/** @returns {Record<string, Chunk>} */
function readManifest() {
  const file = join(BUILT, '.vite/manifest.json');
  if (!existsSync(file)) throw new Failure('There is nothing to package: npm run build makes it.');
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Every file that the build has left, but for what is only for the server or the build itself. */
function builtFiles() {
  return readdirSync(BUILT, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(BUILT.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((path) => !path.startsWith('.vite/') && !/^core[^/]*\//.test(path));
}

function clear() {
  for (const name of readdirSync(PACKAGE)) {
    if (!KEPT.includes(name)) rmSync(join(PACKAGE, name), { recursive: true });
  }
}

function write(/** @type {string} */ path, /** @type {string} */ text) {
  const file = join(PACKAGE, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

async function writeTypes() {
  // TypeScript is among the packages that a build may have to install first.
  const { declarationsOf } = await import('./declarations.mjs');
  for (const [path, text] of declarationsOf(entries.map(({ source }) => source))) write(`types/${path}`, text);
  for (const { script, source } of entries) {
    const path = `./${source.replace(/^www\//, 'types/').replace(/\.ts$/, '.js')}`;
    // `using` for a heap, also where the project's own `lib` is older.
    write(`${script}.d.ts`, `/// <reference lib="esnext.disposable" />\nexport * from '${path}';\n`);
  }
}

/** The element's manifest, for editors. */
async function writeElementsManifest() {
  const config = ['--config', 'scripts/elements-manifest.config.mjs'];
  await nodeModule('@custom-elements-manifest/analyzer/cem.js', ['analyze', ...config]);
}

/** The scripts that an entry imports, itself included, without those that it loads later. */
function loadedWith(/** @type {Record<string, Chunk>} */ manifest, /** @type {string} */ entry) {
  const seen = new Set([entry]);
  for (const key of seen) for (const next of manifest[key]?.imports ?? []) seen.add(next);
  return [...seen].map((key) => manifest[key]?.file ?? '');
}

function checkElementSize(/** @type {Record<string, Chunk>} */ manifest) {
  const files = loadedWith(manifest, 'www/embed/element.ts');
  const size = files.reduce((sum, file) => sum + readFileSync(join(BUILT, file)).length, 0);
  const told = `${size} bytes of script before an element is near: ${files.join(', ')}`;
  if (size >= MOST_BEFORE_NEEDED) throw new Failure(`${told}; there may be less than ${MOST_BEFORE_NEEDED}.`);
  return told;
}

/** Makes the package of what is in dist/. */
export async function makePackage() {
  checkVersions();
  const manifest = readManifest();
  clear();
  for (const path of builtFiles()) cpSync(join(BUILT, path), join(PACKAGE, path));
  for (const licence of ['LICENSE-MIT', 'LICENSE-APACHE']) cpSync(inRoot(licence), join(PACKAGE, licence));
  await writeTypes();
  await writeElementsManifest();
  return checkElementSize(manifest);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(async () => console.log(await makePackage()));
}
