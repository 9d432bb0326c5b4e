// Waits for a session that is at work.

import { type Session } from './store.ts';

/** Another address, or a file that is dropped, may come while something is going on: it is opened after that. */
export async function whenFree(session: Session): Promise<void> {
  while (session.busy || session.broken) await change(session);
}

/** Whoever ends work tells that before its result is in place; in the next task it is. */
function change(session: Session): Promise<void> {
  return new Promise((resolve) => {
    session.addEventListener('change', () => setTimeout(resolve), { once: true });
  });
}
