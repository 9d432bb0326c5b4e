// How the page is served and built, and how its unit tests run. Knows where the core is (PM_CORE_DIR), and nothing of
// how it is made (scripts/core.mjs).

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const input = ['index.html', 'gallery.html']
  .map((page) => resolve(import.meta.dirname, page))
  .filter((page) => existsSync(page));

const core = resolve(import.meta.dirname, process.env['PM_CORE_DIR'] ?? 'pkg/core', 'pymalloc_explorer.js');

// What a careful host would send; the page tests run under it.
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

export default defineConfig({
  base: './',
  publicDir: false,
  resolve: { alias: { '#core': core } },
  // cargo's folder has tens of thousands of files.
  server: { host: '127.0.0.1', watch: { ignored: ['**/target/**'] } },
  preview: { host: '127.0.0.1', headers: { 'Content-Security-Policy': contentSecurityPolicy } },
  build: {
    target: 'es2022',
    // Browsers that have light-dark(), as theme.css writes it, and :state().
    cssTarget: ['chrome125', 'firefox126', 'safari17.5'],
    // A file that is inlined cannot be compiled while it streams, and a strict policy refuses `data:` for scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: {
      // Only the core of the page tests has `injectTrap`, which core.ts looks for.
      checks: { importIsUndefined: false },
      input,
      output: {
        entryFileNames: 'assets/[name].js',
        chunkFileNames: 'assets/[name].js',
        assetFileNames: 'assets/[name][extname]',
        // Without a name, what the pages share is called after any one of its modules.
        codeSplitting: { groups: [{ name: 'shared', minShareCount: 2 }] },
      },
    },
  },
  test: {
    include: ['www/**/*.test.ts'],
    passWithNoTests: false,
    // Generous, for machines that do other things too, as in the page tests.
    testTimeout: 60_000,
  },
});
