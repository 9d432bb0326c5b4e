// The page's address and the session: what stands behind the # is opened, when the page starts and when it changes.
// What is no session is left alone; nothing is written into the address.

import { type PmExplorer } from './elements/pm-explorer.ts';
import { isLink } from './share/anchor.ts';

export function followLinks(explorer: PmExplorer): void {
  const open = (): void => {
    if (isLink(location.hash)) void explorer.openLink(location.hash);
  };
  open();
  window.addEventListener('hashchange', open);
}
