// `npm run test:docs`: builds each site of examples/docs/ with its own tool, installed from its registry into target/docs/,
// and operates what is in it in Chromium. `npm run test:docs -- sphinx mdbook` only these. Takes pkg/ as it is:
// `npm run build` makes it.

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failure, hashOf, inRoot, main, nodeModule, npm, readIfThere, run, step } from './lib.mjs';

const WORK = inRoot('target/docs');
const PACKAGE = inRoot('pkg');
const EXTENSION = inRoot('integrations/sphinx');
const MDBOOK_VERSION = '0.5.4';
/** The oldest that the pinned Sphinx runs on. */
const OLDEST_PYTHON = [3, 11];
const WINDOWS = process.platform === 'win32';

const example = (/** @type {string} */ tool, /** @type {string[]} */ ...parts) =>
  inRoot('examples/docs', tool, ...parts);

/** Does something unless it was done with the same files before. */
async function onceFor(
  /** @type {string} */ mark,
  /** @type {string[]} */ files,
  /** @type {() => Promise<void>} */ work,
) {
  const hash = hashOf(files.map((file) => readFileSync(file)));
  if (readIfThere(mark) === hash) return;
  rmSync(mark, { force: true });
  await work();
  writeFileSync(mark, hash);
}

/** A copy of an example, in which the tool works; what was installed there before stays. */
function copyOf(/** @type {string} */ tool) {
  const site = join(WORK, tool, 'site');
  mkdirSync(site, { recursive: true });
  for (const name of readdirSync(site)) {
    if (name !== 'node_modules') rmSync(join(site, name), { recursive: true });
  }
  cpSync(example(tool), site, { recursive: true });
  return site;
}

/** A Python that makes virtual environments and runs the tools; nothing where there is none. */
async function findPython() {
  const check = `import sys, venv, ensurepip; sys.exit(sys.version_info < (${OLDEST_PYTHON.join(', ')}))`;
  for (const program of ['python3', 'python', ...(WINDOWS ? ['py'] : [])]) {
    const works = await run(program, ['-c', check]).then(
      () => true,
      () => false,
    );
    if (works) return program;
  }
  return undefined;
}

const noPython = `no Python ${OLDEST_PYTHON.join('.')} or newer with venv was found`;

/** The Python of a virtual environment with the packages of these files. */
async function environmentFor(/** @type {string} */ tool, /** @type {string[]} */ requirements) {
  const folder = join(WORK, tool, 'venv');
  const python = join(folder, ...(WINDOWS ? ['Scripts', 'python.exe'] : ['bin', 'python']));
  const base = await findPython();
  if (base === undefined) throw new Failure(`${tool} needs Python: ${noPython}.`);
  await onceFor(join(WORK, tool, 'venv.hash'), requirements, async () => {
    rmSync(folder, { recursive: true, force: true });
    await run(base, ['-m', 'venv', folder]);
    await pip(python, 'install', ...requirements.flatMap((file) => ['-r', file]));
  });
  return python;
}

const pip = (/** @type {string} */ python, /** @type {string[]} */ ...args) =>
  run(python, ['-m', 'pip', '--disable-pip-version-check', ...args]);

/** Builds the extension as it would be published, installs it, runs its tests. */
async function installExtension(/** @type {string} */ python) {
  const wheels = join(WORK, 'sphinx/wheels');
  rmSync(wheels, { recursive: true, force: true });
  // What builds it is in the environment, so that no registry is needed once that is there.
  await pip(python, 'wheel', '--no-deps', '--no-build-isolation', '--wheel-dir', wheels, EXTENSION);
  const [wheel] = readdirSync(wheels);
  if (wheel === undefined) throw new Failure('pip wheel made no wheel of the extension.');
  await pip(python, 'install', '--no-deps', '--force-reinstall', join(wheels, wheel));
  const printed = await run(python, ['-m', 'pytest', '-q', join(EXTENSION, 'tests')], {
    env: { PYTHONDONTWRITEBYTECODE: '1' },
  });
  return /^(\d+) passed/m.exec(printed)?.[0] ?? '';
}

/** Installs what the lock file says and, as an author would, the package. */
async function installPackages(/** @type {string} */ tool, /** @type {string} */ site) {
  const locked = [example(tool, 'package.json'), example(tool, 'package-lock.json')];
  const quiet = ['--no-audit', '--no-fund', '--prefix', site];
  await onceFor(join(WORK, tool, 'packages.hash'), locked, async () => void (await npm('ci', ...quiet)));
  await npm('install', '--no-save', ...quiet, join(WORK, packed));
}

async function mdbook() {
  const folder = join(WORK, 'mdbook/tool');
  const program = join(folder, 'bin', WINDOWS ? 'mdbook.exe' : 'mdbook');
  const isThere = await run(program, ['--version']).then(
    (version) => version.includes(MDBOOK_VERSION),
    () => false,
  );
  if (!isThere) {
    console.log('  mdBook is compiled, once: that takes minutes.');
    // Without its own server and search, which are the most of what is compiled.
    const chosen = ['--version', MDBOOK_VERSION, '--locked', '--no-default-features'];
    await run('cargo', ['install', 'mdbook', ...chosen, '--root', folder], { minutes: 60 });
  }
  return program;
}

let packed = '';

/** @typedef {{ site: string, remark?: string }} Built the folder of a site; what else was seen */

const sphinxEnvironment = () =>
  environmentFor('sphinx', [example('sphinx', 'requirements.txt'), join(EXTENSION, 'requirements-test.txt')]);

/** @type {Record<string, () => Promise<Built>>} */
const builders = {
  async sphinx() {
    const python = await sphinxEnvironment();
    const remark = `extension: ${await installExtension(python)}`;
    const source = copyOf('sphinx');
    const site = join(WORK, 'sphinx/html');
    rmSync(site, { recursive: true, force: true });
    await run(python, ['-m', 'sphinx', '-W', '--keep-going', '-q', '-b', 'html', source, site]);
    return { site, remark };
  },
  async mkdocs() {
    const python = await environmentFor('mkdocs', [example('mkdocs', 'requirements.txt')]);
    const source = copyOf('mkdocs');
    cpSync(join(WORK, 'package'), join(source, 'docs/pymalloc-explorer'), { recursive: true });
    const site = join(WORK, 'mkdocs/html');
    await run(python, ['-m', 'mkdocs', 'build', '--strict', '-q', '-f', join(source, 'mkdocs.yml'), '-d', site]);
    return { site };
  },
  async mdbook() {
    const program = await mdbook();
    const source = copyOf('mdbook');
    cpSync(join(WORK, 'package'), join(source, 'src/pymalloc-explorer'), { recursive: true });
    const site = join(WORK, 'mdbook/html');
    await run(program, ['build', source, '--dest-dir', site]);
    return { site };
  },
  async docusaurus() {
    const source = copyOf('docusaurus');
    await installPackages('docusaurus', source);
    await npm('run', 'build', '--prefix', source);
    return { site: join(source, 'build') };
  },
  async vitepress() {
    const source = copyOf('vitepress');
    await installPackages('vitepress', source);
    await npm('run', 'build', '--prefix', source);
    return { site: join(source, '.vitepress/dist') };
  },
};

/** What would be published: the file, and its content as somebody has it who copies it. */
async function pack() {
  if (!existsSync(join(PACKAGE, 'element.js'))) throw new Failure('pkg/ is not built: npm run build makes it.');
  mkdirSync(WORK, { recursive: true });
  const [{ filename, files }] = JSON.parse(await npm('pack', PACKAGE, '--json', '--pack-destination', WORK));
  packed = filename;
  const content = join(WORK, 'package');
  rmSync(content, { recursive: true, force: true });
  for (const { path } of files) cpSync(join(PACKAGE, path), join(content, path));
}

/** @returns {Promise<string>} how many tests passed */
export async function testDocs(/** @type {string[]} */ tools) {
  await pack();
  /** @type {Record<string, string>} */ const sites = {};
  /** @type {string[]} */ const remarks = [];
  for (const tool of tools) {
    const build = builders[tool];
    if (build === undefined) {
      throw new Failure(`No site is called ${tool}. There are: ${Object.keys(builders).join(' ')}`);
    }
    const { site, remark } = await build();
    sites[tool] = site;
    if (remark !== undefined) remarks.push(remark);
  }
  const { ensureChromium } = await import('./browser.mjs');
  const { executablePath } = await ensureChromium();
  const env = {
    PM_DOCS_SITES: JSON.stringify(sites),
    ...(executablePath === undefined ? {} : { CHROMIUM_PATH: executablePath }),
  };
  const printed = await nodeModule('@playwright/test/cli.js', ['test', '-c', 'playwright.docs.config.ts'], { env });
  return [/(\d+) passed/.exec(printed)?.[0] ?? '', ...remarks].join(', ');
}

/** The part of it that `npm test` runs where it can. */
export async function testSphinx() {
  if ((await findPython()) === undefined) return `not run: ${noPython}`;
  try {
    await sphinxEnvironment();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return 'not run: pip could not install Sphinx here';
  }
  return testDocs(['sphinx']);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(async () => {
    const { ensurePackages } = await import('./packages.mjs');
    await ensurePackages();
    const named = process.argv.slice(2);
    for (const tool of named.length > 0 ? named : Object.keys(builders)) await step(tool, () => testDocs([tool]));
  });
}
