// What the tests know of the site that `npm run site` has built: its pages, what its chapters state, and their functions as
// scripts that a page can load. For tests only.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { build } from 'vite';
import { withCore } from '../../scripts/site-facts.mjs';
import { type Computed } from '../../site/run.ts';
import { type Links, type linksOf as LinksOf } from '../../site/solutions/links.ts';
import { serveSite, type Server } from './server.ts';

export const FOLDER = 'target/site/html';
/** Nobody's: the site has to work under any. */
const PREFIX = '/some/where/';

export const languages = ['en', 'zh-Hans'] as const;
export type Language = (typeof languages)[number];

/**
 * All pages but those of the explorer, which has tests of its own, and rustdoc's: hundreds of a few kinds, of which
 * reference.spec.ts looks at some of each.
 */
export const pages = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.html') && !/^(?:explorer|rust)\//.test(path) && path !== '404.html')
  .sort();

export const chapters = JSON.parse(readFileSync('site/.vitepress/facts.json', 'utf8')) as Readonly<
  Record<string, Computed>
>;

/** The page of a chapter; nothing where it is not written. */
export function pageOf(chapter: string, language: Language): string | undefined {
  const path = `${language === 'en' ? '' : `${language}/`}guide/${chapter}.html`;
  return pages.includes(path) ? path : undefined;
}

export const read = (path: string): string => readFileSync(join(FOLDER, path), 'utf8');

/** The chapters' own functions, as the build has them. */
async function chapterScripts(): Promise<Map<string, string>> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    // An import of types alone loads nothing.
    oxc: { typescript: { onlyRemoveTypeImports: false } },
    build: {
      write: false,
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(Object.keys(chapters).map((name) => [name, `site/chapters/${name}.ts`])),
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: 'chapters/[name].js', chunkFileNames: 'chapters/[name].js' },
      },
    },
  });
  const outputs = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  return new Map(outputs.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file.code] as const] : [])));
}

/** The tasks' links, done and missed: by chapter, then by task. */
export type Solutions = Readonly<Record<string, Readonly<Record<string, Links>>>>;

async function solutions(): Promise<Solutions> {
  const { linksOf } = (await withCore('site/solutions/links.ts')) as { linksOf: typeof LinksOf };
  const all: Record<string, Readonly<Record<string, Links>>> = {};
  for (const chapter of Object.keys(chapters)) all[chapter] = await linksOf(chapter);
  return all;
}

/** For each worker a server of the site, and what is done in it. */
export const test = base.extend<object, { readonly site: Server; readonly solutions: Solutions }>({
  site: [
    // Playwright reads the names of what is wanted from this pattern.
    async ({}, use) => {
      const server = await serveSite(FOLDER, PREFIX, await chapterScripts());
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
  solutions: [async ({}, use) => use(await solutions()), { scope: 'worker' }],
});
