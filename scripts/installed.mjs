// `node scripts/installed.mjs NAME [ARGUMENTS]` runs a script of this folder that begins by loading packages, once they are there.

import { main } from './lib.mjs';
import { ensurePackages } from './packages.mjs';

const [name] = process.argv.splice(2, 1);
await main(async () => {
  await ensurePackages();
  await import(`./${name}.mjs`);
});
