// How the page is served and built, and how its unit tests run. Knows where the core is (PM_CORE_DIR), and nothing of
// how it is made (scripts/core.mjs). One build makes all that is put on a server: the explorer, the frame for other sites,
// the element and the API; scripts/package.mjs makes the npm package of it (docs/adr/0012-the-package.md).

import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type BuildOptions, type HtmlTagDescriptor, minifySync, type Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { explorerScripts } from './scripts/first-view.mjs';
import { parsedMessages } from './scripts/messages.mjs';
import { narrowLiterals } from './scripts/literals.mjs';
import { writeWorker } from './scripts/offline.mjs';

const inRoot = (path: string): string => resolve(import.meta.dirname, path);

/** What is beside each other in the built folder. Scripts keep their names, since other pages know them. */
const scripts = { index: 'www/api/index.ts', node: 'www/api/node.ts', element: 'www/embed/element.ts' };
const pages = { explorer: 'index.html', embed: 'embed.html' };

const coreDir = inRoot(process.env['PM_CORE_DIR'] ?? 'pkg/core');
/** The folders of the cores as they are built, by what they are called beside the page. */
const cores = { core: coreDir, 'core-32': `${coreDir}-32`, 'core-64': `${coreDir}-64` };
const glue = 'pymalloc_explorer.js';
const wasm = 'pymalloc_explorer_bg.wasm';
/** What the explorer starts with: asked for at once, not after the scripts have been read. */
const firstCore = 'core-32';

/** What every view needs, as one file: by itself each of these would be a request, and longer. */
const everywhere = [
  'changed',
  'define',
  'elements/controls-style',
  'elements/icons',
  'elements/later',
  'elements/pm-element',
  'elements/pm-messages',
  'elements/pm-picture',
  'elements/pm-view',
  'elements/session-controller',
  'elements/turns',
  'format',
  'idle',
  'later',
  'locales/language',
  'locales/message',
  'locales/messages',
  'locales/parts',
  'locales/telling',
  'objects-of',
  'session/comparison',
  'session/nothing-yet',
  'views/drawing',
  'views/index',
  'when-free',
];
/** What every diagram of the allocator is drawn with. */
const diagrams = [
  'diagrams/cells',
  'diagrams/fields',
  'diagrams/letters',
  'diagrams/options',
  'diagrams/patterns',
  'diagrams/styles',
  'locales/joined',
];

/** Modules of the page and packages, by name. */
function modulesOf(own: readonly string[], packages: readonly string[] = []): RegExp {
  const scripts = `www/(?:${own.join('|')})\\.ts$`;
  const patterns = packages.length === 0 ? [scripts] : [scripts, `node_modules/(?:${packages.join('|')})/`];
  return new RegExp(patterns.join('|').replaceAll('/', '[\\\\/]'));
}

/**
 * A core stays as it was generated, but for its script's comments: one script and one wasm file, which everything that is built shares, and which the
 * bundlers of others find through `new URL(…, import.meta.url)`.
 */
function coresBeside(): Plugin {
  let outDir = '';
  return {
    name: 'cores-beside',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    transformIndexHtml(_, { path }) {
      if (!path.endsWith(pages.explorer)) return [];
      const hint = (attrs: Record<string, string | boolean>): HtmlTagDescriptor => ({ tag: 'link', attrs });
      return [
        hint({ rel: 'modulepreload', href: `./${firstCore}/${glue}` }),
        hint({
          rel: 'preload',
          as: 'fetch',
          type: 'application/wasm',
          crossorigin: true,
          href: `./${firstCore}/${wasm}`,
        }),
      ];
    },
    writeBundle() {
      for (const [name, dir] of Object.entries(cores)) {
        cpSync(resolve(dir, wasm), resolve(outDir, name, wasm));
        const { code } = minifySync(glue, readFileSync(resolve(dir, glue), 'utf8'), { mangle: { toplevel: false } });
        writeFileSync(resolve(outDir, name, glue), code);
      }
    },
  };
}

/** Scripts that the explorer asks for when it starts are asked for by the page: at once, and beside each other. */
function firstScripts(): Plugin {
  return {
    name: 'first-scripts',
    apply: 'build',
    transformIndexHtml(_, { path, bundle = {}, chunk }) {
      if (!path.endsWith(pages.explorer)) return [];
      const chunks = Object.values(bundle).filter((one) => one.type === 'chunk');
      const named = new Map(chunks.map((one) => [one.fileName, one]));
      const later = new Set(explorerScripts.map(inRoot));
      const first = chunks.filter(({ facadeModuleId }) => facadeModuleId !== null && later.has(facadeModuleId));
      const files = new Set([...(chunk?.imports ?? []), ...first.map(({ fileName }) => fileName)]);
      for (const file of files) for (const next of named.get(file)?.imports ?? []) if (named.has(next)) files.add(next);
      return [...files].map((file) => ({ tag: 'link', attrs: { rel: 'modulepreload', href: `./${file}` } }));
    },
  };
}

/**
 * The worker for long requests has the core's script in it and gets the module from the page, so that it is one file, which
 * the bundlers of others can copy: of the glue it needs neither the address of the wasm file nor the small cores.
 */
function coreWithoutFiles(): Plugin {
  return {
    name: 'core-without-files',
    apply: 'build',
    enforce: 'pre',
    resolveId: { filter: { id: /^#core-(?:32|64)$/ }, handler: (id) => `\0${id}` },
    load: { filter: { id: /^\0#core-/ }, handler: () => 'export {};' },
    transform: {
      filter: { id: /pymalloc_explorer\.js$/ },
      handler: (code) => code.replace(`new URL('${wasm}', import.meta.url)`, 'undefined'),
    },
  };
}

/** The service worker, which knows each file of the explorer: so it is made when all of them are there. */
function workerBeside(): Plugin {
  let outDir = '';
  return {
    name: 'worker-beside',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    closeBundle: { sequential: true, handler: () => writeWorker(outDir) },
  };
}

/**
 * What is loaded later has no styles of its own, so there is nothing to load ahead of it. Vite's helper that would do so asks
 * for files by names that somebody else's bundler has changed, and warns there.
 */
export function plainImports(): Plugin {
  return {
    name: 'plain-imports',
    apply: 'build',
    enforce: 'pre',
    load: {
      filter: { id: /vite\/preload-helper/ },
      handler: () => 'export const __vitePreload = (load) => load();',
    },
  };
}

/** What a careful host would send with a site of ours. */
const strictPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

/** For pages around ours that do not know Trusted Types. */
export const sitePolicy = strictPolicy.join('; ');

/** With Trusted Types: Lit's templates, and the address of the service worker. The page tests run under it. */
export const contentSecurityPolicy = [
  ...strictPolicy,
  "require-trusted-types-for 'script'",
  'trusted-types lit-html pymalloc-explorer',
].join('; ');

/** What all that we build is for, and how: under the policy above. */
export const forBrowsers = {
  target: 'es2022',
  // Browsers that have light-dark(), as theme.css writes it, and :state().
  cssTarget: ['chrome125', 'firefox126', 'safari17.5'],
  // A file that is inlined cannot be compiled while it streams, and a strict policy refuses `data:` for scripts.
  assetsInlineLimit: 0,
  modulePreload: false,
} satisfies BuildOptions;

/** An import of types alone loads nothing: what is loaded when it is needed stays apart. */
export const oxc = { typescript: { onlyRemoveTypeImports: false } };

export default defineConfig({
  base: './',
  publicDir: false,
  resolve: {
    alias: Object.fromEntries(Object.entries(cores).map(([name, dir]) => [`#${name}`, resolve(dir, glue)])),
  },
  plugins: [parsedMessages(), narrowLiterals(), coresBeside(), firstScripts(), workerBeside(), plainImports()],
  oxc,
  // cargo's folder has tens of thousands of files.
  server: { host: '127.0.0.1', watch: { ignored: ['**/target/**'] } },
  preview: { host: '127.0.0.1', headers: { 'Content-Security-Policy': contentSecurityPolicy } },
  worker: {
    format: 'es',
    plugins: () => [coreWithoutFiles(), plainImports()],
    rolldownOptions: { output: { entryFileNames: 'lib/[name]-worker.js', codeSplitting: false } },
  },
  build: {
    ...forBrowsers,
    manifest: true,
    // What is built in has to be named with its licence wherever it is given on.
    license: { fileName: 'lib/licenses.md' },
    rolldownOptions: {
      input: Object.fromEntries(Object.entries({ ...scripts, ...pages }).map(([name, path]) => [name, inRoot(path)])),
      external: [...Object.keys(cores).map((name) => `#${name}`), 'node:fs/promises'],
      // An entry exports what its module does.
      preserveEntrySignatures: 'strict',
      output: {
        paths: Object.fromEntries(Object.keys(cores).map((name) => [`#${name}`, `../${name}/${glue}`])),
        entryFileNames: ({ name }) => (name in scripts ? '[name].js' : 'lib/[name].js'),
        chunkFileNames: ({ name, facadeModuleId }) => {
          const [, language] = /www[\\/]locales[\\/]([\w-]+)[\\/]parts[\\/]/.exec(facadeModuleId ?? '') ?? [];
          return language === undefined ? 'lib/[name].js' : `lib/${language}-${name}.js`;
        },
        assetFileNames: 'lib/[name][extname]',
        codeSplitting: {
          groups: [
            // The only importer of the cores has to be in lib/, for the paths to the cores to be right.
            { name: 'core', test: /www[\\/]core\.ts$/ },
            // Everybody's: in the core's file it would make the small script of the element load that, too.
            { name: 'load', test: /preload-helper|www[\\/](?:known-names|session[\\/]player)\.ts$/, priority: 1 },
            // What of Lit only some drawings use comes with them.
            {
              name: 'base',
              test: modulesOf(everywhere, ['lit(?:-html)?(?!/directives/(?:guard|repeat))', 'lit-element', '@lit']),
            },
            { name: 'settings', test: modulesOf(['embed/links', 'embed/host-language', 'embed/settings']) },
            { name: 'diagrams', test: modulesOf(diagrams) },
          ],
        },
      },
    },
  },
  test: {
    include: ['www/**/*.test.ts', 'scripts/**/*.test.ts', 'site/**/*.test.ts'],
    passWithNoTests: false,
    // Generous, for machines that do other things too, as in the page tests.
    testTimeout: 60_000,
  },
});
