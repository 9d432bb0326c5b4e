// The picture of each figure of the guide, in each language, for readers without JavaScript and for paper: the element shows
// the figure's state in Chromium and saves its views by its own control. One is made again when its figure, its language or
// what draws it has changed.

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inDevelopment } from './development.mjs';
import { hashOf, inRoot } from './lib.mjs';
import { FACTS } from './site-facts.mjs';

const KEPT = inRoot('target/site/pictures');
const LIST = inRoot('site/.vitepress/pictures.json');
const PACKAGE = inRoot('pkg');
const LANGUAGES = ['en', 'zh-Hans'];
/** As wide as the text of a page. */
const WIDTH = 688;

/** @typedef {import('../site/run.ts').Computed['shown'][string]} Shown */
/** @typedef {{ language: string, figure: Shown, files: string[] }} Wanted */

/** What draws: any change of it may change any picture. */
function drawer() {
  const files = readdirSync(PACKAGE, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.(?:js|wasm)$/.test(path),
  );
  return hashOf(files.sort().flatMap((path) => [path, readFileSync(join(PACKAGE, path))]));
}

/** @param {Shown} figure @param {string} language @param {string} by @returns {Wanted} */
function wantedFor(figure, language, by) {
  const hash = hashOf([JSON.stringify([figure, language, WIDTH]), by]).slice(0, 16);
  const files = (figure.view ?? '').split(' ').map((view) => `${hash}-${view}.svg`);
  return { language, figure, files };
}

/** @param {import('@playwright/test').Page} page @param {Wanted} wanted */
async function draw(page, { language, figure, files }) {
  const { heap: _, controls: __, height: ___, program, ...rest } = figure;
  const attributes = Object.fromEntries(
    Object.entries({ ...rest, controls: 'picture', loading: 'eager', theme: 'light', height: 900 }).filter(
      ([, value]) => value !== undefined && value !== false,
    ),
  );
  await page.evaluate(
    async ({ attributes, program, language }) => {
      document.documentElement.lang = language;
      const element = document.createElement('pymalloc-explorer');
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
      if (program !== undefined) {
        const text = document.createElement('pre');
        text.textContent = program;
        element.append(text);
      }
      document.body.replaceChildren(element);
      await customElements.whenDefined('pymalloc-explorer');
      await element.ready;
    },
    { attributes, program, language },
  );
  for (const [at, file] of files.entries()) {
    const menu = page.locator('pm-picture').nth(at);
    await menu.locator('summary').click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      menu.getByRole('button', { name: 'SVG' }).click(),
    ]);
    await download.saveAs(join(KEPT, file));
  }
}

async function drawAll(/** @type {Wanted[]} */ wanted) {
  const { chromium } = await import('@playwright/test');
  const { CHROMIUM_ARGS, ensureChromium } = await import('./browser.mjs');
  const { createServer } = await import('vite');
  const { executablePath } = await ensureChromium();
  // Only a server of files: the package is what it will be on the site.
  writeFileSync(
    join(KEPT, 'draw.html'),
    '<!doctype html><meta charset="utf-8"><title>A figure</title><script type="module" src="/pkg/element.js"></script><body></body>',
  );
  const server = await inDevelopment(() =>
    createServer({
      configFile: false,
      root: inRoot(),
      server: { port: 0, host: '127.0.0.1' },
      appType: 'mpa',
      logLevel: 'error',
    }),
  );
  const browser = await chromium.launch({ args: CHROMIUM_ARGS, ...(executablePath ? { executablePath } : {}) });
  try {
    await server.listen();
    const page = await browser.newPage({ viewport: { width: WIDTH, height: 1000 } });
    page.setDefaultTimeout(60_000);
    await page.goto(`${server.resolvedUrls?.local[0] ?? ''}target/site/pictures/draw.html`);
    for (const one of wanted) await draw(page, one);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Size and words of a picture, as the page says them before it is there. */
function described(/** @type {string} */ file) {
  const svg = readFileSync(join(KEPT, file), 'utf8');
  const of = (/** @type {RegExp} */ pattern) => pattern.exec(svg)?.[1] ?? '';
  const plain = (/** @type {string} */ text) =>
    text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  return {
    width: Math.round(Number(of(/<svg[^>]*\bwidth="([\d.]+)"/))),
    height: Math.round(Number(of(/<svg[^>]*\bheight="([\d.]+)"/))),
    alt: [of(/<title[^>]*>([^<]*)/), of(/<desc[^>]*>([^<]*)/)]
      .filter((text) => text !== '')
      .map(plain)
      .join(': '),
  };
}

/** Draws what is not there, puts all of it into a folder of the site, and says where which is. */
export async function writePictures(/** @type {string} */ folder) {
  mkdirSync(KEPT, { recursive: true });
  mkdirSync(folder, { recursive: true });
  /** @type {Record<string, import('../site/run.ts').Computed>} */
  const chapters = JSON.parse(readFileSync(FACTS, 'utf8'));
  const by = drawer();
  /** @type {Record<string, Record<string, Record<string, (import('../site/.vitepress/expand.ts').Picture)[]>>>} */
  const list = {};
  /** @type {{ wanted: Wanted, tell: () => void }[]} */ const all = [];
  for (const [chapter, { shown }] of Object.entries(chapters)) {
    for (const language of LANGUAGES) {
      for (const [name, figure] of Object.entries(shown)) {
        const wanted = wantedFor(figure, language, by);
        const tell = () => {
          ((list[chapter] ??= {})[language] ??= {})[name] = wanted.files.map((file) => ({
            src: `/pictures/${file}`,
            ...described(file),
          }));
        };
        all.push({ wanted, tell });
      }
    }
  }
  const missing = all.filter(({ wanted }) => wanted.files.some((file) => !existsSync(join(KEPT, file))));
  if (missing.length > 0) await drawAll(missing.map(({ wanted }) => wanted));
  for (const { wanted, tell } of all) {
    for (const file of wanted.files) cpSync(join(KEPT, file), join(folder, file));
    tell();
  }
  writeFileSync(LIST, JSON.stringify(list, null, 1));
  return `${missing.length} of ${all.length} drawn`;
}
