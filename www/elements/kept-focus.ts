// Keeps the keyboard where it was. What is disabled loses it, and while work goes on all controls are: afterwards it returns
// to where it was, or beside it where there is nothing more to do, unless the person went elsewhere. Knows no session.

import { drawSlices } from './draw-slices.ts';

export class KeptFocus {
  #lost: HTMLElement | null = null;

  /** To be called after each drawing, before the browser has looked at it. */
  drawn(root: ParentNode, isBusy: boolean): void {
    this.#lost ??= root.querySelector<HTMLElement>(':focus:disabled');
    if (isBusy || this.#lost === null) return;
    void giveBack(this.#lost);
    this.#lost = null;
  }
}

/** First all others are drawn: one of them may have a control that is gone now, like the one that cancels. */
async function giveBack(control: HTMLElement): Promise<void> {
  await drawSlices.settled();
  const { activeElement, body } = document;
  if ((activeElement ?? body) !== body && !control.matches(':focus')) return;
  const there = control.matches(':disabled') ? control.parentElement?.querySelector<HTMLElement>(':enabled') : control;
  there?.focus({ preventScroll: true });
}
