// Makes the reference of the Rust core with rustdoc, and fits it into the site: it works in any folder, under a policy that
// refuses scripts in pages and fonts, is as light or dark as the rest, and has a way back. What rustdoc says stays as it is.

import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { cargoTargetDir } from './core.mjs';
import { Failure, inRoot, run } from './lib.mjs';
import { PLACEHOLDER, scriptsAsFiles } from './site-portable.mjs';

const CRATE = 'pymalloc_explorer';
const FLAGS = [
  '-Dwarnings',
  `--html-in-header=${inRoot('site/rust/head.html')}`,
  `--html-before-content=${inRoot('site/rust/before.html')}`,
  `--extend-css=${inRoot('site/rust/looks.css')}`,
];

/** Asks for fonts before the styles do. */
const FONTS_AHEAD = /<script>(?:(?!<\/script>)[^])*as="font"(?:(?!<\/script>)[^])*<\/script>/g;
/** On the pages of settings and help: one goes back with the browser, since what stands in an attribute is refused. */
const BACK = /<a id="back"[^>]*>[^<]*<\/a>/g;
const FONTS = /@font-face\s*\{[^}]*\}/g;

/** @param {string} folder where rustdoc has left its pages; they are changed there */
export function fit(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  const pages = names.filter((name) => name.endsWith('.html'));
  for (const name of pages) {
    const file = join(folder, name);
    const up = relative(dirname(file), folder).replaceAll('\\', '/');
    const toFolder = up === '' ? './' : `${up}/`;
    const page = readFileSync(file, 'utf8')
      .replaceAll(FONTS_AHEAD, '')
      .replaceAll(BACK, '')
      .replaceAll(PLACEHOLDER, `${toFolder}../`)
      // There is one crate, whose page is the first.
      .replaceAll('href="./index.html"', `href="./${up === '' ? `${CRATE}/` : ''}index.html"`);
    writeFileSync(file, scriptsAsFiles(page, folder, toFolder));
  }
  for (const name of names) {
    const file = join(folder, name);
    if (name.endsWith('.woff2')) rmSync(file);
    else if (name.endsWith('.css')) writeFileSync(file, readFileSync(file, 'utf8').replaceAll(FONTS, ''));
  }
  return `${pages.length} pages`;
}

/** @param {string} site its folder, which gets the folder that the pages themselves know: rust */
export async function writeRust(site) {
  const folder = join(site, 'rust');
  const made = join(await cargoTargetDir(), 'doc');
  // rustdoc leaves the pages of what is gone, and cargo those of what others have asked for.
  rmSync(made, { recursive: true, force: true });
  await run('cargo', ['doc', '--locked', '--no-deps', '--lib', '--package', 'pymalloc-explorer'], {
    env: { CARGO_ENCODED_RUSTDOCFLAGS: FLAGS.join('\x1f') },
  });
  if (!readdirSync(made).includes(CRATE)) throw new Failure(`rustdoc has left no ${CRATE} in ${made}.`);
  cpSync(made, folder, { recursive: true, filter: (path) => !path.endsWith('.lock') });
  cpSync(inRoot('site/rust/appearance.js'), join(folder, 'appearance.js'));
  return fit(folder);
}
