// `npm run build`: the release build, from nothing too. Writes pkg/core/ (the core) and dist/ (the page).

import { buildProductionCore } from './core.mjs';
import { main, nodeModule, step } from './lib.mjs';

await main(async () => {
  await buildProductionCore();
  await step('page', async () => void (await nodeModule('vite/bin/vite.js', ['build'], { show: true })));
});
