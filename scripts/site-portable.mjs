// Makes a site that VitePress has built for one prefix work under any, and under a policy that refuses scripts in pages:
// in pages the prefix becomes relative, in scripts it is reckoned from where the script lies, and what stood in a page as a
// script becomes a file. Knows nothing of what the pages say.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseAst } from 'vite';
import { Failure, hashOf } from './lib.mjs';

/** The prefix that the site is built for, which is nobody's. */
export const PLACEHOLDER = '/__base__/';
const BASE = '__siteBase';

/**
 * Runs before the page's own scripts: after these go to another page, a relative link of the frame around it would lead
 * from there.
 */
const ABSOLUTE_LINKS = `for (const link of document.querySelectorAll('a[href]')) {
  if (!link.getAttribute('href').startsWith('#')) link.setAttribute('href', link.href);
}
`;

/** Attributes of VitePress' own theme, which a strict policy refuses; its script sets them anew. */
const STYLES = / style="(?:|--vp-vh:0px;)"/g;

/**
 * VitePress draws the page for what is not found with its script, which is not found either where the prefix is any and the
 * address is deep; nor is it run everywhere. The style that hides this comes with it. In its own place it would take it for its own.
 */
const NOT_FOUND = `<main class="not-found">
      <h1>There is no such page. <span lang="zh-Hans">没有这一页。</span></h1>
    </main>`;

/** @typedef {{ type: string, start: number, end: number }} Syntax */

/** @returns {Generator<Syntax>} */
function* syntaxIn(/** @type {unknown} */ part) {
  if (Array.isArray(part)) for (const one of part) yield* syntaxIn(one);
  else if (typeof part === 'object' && part !== null) {
    if ('type' in part && typeof part.type === 'string') yield /** @type {Syntax} */ (part);
    for (const one of Object.values(part)) yield* syntaxIn(one);
  }
}

/** The prefix as a script finds it that lies `up` folders below it. */
function portableScript(/** @type {string} */ code, /** @type {string} */ up, /** @type {string} */ name) {
  if (!code.includes(PLACEHOLDER)) return code;
  /** @type {[number, number, string][]} */ const changes = [];
  for (const { type, start, end } of syntaxIn(parseAst(code))) {
    const text = code.slice(start, end);
    if (!text.includes(PLACEHOLDER)) continue;
    if (type === 'TemplateElement') changes.push([start, end, text.replaceAll(PLACEHOLDER, `\${${BASE}}`)]);
    else if (/^(?:String)?Literal$/.test(type) && /^["']/.test(text)) {
      const [quote = ''] = text;
      changes.push([start, end, `(${text.replaceAll(PLACEHOLDER, `${quote}+${BASE}+${quote}`)})`]);
    }
  }
  let written = code;
  for (const [start, end, text] of changes.sort(([one], [other]) => other - one)) {
    written = written.slice(0, start) + text + written.slice(end);
  }
  if (written.includes(PLACEHOLDER)) throw new Failure(`${name} has the site's prefix where it cannot be replaced.`);
  return `const ${BASE}=new URL(${JSON.stringify(up)},import.meta.url).pathname;${written}`;
}

/** @param {string} folder the site @param {string} [base] the one prefix that it was built for, if it is to have one */
export function makePortable(folder, base) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  const own = names.filter((name) => !/^(explorer|gallery|pictures)\//.test(name));
  for (const name of own) {
    const file = join(folder, name);
    const up = relative(dirname(file), folder).replaceAll('\\', '/');
    const toRoot = up === '' ? './' : `${up}/`;
    if (name.endsWith('.html')) {
      const read = readFileSync(file, 'utf8');
      const page = withoutScripts(name === '404.html' ? withText(read) : read, folder, base ?? PLACEHOLDER);
      writeFileSync(file, base === undefined ? page.replaceAll(PLACEHOLDER, toRoot) : page);
    } else if (base === undefined && name.endsWith('.js')) {
      writeFileSync(file, portableScript(readFileSync(file, 'utf8'), toRoot, name));
    } else if (base === undefined && name.endsWith('.css')) {
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll(PLACEHOLDER, toRoot));
    }
  }
  writeFileSync(join(folder, 'links.js'), ABSOLUTE_LINKS);
  return `${own.filter((name) => name.endsWith('.html')).length} pages`;
}

/** The page for what is not found, that says so by itself. */
function withText(/** @type {string} */ page) {
  const empty = '<div id="app"></div>';
  if (!page.includes(empty)) throw new Failure('The page for what is not found is another than it was.');
  return page.replace(empty, `${empty}\n    ${NOT_FOUND}`);
}

/** A page whose own scripts are files. What they do has to be done before the page is drawn, so nothing waits. */
function withoutScripts(/** @type {string} */ page, /** @type {string} */ folder, /** @type {string} */ base) {
  const [style] = / style="[^"]*"/.exec(page.replaceAll(STYLES, '')) ?? [];
  if (style !== undefined) throw new Failure(`A page has${style}, which a strict policy refuses.`);
  const links = `<script defer src="${base}links.js"></script>`;
  return scriptsAsFiles(page.replaceAll(STYLES, ''), folder, base).replace(/(?=<script type="module")/, links);
}

/**
 * Each script that stands in a page becomes a file of its folder; what is only data stays.
 *
 * @param {string} page
 * @param {string} folder
 * @param {string} toFolder how the page gets there
 */
export function scriptsAsFiles(page, folder, toFolder) {
  const inPage = /<script(?![^>]*\bsrc=)(?![^>]*\btype="[^"]*json")[^>]*>([^]*?)<\/script>/g;
  return page.replaceAll(inPage, (_, /** @type {string} */ code) => {
    const name = `before-${hashOf([code]).slice(0, 8)}.js`;
    writeFileSync(join(folder, name), code);
    return `<script src="${toFolder}${name}"></script>`;
  });
}
