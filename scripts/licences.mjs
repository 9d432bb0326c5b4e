// Compares the licence of every dependency, as its own package states it, with those that this project may be built of.
// Reads the lock files of npm and cargo's metadata; downloads nothing but crates that a build would need, too.

import { readFileSync } from 'node:fs';
import { Failure, inRoot, run } from './lib.mjs';

/** What a page or a package of ours may contain. */
const SHIPPED = new Set([
  ...['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', '0BSD', 'Zlib', 'Unlicense', 'Unicode-3.0'],
  ...['BSL-1.0', 'CC0-1.0'],
]);

/** What only builds and tests: its licence asks nothing of what it made. */
const FOR_BUILDING = new Set([
  ...SHIPPED,
  ...['MPL-2.0', 'BlueOak-1.0.0', 'Python-2.0', 'Apache-2.0 WITH LLVM-exception', 'MIT-0', 'CC-BY-4.0'],
]);

/** What npm is not told the licence of: it stands in the package's own text. */
const UNSTATED = new Map([
  ['eval', 'MIT'],
  ['format', 'MIT'],
  ['require-like', 'MIT'],
]);

/** Of sites and pages that tests embed a diagram in, as others would. */
const LOCKS_OF_OTHERS = [
  'examples/docs/docusaurus/package-lock.json',
  'examples/docs/vitepress/package-lock.json',
  'tests/package/vite/package-lock.json',
  'tests/package/webpack/package-lock.json',
];

/** Whether an SPDX expression, or the older `A/B`, can be met with these licences. */
export function isAllowed(/** @type {string} */ expression, /** @type {ReadonlySet<string>} */ allowed) {
  // Outside of parentheses `A OR B AND C` is `A OR (B AND C)`: the terms that must hold are within the alternatives.
  const inner = /\(([^()]*)\)/.exec(expression);
  if (inner !== null) {
    const [group, content = ''] = inner;
    return isAllowed(expression.replace(group, isAllowed(content, allowed) ? YES : NO), allowed);
  }
  const holds = (/** @type {string} */ licence) => licence === YES || allowed.has(licence);
  return expression.split(/ OR |\//).some((terms) => terms.split(' AND ').every((licence) => holds(licence.trim())));
}

const YES = '+';
const NO = '-';

/** @typedef {{ name: string, licence: string, allowed: ReadonlySet<string> }} Dependency */

/** @returns {Dependency[]} */
function npmPackages(/** @type {string} */ lock, /** @type {ReadonlySet<string>} */ allowed) {
  const { packages } = JSON.parse(readFileSync(inRoot(lock), 'utf8'));
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, { license, dev, devOptional }]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      const licence = String(license ?? UNSTATED.get(name));
      return { name, licence, allowed: dev || devOptional ? FOR_BUILDING : allowed };
    });
}

/** The crates of one workspace, for this machine and for wasm. @returns {Promise<Dependency[]>} */
async function crates(/** @type {string} */ manifest, /** @type {ReadonlySet<string>} */ allowed) {
  const host = /^host: (.+)$/m.exec(await run('rustc', ['-vV']))?.[1] ?? '';
  const platforms = [host, 'wasm32-unknown-unknown'].flatMap((platform) => ['--filter-platform', platform]);
  const args = ['metadata', '--locked', '--format-version', '1', '--manifest-path', inRoot(manifest), ...platforms];
  /** @type {{ packages: { name: string, license: string | null }[] }} */
  const { packages } = JSON.parse(await run('cargo', args));
  return packages.map(({ name, license }) => ({ name, licence: String(license), allowed }));
}

export async function checkLicences() {
  const all = [
    ...npmPackages('package-lock.json', SHIPPED),
    ...LOCKS_OF_OTHERS.flatMap((lock) => npmPackages(lock, FOR_BUILDING)),
    ...(await crates('Cargo.toml', FOR_BUILDING)),
    ...(await crates('fuzz/Cargo.toml', FOR_BUILDING)),
    ...(await shippedCrates()),
  ];
  const bad = all.filter(({ licence, allowed }) => !isAllowed(licence, allowed));
  if (bad.length === 0) return `${all.length} dependencies`;
  const told = [...new Set(bad.map(({ name, licence }) => `${name}: ${licence}`))];
  throw new Failure(`These licences are not among those in scripts/licences.mjs:\n${told.join('\n')}`);
}

/** The crates that the wasm module is made of. @returns {Promise<Dependency[]>} */
async function shippedCrates() {
  const format = ['--prefix', 'none', '--format', '{p};{l}'];
  const tree = await run('cargo', [
    ...[
      'tree',
      '--locked',
      '--edges',
      'normal',
      '--target',
      'wasm32-unknown-unknown',
      '--package',
      'pymalloc-explorer',
    ],
    ...format,
  ]);
  const lines = tree.split('\n').filter((line) => line.includes(';'));
  return lines.map((line) => {
    const [name = '', licence = ''] = line.replace(/ \(\*\)$/, '').split(';');
    return { name, licence, allowed: SHIPPED };
  });
}
