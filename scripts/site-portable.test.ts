// A folder as VitePress leaves it, made portable: what pages, scripts and styles of it say then. Builds no site.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makePortable } from './site-portable.mjs';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portable-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function put(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

it('leads from each page to where things lie', () => {
  put('index.html', '<a href="/__base__/guide/a.html">');
  put('guide/a.html', '<img src="/__base__/pictures/a.svg"><a href="/__base__/">');
  put('assets/style.css', 'a { background: url(/__base__/assets/a.png) }');
  makePortable(folder);
  expect(read('index.html')).toBe('<a href="./guide/a.html">');
  expect(read('guide/a.html')).toBe('<img src="../pictures/a.svg"><a href="../">');
  expect(read('assets/style.css')).toBe('a { background: url(../assets/a.png) }');
});

it('reckons the prefix in scripts from where they lie', async () => {
  put('assets/a.js', 'export const all = ["/__base__/", `to ${1 + 1} /__base__/x`, "a /__base__/ b", "/none/"];');
  makePortable(folder);
  const { all } = (await import(/* @vite-ignore */ join(folder, 'assets/a.js'))) as { all: string[] };
  const base = `${folder}/`;
  expect(all).toEqual([base, `to 2 ${base}x`, `a ${base} b`, '/none/']);
});

it('makes files of scripts that stand in pages, and leaves data alone', () => {
  put('guide/a.html', '<script>one()</script><script type="module" src="/__base__/app.js"></script>');
  put('b.html', '<script>one()</script><script type="application/ld+json">{}</script>');
  makePortable(folder);
  const [own = ''] = readdirSync(folder).filter((name) => name.startsWith('before-'));
  expect(read(own)).toBe('one()');
  expect(read('guide/a.html')).toBe(
    `<script src="../${own}"></script><script defer src="../links.js"></script><script type="module" src="../app.js"></script>`,
  );
  expect(read('b.html')).toBe(`<script src="./${own}"></script><script type="application/ld+json">{}</script>`);
});

it('says in both languages, without any script, that there is no such page', () => {
  put('404.html', '<html lang="en"><body><div id="app"></div></body></html>');
  makePortable(folder);
  expect(read('404.html')).toMatch(
    /<div id="app"><\/div>\s*<main class="not-found">\s*<h1>There is no such page\. <span lang="zh-Hans">没有这一页。<\/span><\/h1>/,
  );
});

it('keeps the one prefix that it was built for', () => {
  put(
    'guide/a.html',
    '<script>one()</script><a href="/x/guide/b.html"><script type="module" src="/x/app.js"></script>',
  );
  put('app.js', 'go("/x/")');
  makePortable(folder, '/x/');
  expect(read('guide/a.html')).toMatch(/^<script src="\/x\/before-\w+\.js"><\/script><a href="\/x\/guide\/b\.html">/);
  expect(read('app.js')).toBe('go("/x/")');
});

it.each([
  ['a style', 'a.html', '<p style="color: red">'],
  ['no place for what is not found', '404.html', '<div id="page"></div>'],
  ['a prefix in a pattern', 'a.js', 'export const pattern = /[/__base__/]/;'],
])('refuses what it cannot make portable: %s', (_, name, text) => {
  put(name, text);
  expect(() => makePortable(folder)).toThrow();
});
