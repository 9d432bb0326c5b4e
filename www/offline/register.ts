// Brings the service worker to the explorer's page, and tells when a newer build waits. Loaded after the page; nothing here
// reloads by itself.

import { Workbox } from 'workbox-window';
import { trustedAddress } from '../trusted.ts';

const WORKER = 'service-worker.js';

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
  return trustedAddress(new URL(WORKER, document.baseURI).href);
}
