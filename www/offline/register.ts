// Brings the service worker to the explorer's page, and tells when a newer build waits. Loaded after the page; nothing here
// reloads by itself.

import { Workbox } from 'workbox-window';
import { trustedAddress } from '../trusted.ts';

const WORKER = 'service-worker.js';

/** After so long the page is reloaded all the same: Chromium's old worker may never give way while files are on their way. */
const PATIENCE_MS = 2000;

/** `announce` is called with what changes to the newer build, and reloads. */
export async function register(announce: (change: () => void) => void): Promise<void> {
  const workbox = new Workbox(workerAddress());
  let isAsked = false;
  workbox.addEventListener('waiting', () => {
    announce(() => {
      isAsked = true;
      workbox.messageSkipWaiting();
      setTimeout(() => location.reload(), PATIENCE_MS);
    });
  });
  workbox.addEventListener('controlling', ({ isUpdate, isExternal }) => {
    if (isAsked) location.reload();
    // Another tab has changed to it, for this one, too.
    else if (isUpdate === true || isExternal === true) announce(() => location.reload());
  });
  await workbox.register();
}

/** Beside the page, in whose folder it is for. */
function workerAddress(): string {
  return trustedAddress(new URL(WORKER, document.baseURI).href);
}
