// Redraws an element whenever the session changes. Holds nothing of the session itself.

import { type ReactiveController, type ReactiveControllerHost } from 'lit';
import { type Session } from '../store.ts';

export class SessionController implements ReactiveController {
  #session: Session | undefined;

  constructor(private readonly host: ReactiveControllerHost & { session: Session | undefined }) {
    host.addController(this);
  }

  hostUpdate(): void {
    if (this.host.session === this.#session) return;
    this.#leave();
    this.#session = this.host.session;
    this.#session?.addEventListener('change', this.#onChange);
  }

  hostDisconnected(): void {
    this.#leave();
  }

  hostConnected(): void {
    this.host.requestUpdate();
  }

  #leave(): void {
    this.#session?.removeEventListener('change', this.#onChange);
    this.#session = undefined;
  }

  readonly #onChange = (): void => {
    this.host.requestUpdate();
  };
}
