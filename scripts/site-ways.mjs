// The ways from the explorer back into the site around it, for the page of the explorer that the site has: its header shows
// them where they are (www/site-ways.ts). In the package there is no site, and none of them.

/** By language, from the folder of the explorer. */
const WAYS = {
  en: { home: '../index.html', guide: '../guide/01-layers.html', gallery: '../gallery/index.html?lang=en' },
  'zh-Hans': {
    home: '../zh-Hans/index.html',
    guide: '../zh-Hans/guide/01-layers.html',
    gallery: '../gallery/index.html?lang=zh-Hans',
  },
};

/** The page with its ways back, in its head. */
export function withWays(/** @type {string} */ page) {
  const links = Object.entries(WAYS).flatMap(([language, ways]) =>
    Object.entries(ways).map(
      ([name, href]) => `    <link rel="related" data-way="${name}" hreflang="${language}" href="${href}" />\n`,
    ),
  );
  return page.replace(/^ *<\/head>/m, (end) => links.join('') + end);
}
