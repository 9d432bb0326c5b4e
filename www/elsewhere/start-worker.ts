// Starts the worker, where that is possible: not with a script from another origin, not under a policy that forbids it.

import address from './start.ts?worker&url';
import { trustedAddress } from '../trusted.ts';

/** Undefined where there can be none. */
export function startWorker(): Worker | undefined {
  if (typeof Worker === 'undefined') return undefined;
  try {
    return new Worker(trustedAddress(new URL(address, import.meta.url).href), { type: 'module' });
  } catch {
    return undefined;
  }
}
