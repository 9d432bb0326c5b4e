// The package's main entry in Node: the same API, with the compiled core read from the disk instead of fetched.

import { readFile } from 'node:fs/promises';
import { type CoreSource, startCore } from '../core.ts';

export { CoreCrashed, type CoreSource, editions, Heap, HeapFailure } from '../core.ts';
export { Replay } from '../replay.ts';
export type * from './types.ts';

/**
 * Loads the core from the package's folder; until then nothing else here may be called. Called again it does nothing, unless
 * the core has broken: then it makes a fresh instance, and all heaps and replays of the old one are lost.
 *
 * @param source its bytes or module, where it is not to be read from there
 * @throws {Error} where it cannot be read or compiled; a later call tries again
 */
export async function start(source?: CoreSource): Promise<void> {
  await startCore(source ?? (await readFile(coreFile())));
}

/** Seen from the built file, which is beside core/. In two steps, so that no bundler takes the path for one of the source. */
function coreFile(): URL {
  const here = import.meta.url;
  return new URL('core/pymalloc_explorer_bg.wasm', here);
}
