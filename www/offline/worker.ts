// The service worker: keeps the files of the explorer that were there when it was installed, and answers with them, so that
// it works without a network. Touches no other request, and replaces itself only when it is told to: a page has all of one
// build until then. A page that stays open while another tab changes gets what it loads later from the newer build, and is told
// to reload (register.ts). Its list is written in by scripts/offline.mjs.

import { clientsClaim } from 'workbox-core';
import { cleanupOutdatedCaches, type PrecacheEntry, precacheAndRoute } from 'workbox-precaching';

// What of a worker is used here: the page and the worker are type-checked as one.
declare const self: {
  readonly __WB_MANIFEST: PrecacheEntry[];
  addEventListener: (type: 'message', heard: (event: MessageEvent<unknown>) => void) => void;
  skipWaiting: () => Promise<void>;
};

/** Neither the language of the page changes anything in its file, nor what others add to links to count who follows them. */
const PARAMETERS = [/^lang$/, /^utm_/, /^fbclid$/];

precacheAndRoute(self.__WB_MANIFEST, { ignoreURLParametersMatching: PARAMETERS, cleanURLs: false });
cleanupOutdatedCaches();
// The page of the first visit has what it loads later from the same build as itself.
clientsClaim();

self.addEventListener('message', ({ data }) => {
  if (data instanceof Object && 'type' in data && data.type === 'SKIP_WAITING') void self.skipWaiting();
});
