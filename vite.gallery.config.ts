// How the gallery of diagrams is built, as a folder of the site. It is no part of the package, and has nothing of the core.

import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { forBrowsers, oxc, plainImports } from './vite.config.ts';

const inRoot = (path: string): string => resolve(import.meta.dirname, path);

export default defineConfig({
  base: './',
  publicDir: false,
  plugins: [plainImports()],
  oxc,
  build: {
    ...forBrowsers,
    outDir: inRoot('target/site/source/public/gallery'),
    // Not Markdown: of that the site makes pages.
    license: { fileName: 'licenses.txt' },
    rolldownOptions: {
      input: { gallery: inRoot('gallery.html') },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js', assetFileNames: '[name][extname]' },
    },
  },
});
