// The npm package, installed into projects of others: with Vite, with webpack, from any server of files, in Node, and as
// TypeScript sees it.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { inRoot } from '../../scripts/lib.mjs';
import { Project } from './project.ts';
import { type Server, serveFiles, serveWith } from './server.ts';

/**
 * The element runs its program, shows it, and can be operated; the core's API works beside it, with the same wasm file.
 * Where it is bundled, it cannot know where the explorer is.
 */
async function works(page: Page, { url }: Server, bundled = false): Promise<void> {
  const problems: string[] = [];
  const modules: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
    if (response.url().includes('.wasm')) modules.push(response.url());
  });
  await page.goto(url);
  await expect(page.locator('output')).toHaveText(/^malloc\(24\) is 0x[0-9a-f]+$/);
  const element = page.locator('pymalloc-explorer');
  const blocks = () => element.evaluate((one) => (one as unknown as { stats: { blocks: number } }).stats.blocks);
  await element.evaluate((one) => (one as unknown as { ready: Promise<unknown> }).ready);
  await expect.poll(blocks).toBe(2);
  await expect(element.getByRole('group', { name: /^Arena 0, pool 0 at 0x/ })).toBeVisible();
  await element.getByRole('button', { name: 'Allocate', exact: true }).click();
  await expect.poll(blocks).toBe(3);
  await expect(element.getByRole('link', { name: 'Open in the explorer' })).toHaveCount(bundled ? 0 : 1);
  expect(problems).toEqual([]);
  expect(modules).toHaveLength(1);
}

let project: Project | undefined;
let server: Server | undefined;

test.afterEach(async () => {
  await server?.close();
  await project?.remove();
});

test('a module script from any server of files', async ({ page }) => {
  project = await Project.of('static');
  const base = './node_modules/pymalloc-explorer/';
  const imports = { 'pymalloc-explorer': `${base}index.js`, 'pymalloc-explorer/element': `${base}element.js` };
  await project.addPage(
    `<script type="importmap">${JSON.stringify({ imports })}</script>
     <script type="module" src="${base}element.js"></script>
     <script type="module" src="./page.js"></script>`,
  );
  server = await serveFiles(project.folder);
  await works(page, server);

  // The explorer and the page for frames lie beside the script.
  const link = page.getByRole('link', { name: 'Open in the explorer' });
  await link.focus();
  await expect(link).toHaveAttribute('href', /#/);
  const [explorer] = await Promise.all([page.waitForEvent('popup'), link.click()]);
  await expect(explorer.getByText('3 operations').first()).toBeVisible();
  await page.goto(`${server.url}node_modules/pymalloc-explorer/embed.html#view=arenas`);
  await expect(page.getByRole('group', { name: 'Arenas', exact: true })).toBeVisible();
});

test('Vite: what it builds, its development server', async ({ page }) => {
  project = await Project.of('vite');
  const vite = 'node_modules/vite/bin/vite.js';
  await project.addPage('<script type="module" src="./page.js"></script>');
  await project.node(vite, 'build');
  const where = ['--host', '127.0.0.1', '--strictPort', '--port'];
  server = await serveWith(project.folder, vite, 'preview', ...where);
  await works(page, server, true);
  await server.close();
  server = await serveWith(project.folder, vite, ...where);
  await works(page, server);
});

test('webpack: what it builds', async ({ page }) => {
  project = await Project.of('webpack');
  await project.addPage('<script src="./dist/main.js" defer></script>');
  await project.node('node_modules/webpack-cli/bin/cli.js');
  server = await serveFiles(project.folder);
  await works(page, server, true);
});

test('Node: the core, without a document', async () => {
  project = await Project.of('node');
  const printed = await project.node('--expose-gc', '--test', 'core.test.mjs');
  expect(printed).toMatch(/# pass 3\n# fail 0/);
});

test('what the README says of the core is so', async () => {
  project = await Project.of('readme');
  const readme = await readFile(inRoot('pkg/README.md'), 'utf8');
  const code = /## In JavaScript.*?```js\n(.*?)```/s.exec(readme)?.[1] ?? '';
  const told = code
    .replace('  error.code;', '  console.log(error.code);')
    .replace(/^(.*\.collected);/m, 'console.log($1);');
  await writeFile(join(project.folder, 'example.js'), told);
  expect(await project.node('example.js')).toBe('double_free\n1\n');
});

test('TypeScript, with either way of resolving modules', async () => {
  project = await Project.of('types');
  for (const [module, moduleResolution] of [
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ] as const) {
    const compilerOptions = { module, moduleResolution, target: 'es2022', strict: true, noEmit: true, types: [] };
    await writeFile(join(project.folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.mts'] }));
    await project.node(inRoot('node_modules/typescript/bin/tsc'));
  }
});
