// Brings the service worker to the explorer's page, and tells when a newer build waits. Loaded after the page; nothing here
// reloads by itself.

import { Workbox } from 'workbox-window';

/** What a policy with Trusted Types has to allow by name. */
const POLICY = 'pymalloc-explorer';
const WORKER = 'service-worker.js';

/** What browsers without Trusted Types do not have, and TypeScript does not know. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): { createScriptURL(address: string): string };
}

/** `announce` is called with what changes to the newer build, and reloads. */
export async function register(announce: (change: () => void) => void): Promise<void> {
  const workbox = new Workbox(workerAddress());
  workbox.addEventListener('waiting', () => {
    announce(() => {
      workbox.addEventListener('controlling', () => location.reload());
      workbox.messageSkipWaiting();
    });
  });
  await workbox.register();
}

/** Beside the page, in whose folder it is for. */
function workerAddress(): string {
  const address = new URL(WORKER, document.baseURI).href;
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (trustedTypes === undefined) return address;
  const policy = trustedTypes.createPolicy(POLICY, {
    createScriptURL: (asked) => {
      if (asked !== address) throw new TypeError(`${asked} is not the service worker`);
      return asked;
    },
  });
  return policy.createScriptURL(address);
}
