// What a browser loads until a first view is there, by the modules that it begins with: those that a page names, and those
// that are asked for at once. What these import comes with them. Measures nothing; sizes.mjs does, and vite.config.ts asks
// for the explorer's ahead of time.

/** Asked for by the explorer when it starts, whichever language it speaks. */
export const explorerScripts = [
  'www/views/pool.ts',
  'www/views/allocator.ts',
  'www/views/heap-map.ts',
  'www/views/explain.ts',
  'www/views/arithmetic.ts',
  'www/views/layers.ts',
  'www/elements/pm-legend.ts',
];

/** What a first view in a language begins with: modules, and the core that runs it. */
export function beginningsIn(/** @type {'en' | 'zh-Hans'} */ language) {
  const words = (/** @type {string[]} */ ...parts) => parts.map((part) => `www/locales/${language}/parts/${part}.ts`);
  return {
    explorer: {
      scripts: [
        'index.html',
        ...explorerScripts,
        ...words('first', 'page', 'pool', 'allocator', 'reading', 'arithmetic'),
      ],
      core: 'core-32',
    },
    embed: {
      scripts: ['www/embed/element.ts', 'www/embed/mount.ts', 'www/views/pool.ts', ...words('first', 'embed')],
      core: 'core-32',
    },
  };
}
