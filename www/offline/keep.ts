// When the explorer's page keeps itself for use without a network: not before it is loaded and has nothing else to do, and
// only where it is a page of its own. What keeps it is register.ts's.

/** The page had so much time to be still; then it is done all the same. */
const PATIENCE_MS = 5000;

/** `announce` is called when a newer build waits, with what changes to it. */
export function keepForOffline(announce: (change: () => void) => void): void {
  if (!import.meta.env.PROD || window.parent !== window || savesData() || !('serviceWorker' in navigator)) return;
  const begin = (): void => {
    whenIdle(() => {
      // Where storage is refused, the page works as before, with a network.
      import('./register.ts').then(({ register }) => register(announce)).catch(() => undefined);
    });
  };
  if (document.readyState === 'complete') begin();
  else window.addEventListener('load', begin, { once: true });
}

function whenIdle(work: () => void): void {
  // Safari has none.
  if ('requestIdleCallback' in window) window.requestIdleCallback(work, { timeout: PATIENCE_MS });
  else setTimeout(work, PATIENCE_MS);
}

/** Who asks browsers to load little does not get files for later. */
function savesData(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}
