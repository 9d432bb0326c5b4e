// Gives the keyboard back. While work goes on controls are disabled, and what is disabled loses it: afterwards it returns to
// where it was, unless the person went elsewhere. Knows no session.

import { nextTask } from '../slices.ts';

export class KeptFocus {
  #lost: HTMLElement | undefined;

  /** To be called after each drawing, before the browser has looked at it. */
  drawn(root: DocumentFragment | HTMLElement, isBusy: boolean): void {
    if (isBusy) this.#lost ??= disabledFocus(root);
    else if (this.#lost !== undefined) void giveBack(this.#lost);
    if (!isBusy) this.#lost = undefined;
  }
}

function disabledFocus(root: DocumentFragment | HTMLElement): HTMLElement | undefined {
  const focused = root instanceof ShadowRoot ? root.activeElement : null;
  return focused instanceof HTMLElement && focused.matches(':disabled') ? focused : undefined;
}

/** Controls of other elements that are gone now, like the one that cancels, are drawn before the next task. */
async function giveBack(control: HTMLElement): Promise<void> {
  await nextTask();
  const isNowhere = document.activeElement === null || document.activeElement === document.body;
  if (isNowhere) control.focus({ preventScroll: true });
}
