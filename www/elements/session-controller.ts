// Redraws an element whenever the session changes, or, where it shows that, the progress of work; work leaves the keyboard
// where it was. Holds nothing of the session itself.

import { type LitElement, type ReactiveController } from 'lit';
import { type Sight } from '../session/sight.ts';
import { KeptFocus } from './kept-focus.ts';

export class SessionController implements ReactiveController {
  readonly #focus = new KeptFocus();
  #session: Sight | undefined;

  constructor(
    private readonly host: LitElement & { session: Sight | undefined },
    private readonly events: readonly ('change' | 'progress')[] = ['change'],
  ) {
    host.addController(this);
  }

  hostUpdate(): void {
    // One that was removed while it waited for its turn is drawn once more, and listens when it is put somewhere again.
    if (!this.host.isConnected || this.host.session === this.#session) return;
    this.#leave();
    this.#session = this.host.session;
    for (const event of this.events) this.#session?.addEventListener(event, this.#onChange);
  }

  hostUpdated(): void {
    this.#focus.drawn(this.host.renderRoot, this.#session?.busy === true);
  }

  hostDisconnected(): void {
    this.#leave();
  }

  hostConnected(): void {
    this.host.requestUpdate();
  }

  #leave(): void {
    for (const event of this.events) this.#session?.removeEventListener(event, this.#onChange);
    this.#session = undefined;
  }

  readonly #onChange = (): void => {
    this.host.requestUpdate();
  };
}
