// The service worker: keeps the files of the explorer that were there when it was installed, and answers with them, so that
// it works without a network and never mixes two builds. Touches no other request, and replaces itself only when it is told
// to. Its list is written in by scripts/offline.mjs.

import { clientsClaim } from 'workbox-core';
import { cleanupOutdatedCaches, type PrecacheEntry, precacheAndRoute } from 'workbox-precaching';

// What of a worker is used here: the page and the worker are type-checked as one.
declare const self: {
  readonly __WB_MANIFEST: PrecacheEntry[];
  addEventListener: (type: 'message', heard: (event: MessageEvent<unknown>) => void) => void;
  skipWaiting: () => Promise<void>;
};

/** The language of the page changes nothing in its file. */
const PARAMETERS = [/^lang$/];

precacheAndRoute(self.__WB_MANIFEST, { ignoreURLParametersMatching: PARAMETERS, cleanURLs: false });
cleanupOutdatedCaches();
// The page of the first visit has what it loads later from the same build as itself.
clientsClaim();

self.addEventListener('message', ({ data }) => {
  if (data instanceof Object && 'type' in data && data.type === 'SKIP_WAITING') void self.skipWaiting();
});
