// The script that an author puts into a page: registers <pymalloc-explorer> and follows the links to its steps. Loads the
// rest only when an element comes near.

import { followStepLinks } from './links.ts';
import { PymallocExplorer } from './pymalloc-explorer.ts';
import { TAG } from './settings.ts';

export type * from './events.ts';
export type { Done } from './mounted.ts';
export type * from './views.ts';
export { PymallocExplorer };

if (customElements.get(TAG) === undefined) {
  PymallocExplorer.home = homeOf(import.meta.url);
  customElements.define(TAG, PymallocExplorer);
  const follow = (): void => {
    followStepLinks((element) => element instanceof PymallocExplorer);
  };
  // A link that opens the page leads to elements that may not be there yet.
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', follow);
  else follow();
}

/** A bundler has moved the script away from the files that lay beside it, or tells an address on the disk that it was built on. */
function homeOf(script: string): string | undefined {
  const { protocol, pathname } = new URL(script);
  return protocol.startsWith('http') && /\/element\.[jt]s$/.test(pathname) ? script : undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'pymalloc-explorer': PymallocExplorer;
  }
}
