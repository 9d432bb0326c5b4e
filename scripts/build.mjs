// `npm run build`: the release build, from nothing too. Writes pkg/core/ (the core), dist/ (what is put on a server: the
// explorer, the frame and the element for other sites), the rest of pkg/ (the npm package), and what docs/embedding.md
// takes from all that.

import { buildProductionCore } from './core.mjs';
import { writeGuide } from './guide.mjs';
import { main, nodeModule, step } from './lib.mjs';
import { makePackage } from './package.mjs';

await main(async () => {
  await buildProductionCore();
  await step('page', async () => void (await nodeModule('vite/bin/vite.js', ['build'], { show: true })));
  await step('npm package', makePackage);
  await step('docs/embedding.md', writeGuide);
});
