// The compiled core for tests outside of a browser: what the page fetches is read from the disk. For tests only.

import { readFile } from 'node:fs/promises';
import { startCore } from '../www/core.ts';

/** Starts the core; call it once before a test makes a heap. */
export async function startCoreInNode(): Promise<void> {
  const fetched = globalThis.fetch;
  globalThis.fetch = async (from) => {
    const url = from instanceof Request ? from.url : from;
    return new Response(await readFile(new URL(url)), { headers: { 'content-type': 'application/wasm' } });
  };
  try {
    await startCore();
  } finally {
    globalThis.fetch = fetched;
  }
}
