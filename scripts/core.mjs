// Builds the cores: Rust to wasm, its JavaScript side, and the optimised module, into a folder that `#core` names.
// cargo decides what is stale in Rust; what follows is skipped when the hash of its input is that of the last time.

import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Failure, hashOf, inRoot, nodeModule, readIfThere, run, step } from './lib.mjs';
import { ensurePackages } from './packages.mjs';

const TARGET = 'wasm32-unknown-unknown';
const NAME = 'pymalloc_explorer';
// After a panic the page makes a fresh instance of the module: that is what the second option is for.
const BINDING_OPTIONS = ['--target', 'web', '--experimental-reset-state-function', '--out-name', NAME];
/**
 * The glue keeps the compiled module to itself. Whoever works elsewhere (www/elsewhere/) needs the very same one, and its
 * memory is only the same for the same code.
 */
const EXPORTED_MODULE = [
  'export function compiledModule() { return wasmModule; }',
  'export function compiledModule(): WebAssembly.Module;',
];
// Not --all-features: it would use what browsers lack. The module says which features it uses.
const optimiserOptions = (/** @type {boolean | undefined} */ small) => (small ? smallOptions : ['-O3']);
// The least addresses are the far end of the stack: no data of a program is there.
// Functions stay apart that have one caller: that is longer, but much shorter after compression.
const smallOptions = [
  '-Oz',
  '--converge',
  '--low-memory-unused',
  '--one-caller-inline-max-function-size=25',
  '--strip-debug',
  '--strip-producers',
  '--strip-target-features',
];

/**
 * @typedef {object} Core
 * @property {string} dir where it is put
 * @property {string[]} features cargo's, beside the default ones
 * @property {string | undefined} targetDir cargo's own folder for it, if not the usual one
 * @property {boolean} [small] whether it has only the features that are named, and is built to be small
 */

/** The whole core, as it is shipped. @type {Core} */
export const productionCore = { dir: inRoot('pkg/core'), features: [], targetDir: undefined };

/** The small cores (docs/adr/0016-small-cores.md), by the bits of a pointer. Two features, one folder: cargo keeps both. */
const smallCore = (/** @type {32 | 64} */ bits) => ({
  dir: inRoot(`pkg/core-${bits}`),
  features: [`word${bits}`],
  targetDir: inRoot(`target/core-${bits}`),
  small: true,
});

/** All cores that are shipped. @type {Core[]} */
export const shippedCores = [productionCore, smallCore(32), smallCore(64)];

/**
 * The core with a function that panics on purpose. Built in a target folder of its own: cargo gives a cdylib the same
 * file name whatever its features are, and would take one for the other.
 */
export const trapCore = {
  dir: inRoot('target/page-tests/core'),
  features: ['inject-trap'],
  targetDir: inRoot('target/inject-trap'),
};

/** The small ones with that function: they are small enough to be built for the tests alone. @type {Core[]} */
export const trapCores = [
  trapCore,
  ...shippedCores.slice(1).map((core) => ({
    ...core,
    dir: inRoot('target/page-tests', basename(core.dir)),
    features: [...core.features, 'inject-trap'],
    targetDir: `${core.targetDir}-trap`,
  })),
];

/** Adds the wasm target to the toolchain when it is missing. */
export async function ensureRustTarget() {
  const libdir = await run('rustc', ['--print', 'target-libdir', '--target', TARGET]).catch((error) => {
    throw new Failure(`Rust is needed (https://rustup.rs): ${error.message}`, error.output);
  });
  if (existsSync(libdir.trim())) return 'installed';
  await run('rustup', ['target', 'add', TARGET], { show: true });
  return 'installed now';
}

/** Builds the binding generator and its test runner, in the version that Cargo.lock pins. */
export async function buildBindingGenerator(/** @type {{ show?: boolean }} */ options = {}) {
  // What cargo says about the generator's own dependencies is not for us to act on.
  const env = { CARGO_FUTURE_INCOMPAT_REPORT_FREQUENCY: 'never' };
  await run('cargo', ['build', '--locked', '--profile', 'tools', '--package', 'wasm-tools'], { ...options, env });
}

/** The folder of cargo's output: CARGO_TARGET_DIR may have moved it. */
export async function cargoTargetDir() {
  const metadata = await run('cargo', ['metadata', '--locked', '--no-deps', '--format-version', '1']);
  return JSON.parse(metadata).target_directory;
}

/**
 * @param {Core} core
 * @param {{ show?: boolean }} [options]
 */
export async function compileCore({ features, targetDir, small }, options = {}) {
  const kind = small ? ['--profile', 'small', '--no-default-features'] : ['--release'];
  const args = ['build', '--locked', ...kind, '--lib', '--target', TARGET];
  if (features.length > 0) args.push('--features', features.join(','));
  if (targetDir !== undefined) args.push('--target-dir', targetDir);
  await run('cargo', args, options);
}

/**
 * Generates the JavaScript side of the compiled core, and optimises the module.
 *
 * @param {Core} core
 */
export async function bindCore({ dir, targetDir, small }) {
  const tools = await cargoTargetDir();
  const compiled = join(targetDir ?? tools, TARGET, small ? 'small' : 'release', `${NAME}.wasm`);
  const binaryen = JSON.parse(readFileSync(inRoot('node_modules/binaryen/package.json'), 'utf8')).version;
  const generator = join(tools, 'tools', process.platform === 'win32' ? 'wasm-bindgen.exe' : 'wasm-bindgen');
  const inputs = hashOf([
    readFileSync(compiled),
    await run(generator, ['--version']),
    binaryen,
    ...BINDING_OPTIONS,
    ...optimiserOptions(small),
    ...EXPORTED_MODULE,
    readFileSync(inRoot('scripts/speechless.mjs')),
  ]);

  const stamp = join(dir, '.inputs');
  if (readIfThere(stamp) === inputs) return 'unchanged';

  const fresh = `${dir}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  await run(generator, [...BINDING_OPTIONS, '--out-dir', fresh, compiled]);
  const module = join(fresh, `${NAME}_bg.wasm`);
  if (small) {
    const { speechless } = await import('./speechless.mjs');
    writeFileSync(module, speechless(readFileSync(module)));
  }
  await nodeModule('binaryen/bin/wasm-opt', [...optimiserOptions(small), module, '-o', module]);
  if (!readFileSync(join(fresh, `${NAME}.js`), 'utf8').includes('let wasmModule, ')) {
    throw new Failure('The generated script has no wasmModule any more: look for what it is called now.');
  }
  for (const [index, end] of ['js', 'd.ts'].entries())
    appendFileSync(join(fresh, `${NAME}.${end}`), `\n${EXPORTED_MODULE[index]}\n`);
  writeFileSync(join(fresh, '.inputs'), inputs);

  rmSync(dir, { recursive: true, force: true });
  renameSync(fresh, dir);
  return `${(readFileSync(join(dir, `${NAME}_bg.wasm`)).length / 1024).toFixed(0)} KiB of wasm`;
}

/** All of the above for the core that is shipped, from nothing, with visible progress. */
export async function buildProductionCore() {
  await step('npm packages', ensurePackages);
  await step('Rust target for wasm', ensureRustTarget);
  await step('binding generator (the first time takes a minute or two)', () => buildBindingGenerator({ show: true }));
  for (const core of shippedCores) {
    const name = basename(core.dir);
    await step(name, () => compileCore(core, { show: true }));
    await step(`${name}: bindings and optimised wasm`, () => bindCore(core));
  }
}
