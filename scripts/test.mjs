// `npm test`: every check, from nothing, one stage after the other; a stage that fails does not stop those that do not
// need it. `npm test -- lint unit` runs only the stages of these names, and what they need.

import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bindCore, buildBindingGenerator, compileCore, ensureRustTarget, shippedCores, trapCores } from './core.mjs';
import { fuzzShortly } from './fuzz.mjs';
import { checkLicences } from './licences.mjs';
import { Failure, inRoot, main, nodeModule, run, secondsSince } from './lib.mjs';
import { ensurePackages } from './packages.mjs';

const GENERATED = inRoot('www/generated');
const REGENERATED = inRoot('target/generated');
const PAGE_TEST_DIST = inRoot('target/page-tests/dist');
const WASM = ['--target', 'wasm32-unknown-unknown'];

const cargo = (/** @type {string[]} */ ...args) => run('cargo', args);
const node = (/** @type {string} */ path, /** @type {string[]} */ ...args) => nodeModule(path, args);

/** The numbers of a runner's closing lines, added up. */
function count(/** @type {string} */ output, /** @type {RegExp} */ passed) {
  const sum = [...output.matchAll(passed)].reduce((total, match) => total + Number(match[1]), 0);
  if (sum === 0) throw new Failure('No test ran.', output);
  return `${sum} tests`;
}

const PAGES_PASSED = /^ *(\d+) passed/gm;
const CARGO_PASSED = /^test result: ok\. (\d+) passed/gm;

/** Tests in Chromium, which take long on a machine that does other things too. */
async function pages(/** @type {string[]} */ ...args) {
  return count(await nodeModule('@playwright/test/cli.js', ['test', ...args], { minutes: 60 }), PAGES_PASSED);
}

async function coreTests() {
  rmSync(REGENERATED, { recursive: true, force: true });
  const output = await run('cargo', ['test', '--locked'], { env: { TS_RS_EXPORT_DIR: REGENERATED } });
  return count(output, CARGO_PASSED);
}

/** The core tests write the types anew, beside the tree: both must have the same files, with the same text. */
function compareGenerated() {
  const names = (/** @type {string} */ dir) => (existsSync(dir) ? readdirSync(dir) : []);
  const all = new Set([...names(GENERATED), ...names(REGENERATED)]);
  const text = (/** @type {string} */ path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);
  const stale = [...all].filter((name) => text(join(GENERATED, name)) !== text(join(REGENERATED, name)));
  if (stale.length === 0) return `${all.size} files`;
  throw new Failure(`www/generated is not what Rust says (cargo test --lib rewrites it): ${stale.sort().join(', ')}`);
}

async function buildCores(/** @type {import('./core.mjs').Core[]} */ cores) {
  const built = [];
  for (const core of cores) {
    await compileCore(core);
    built.push(await bindCore(core));
  }
  return built.join(', ');
}

async function buildTestPage() {
  const env = { PM_CORE_DIR: trapCores[0]?.dir ?? '' };
  await nodeModule('vite/bin/vite.js', ['build', '--outDir', PAGE_TEST_DIST, '--emptyOutDir'], { env });
}

async function findBrowser() {
  const { ensureChromium } = await import('./browser.mjs');
  const { executablePath } = await ensureChromium();
  if (executablePath !== undefined) process.env['CHROMIUM_PATH'] = executablePath;
  return executablePath ?? "Playwright's own";
}

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {string} about
 * @property {string[]} needs the names of earlier stages
 * @property {() => Promise<unknown> | unknown} run returns a remark or what was printed; throws when the stage fails
 */

/** @type {Stage[]} */
const stages = [
  { name: 'packages', about: 'npm packages', needs: [], run: ensurePackages },
  { name: 'target', about: 'Rust target for wasm', needs: [], run: ensureRustTarget },
  { name: 'rustfmt', about: 'Rust is formatted', needs: [], run: () => cargo('fmt', '--all', '--check') },
  {
    name: 'clippy',
    about: 'Rust lints, native',
    needs: [],
    run: () => cargo('clippy', '--locked', '--all-targets', '--', '-D', 'warnings'),
  },
  {
    name: 'clippy-wasm',
    about: 'Rust lints, wasm32, and a small core',
    needs: ['target'],
    run: async () => {
      const clippy = (/** @type {string[]} */ ...args) =>
        cargo('clippy', '--locked', ...WASM, '--lib', ...args, '--', '-D', 'warnings');
      await clippy('--tests', '--features', 'inject-trap');
      await clippy('--no-default-features', '--features', 'word64');
    },
  },
  { name: 'core-tests', about: 'core tests, native', needs: [], run: coreTests },
  {
    name: 'fuzz',
    about: 'the core under arbitrary bytes',
    needs: [],
    run: async () => `${(await fuzzShortly()).trimEnd().split('\n').length} targets`,
  },
  { name: 'licences', about: 'licences of all dependencies', needs: [], run: checkLicences },
  { name: 'generated', about: 'generated TypeScript is current', needs: ['core-tests'], run: compareGenerated },
  { name: 'generator', about: 'binding generator', needs: [], run: () => buildBindingGenerator() },
  {
    name: 'wasm-tests',
    about: 'core tests, wasm in Node',
    needs: ['target', 'generator'],
    run: async () => count(await cargo('test', '--locked', ...WASM, '--tests'), CARGO_PASSED),
  },
  {
    name: 'core',
    about: 'release build of the cores',
    needs: ['packages', 'target', 'generator'],
    run: () => buildCores(shippedCores),
  },
  {
    name: 'prettier',
    about: 'TypeScript is formatted',
    needs: ['packages'],
    run: () => node('prettier/bin/prettier.cjs', '--check', '.'),
  },
  {
    name: 'lint',
    about: 'TypeScript lints',
    needs: ['core'],
    run: () => node('eslint/bin/eslint.js', '--max-warnings', '0', '.'),
  },
  { name: 'types', about: 'TypeScript types', needs: ['core'], run: () => node('typescript/bin/tsc', '-b') },
  {
    name: 'unit',
    about: 'unit tests of the page, the scripts and the chapters',
    needs: ['core'],
    run: async () => count(await node('vitest/vitest.mjs', 'run'), /^ *Tests .*?(\d+) passed/gm),
  },
  {
    name: 'page-build',
    about: 'release build of the page',
    needs: ['core'],
    run: () => node('vite/bin/vite.js', 'build'),
  },
  {
    name: 'sizes',
    about: 'compressed sizes',
    needs: ['page-build'],
    run: async () => (await import('./sizes.mjs')).compareSizes(),
  },
  {
    name: 'package-build',
    about: 'the npm package',
    needs: ['page-build'],
    run: async () => (await import('./package.mjs')).makePackage(),
  },
  {
    name: 'guide',
    about: 'docs/embedding.md is current',
    needs: ['package-build'],
    run: async () => (await import('./guide.mjs')).checkGuide(),
  },
  { name: 'browser', about: 'Chromium', needs: ['packages'], run: findBrowser },
  {
    name: 'trap-core',
    about: 'the cores that can be made to trap',
    needs: ['packages', 'target', 'generator'],
    run: () => buildCores(trapCores),
  },
  { name: 'test-page', about: 'the page with that core', needs: ['trap-core'], run: buildTestPage },
  {
    name: 'page',
    about: 'page tests in Chromium',
    needs: ['test-page', 'browser'],
    run: () => pages(),
  },
  {
    name: 'firefox',
    about: 'the page in Firefox',
    needs: ['test-page'],
    run: async () => (await import('./test-firefox.mjs')).testFirefox(PAGE_TEST_DIST),
  },
  {
    name: 'package',
    about: 'the package in projects of others',
    needs: ['package-build', 'browser'],
    run: () => pages('--config', 'playwright.package.config.ts'),
  },
  {
    name: 'docs',
    about: 'a site that Sphinx builds',
    needs: ['package-build', 'browser'],
    run: async () => (await import('./test-docs.mjs')).testSphinx(),
  },
  {
    name: 'site-build',
    about: 'the guide and the site',
    needs: ['package-build', 'browser'],
    run: () => run(process.execPath, [inRoot('scripts/site.mjs')]),
  },
  {
    name: 'site',
    about: 'the site in Chromium',
    needs: ['site-build'],
    run: () => pages('--config', 'playwright.site.config.ts'),
  },
];

/** The wanted stages and all that they need, in order. No names: all of them. */
function chosen(/** @type {string[]} */ names) {
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    throw new Failure(
      `No stage is called ${unknown.join(', ')}. There are: ${stages.map(({ name }) => name).join(' ')}`,
    );
  }
  const wanted = new Set(names.length > 0 ? names : stages.map(({ name }) => name));
  // From last to first: a stage needs only earlier ones.
  for (const stage of stages.toReversed()) {
    if (wanted.has(stage.name)) for (const need of stage.needs) wanted.add(need);
  }
  return stages.filter(({ name }) => wanted.has(name));
}

/** How much of the end of what a failed stage printed is said again at the very end: runners name there what failed. */
const LAST_LINES = 20;
const LONGEST_LINE = 160;

function endOf(/** @type {string} */ output) {
  const lines = output.trimEnd().split('\n').slice(-LAST_LINES);
  return lines.map((line) => line.slice(0, LONGEST_LINE)).join('\n');
}

/** @returns {Promise<string | undefined>} how the stage failed; nothing where it passed */
async function runStage(/** @type {Stage} */ stage) {
  const began = performance.now();
  const title = `${stage.name.padEnd(12)} ${stage.about}`;
  const { stdout } = process;
  if (stdout.isTTY) stdout.write(`… ${title}\r`);
  try {
    const result = await stage.run();
    const remark = typeof result === 'string' && !result.includes('\n') && result !== '' ? `: ${result}` : '';
    console.log(`✓ ${title}${remark} (${secondsSince(began)})`);
    return undefined;
  } catch (error) {
    const { message, output } = error instanceof Failure ? error : { message: String(error), output: '' };
    console.log(`✗ ${title} (${secondsSince(began)})\n${output.trimEnd()}\n${message}\n`);
    return endOf(`${output.trimEnd()}\n${message}`);
  }
}

await main(async () => {
  const began = performance.now();
  /** @type {Set<string>} */ const passed = new Set();
  /** @type {Map<string, string>} */ const failed = new Map();
  for (const stage of chosen(process.argv.slice(2))) {
    const missing = stage.needs.filter((need) => !passed.has(need));
    if (missing.length > 0)
      console.log(`✗ ${stage.name.padEnd(12)} ${stage.about}: not run, needs ${missing.join(', ')}`);
    const failure = missing.length > 0 ? '' : await runStage(stage);
    if (failure === undefined) passed.add(stage.name);
    else failed.set(stage.name, failure);
  }
  if (failed.size > 0) console.log(`Failed: ${[...failed.keys()].join(' ')}`);
  for (const [name, failure] of failed) if (failure !== '') console.log(`\n${name} ended with\n${failure}\n`);
  console.log(`All stages: ${secondsSince(began)}`);
  console.log(`${passed.size} passed, ${failed.size} failed`);
  if (failed.size > 0) process.exitCode = 1;
});
