// `npm run site`: the guide, the explorer, the gallery of diagrams and the notes as one static folder, target/site/html, which
// works under any prefix. Takes pkg/ as it is (`npm run build` makes it). `-- --base /x/` builds for one prefix, so that the
// page for what is not found has its looks everywhere; `-- --draft` lets links lead to pages that are not written.

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure, inRoot, main, nodeModule, step } from './lib.mjs';
import { ensurePackages } from './packages.mjs';
import { withWays } from './site-ways.mjs';

const SITE = inRoot('target/site');
const SOURCE = join(SITE, 'source');
const PACKAGE = inRoot('pkg');
const GALLERY = join(SOURCE, 'public/gallery');
const BUILT = join(SITE, 'html');

/** Of the package, what a browser loads. */
const SERVED = /\.(?:html|css|js|wasm|trace|gz)$/;

/** The notes that are pages. */
const isPage = (/** @type {string} */ path) => /^(?:adr\/)?[\w-]+\.md$/.test(path);

/** A link out of docs/ leads to a file that the site does not have: its text stays. */
const withinSite = (/** @type {string} */ markdown) =>
  markdown.replaceAll(/\[([^\]]+)\]\((?:\.\.\/)+(?!adr\/)[^)]*\)/g, '$1');

/** Puts together what VitePress builds of. */
function putTogether() {
  if (!existsSync(join(PACKAGE, 'element.js'))) throw new Failure('pkg/ is not built: npm run build makes it.');
  rmSync(SOURCE, { recursive: true, force: true });
  const put = (/** @type {string} */ path, /** @type {string} */ text) => {
    mkdirSync(dirname(join(SOURCE, path)), { recursive: true });
    writeFileSync(join(SOURCE, path), text);
  };
  for (const path of ['index.md', 'guide', 'api', 'zh-Hans'])
    cpSync(inRoot('site', path), join(SOURCE, path), { recursive: true });
  for (const path of readdirSync(inRoot('docs'), { recursive: true, encoding: 'utf8' })) {
    const name = path.replaceAll('\\', '/');
    if (isPage(name)) put(`docs/${name}`, withinSite(readFileSync(inRoot('docs', path), 'utf8')));
  }
  for (const path of readdirSync(PACKAGE, { recursive: true, encoding: 'utf8' })) {
    if (SERVED.test(path) && !path.startsWith('node.'))
      cpSync(join(PACKAGE, path), join(SOURCE, 'public/explorer', path));
  }
  put('public/explorer/index.html', withWays(readFileSync(join(PACKAGE, 'index.html'), 'utf8')));
}

/** The gallery of diagrams, with an address of its own as every folder has it. */
async function buildGallery() {
  await nodeModule('vite/bin/vite.js', ['build', '--config', 'vite.gallery.config.ts', '--logLevel', 'warn']);
  renameSync(join(GALLERY, 'gallery.html'), join(GALLERY, 'index.html'));
}

async function build(/** @type {{ base?: string | undefined, draft?: boolean | undefined }} */ { base, draft }) {
  const env = {
    ...(base === undefined ? {} : { PM_SITE_BASE: base }),
    ...(draft === true ? { PM_SITE_DRAFT: 'yes' } : {}),
  };
  rmSync(BUILT, { recursive: true, force: true });
  await nodeModule('vitepress/bin/vitepress.js', ['build', inRoot('site')], { env });
}

await main(async () => {
  const { values } = parseArgs({ options: { base: { type: 'string' }, draft: { type: 'boolean' } } });
  await step('npm packages', ensurePackages);
  const { writeFacts } = await import('./site-facts.mjs');
  const { writePictures } = await import('./site-pictures.mjs');
  const { makePortable } = await import('./site-portable.mjs');
  const { writeApi } = await import('./site-api.mjs');
  const { writeRust } = await import('./site-rust.mjs');
  const { writeWorker } = await import('./offline.mjs');
  await step('what the chapters state', async () => `${Object.keys(await writeFacts()).length} chapters`);
  await step('sources', async () => putTogether());
  await step('reference, JavaScript', () => writeApi(join(SOURCE, 'api/js')));
  await step('gallery', buildGallery);
  await step('pictures', () => writePictures(join(SOURCE, 'public/pictures')));
  await step('pages', () => build(values));
  await step('any prefix', async () => makePortable(BUILT, values.base));
  // Its page is another one here than in the package.
  await step('explorer without a network', () => writeWorker(join(BUILT, 'explorer')));
  await step('reference, Rust', () => writeRust(BUILT));
});
