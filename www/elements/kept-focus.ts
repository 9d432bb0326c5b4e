// Gives the keyboard back. While work goes on controls are disabled, and what is disabled loses it: afterwards it returns to
// where it was, unless the person went elsewhere. Knows no session.

import { nextTask } from '../slices.ts';

export class KeptFocus {
  #lost: HTMLElement | null = null;

  /** To be called after each drawing, before the browser has looked at it. */
  drawn(root: ParentNode, isBusy: boolean): void {
    if (isBusy) {
      this.#lost ??= root.querySelector<HTMLElement>(':focus:disabled');
      return;
    }
    if (this.#lost !== null) void giveBack(this.#lost);
    this.#lost = null;
  }
}

/** Controls of other elements that are gone now, like the one that cancels, are drawn before the next task. */
async function giveBack(control: HTMLElement): Promise<void> {
  await nextTask();
  const { activeElement, body } = document;
  if ((activeElement ?? body) === body) control.focus({ preventScroll: true });
}
