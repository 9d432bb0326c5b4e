// The references of the JavaScript and of the Rust API: whole, found from the menu and by their searches, right in their
// example, and fit for the policy, the prefix and the width that the other pages are fit for.

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect } from '@playwright/test';
import ts from 'typescript';
import { problemsOf, stumblingBlocks } from './problems.ts';
import { serveSite } from './server.ts';
import { FOLDER, read, test } from './site.ts';

const CRATE = 'rust/pymalloc_explorer';

/** What a source exports, types included, as the compiler sees it. */
function exportsOf(source: string): string[] {
  const { config } = ts.readConfigFile('tsconfig.www.json', (path) => ts.sys.readFile(path)) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
  const program = ts.createProgram([source], options);
  const file = program.getSourceFile(source);
  const module = file && program.getTypeChecker().getSymbolAtLocation(file);
  if (module === undefined) throw new Error(`${source} is no module`);
  return program
    .getTypeChecker()
    .getExportsOfModule(module)
    .map(({ name }) => name);
}

const entriesOf = (page: string): string[] =>
  [...read(`api/js/${page}.html`).matchAll(/<h2 id="([^"]+)"/g)].map(([, id = '']) => id);

test('everything that the package exports has its entry', () => {
  const core = exportsOf('www/api/index.ts');
  expect(core).toContain('Heap');
  expect([...entriesOf('core'), ...entriesOf('types')].sort()).toEqual(core.sort());
  const element = exportsOf('www/embed/element.ts');
  expect(element).toContain('PymallocExplorer');
  expect(entriesOf('element').sort()).toEqual(element.sort());
});

test('a method has its signature, and links to what it names', async ({ page, site }) => {
  await page.goto(`${site.url}api/js/core.html#Heap-open`);
  await expect(page.getByRole('heading', { name: 'Heap.open()' })).toBeInViewport();
  await expect(page.locator('#Heap-open + div code')).toHaveText(
    'static open(edition?: Edition, arenas?: ArenaAlignment): Heap',
  );
  await page.getByRole('link', { name: 'Edition', exact: true }).first().click();
  await expect(page).toHaveURL(`${site.url}api/js/types.html#Edition`);
  await expect(page.locator('#Edition ~ p code').first()).toHaveText(/^"cpython-/);
});

test.describe('the example', () => {
  const code = new Map<string, string>();
  /** What its remarks say that it prints. */
  let stated: string[] = [];

  test.beforeAll(async ({ browser, site }) => {
    const page = await browser.newPage();
    await page.goto(`${site.url}api/js/`);
    const text = await page.locator('.language-js code').innerText();
    await page.close();
    stated = [...text.matchAll(/^ *console\.log\(.*\); \/\/ (.+)$/gm)].map(([, value = '']) =>
      JSON.stringify(JSON.parse(value)),
    );
    expect(stated.length).toBeGreaterThan(2);
    code.set('example.js', text);
  });

  test('prints in Node what it says', () => {
    const printed = 'console.log = (value) => process.stdout.write(`${JSON.stringify(value)}\\n`);\n';
    const input = (code.get('example.js') ?? '').replace(/^(import.*)$/m, `$1\n${printed}`);
    // Within the package's folder its own name leads to it.
    const output = execFileSync(process.execPath, ['--input-type=module'], { cwd: 'pkg', input, encoding: 'utf8' });
    expect(output.trimEnd().split('\n')).toEqual(stated);
  });

  test('prints in a browser what it says', async ({ page }) => {
    const script = (code.get('example.js') ?? '').replace("'pymalloc-explorer'", "'./explorer/index.js'");
    const server = await serveSite(FOLDER, '/', new Map([['example.js', script]]));
    const printed: unknown[] = [];
    page.on('console', (message) => printed.push(...message.args().map((it) => it.jsonValue())));
    await page.goto(`${server.url}api/js/index.html`);
    await page.evaluate((address) => import(address), `${server.url}example.js`);
    expect((await Promise.all(printed)).map((value) => JSON.stringify(value))).toEqual(stated);
    await server.close();
  });
});

for (const [home, menu] of [
  ['guide/01-layers.html', 'Reference'],
  ['zh-Hans/guide/01-layers.html', '参考（英文）'],
] as const)
  test(`both are reached from ${home}, and lead back`, async ({ page, site }) => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${site.url}${home}`);
    const bar = page.locator('.VPNavBarMenu');
    await bar.getByRole('button', { name: menu }).hover();
    await bar.getByRole('link', { name: 'JavaScript' }).click();
    await expect(page).toHaveURL(`${site.url}api/js/`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/JavaScript API/);

    await page.getByRole('button', { name: 'Reference' }).hover();
    await bar.getByRole('link', { name: 'Rust' }).click();
    await expect(page).toHaveURL(`${site.url}${CRATE}/index.html`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Crate pymalloc_explorer/);
    await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Guide' }).click();
    await expect(page).toHaveURL(`${site.url}guide/01-layers.html`);
  });

test("the site's search finds a method of the JavaScript API", async ({ page, site }) => {
  await page.goto(`${site.url}guide/01-layers.html`);
  await page.locator('.DocSearch-Button').click();
  await page.getByRole('searchbox').fill('stepCount');
  const result = page.locator('.result[href$="api/js/core.html#Heap-stepCount"]');
  await expect(result).toBeVisible();
  await result.click();
  await expect(page.getByRole('heading', { name: 'stepCount()' })).toBeInViewport();
});

test("rustdoc's search finds a type", async ({ page, site }) => {
  const problems = problemsOf(page);
  await page.goto(`${site.url}${CRATE}/index.html`);
  await page.keyboard.press('s');
  await page.getByRole('searchbox').fill('HeapError');
  await page.locator('.search-results a[href$="error/enum.HeapError.html"]').click();
  await expect(page).toHaveURL(new RegExp(`^${site.url}${CRATE}/error/enum.HeapError.html`));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Enum HeapError/);
  expect(problems).toEqual([]);
});

test("rustdoc's pages follow the choice of light or dark", async ({ page, site }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`${site.url}guide/01-layers.html`);
  await page.locator('.VPNavBarAppearance button').click();
  await expect(page.locator('html')).toHaveClass(/\bdark\b/);
  await page.goto(`${site.url}${CRATE}/index.html`);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

/** Of each kind of page that rustdoc makes. */
const typical = [
  `${CRATE}/index.html`,
  `${CRATE}/all.html`,
  `${CRATE}/heap/index.html`,
  `${CRATE}/heap/struct.Heap.html`,
  `${CRATE}/memory/struct.Memory.html`,
  `${CRATE}/memory/trait.Word.html`,
  `${CRATE}/error/enum.HeapError.html`,
  'rust/src/pymalloc_explorer/heap.rs.html',
  'rust/settings.html',
];

/**
 * How rustdoc writes a page, whatever it is of: a method is the summary of its details and has links in it, the name of a page
 * is above it on a phone and part of nothing, a list begins with a heading of the third order. No style changes that.
 */
const ofRustdoc = /^(?:nested-interactive|region|heading-order): /;

for (const path of typical)
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [390, 'dark'],
  ] as const)
    test(`${path}, ${width} px wide, ${colorScheme}`, async ({ browser, site }) => {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
      const page = await context.newPage();
      const problems = problemsOf(page);
      await page.goto(`${site.url}${path}`);
      await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect((await stumblingBlocks(page)).filter((one) => !ofRustdoc.test(one))).toEqual([]);
      expect(problems).toEqual([]);
      await context.close();
    });

test('no link of the Rust API is dead', () => {
  const pages = readdirSync(join(FOLDER, 'rust'), { recursive: true, encoding: 'utf8' })
    .map((path) => `rust/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.html'));
  expect(pages.length).toBeGreaterThan(100);
  const places = new Map(
    pages.map((path) => {
      const html = readFileSync(join(FOLDER, path), 'utf8');
      return [path, { html, ids: new Set([...html.matchAll(/ id="?([^" >]+)/g)].map(([, id]) => id)) }];
    }),
  );
  const dead: string[] = [];
  for (const [path, { html }] of places)
    for (const [, link = ''] of html.matchAll(/ (?:href|src)="([^"]*)"/g)) {
      if (/^(?:https?:|data:)/.test(link)) continue;
      const [address = '', fragment = ''] = link.replaceAll('&amp;', '&').split('#');
      const target = address === '' ? path : normalize(join(dirname(path), decodeURIComponent(address)));
      const file = join(FOLDER, target);
      if (address.startsWith('/') || target.startsWith('..') || !existsSync(file) || !statSync(file).isFile())
        dead.push(`${path}: ${link}`);
      // Lines of a source are found by the page's script.
      else if (fragment !== '' && !/^[\d-]+$/.test(fragment) && places.get(target)?.ids.has(fragment) === false)
        dead.push(`${path}: ${link}`);
    }
  expect(dead).toEqual([]);
});
