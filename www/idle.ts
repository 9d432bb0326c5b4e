// Waits until the browser has nothing better to do. Knows nothing of what is done then.

/** Safari has no idle callbacks: so many milliseconds later. */
const SOON = 200;

export function whenIdle(work: () => void): void {
  // Not every browser has what the types say.
  if ('requestIdleCallback' in window) requestIdleCallback(work);
  else setTimeout(work, SOON);
}
