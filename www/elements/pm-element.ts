// What the elements have in common: they speak the language of the explorer that they are in, draw nothing before they know
// it, and draw again when something that they need is loaded. Knows no session.

import { ContextConsumer, createContext } from '@lit/context';
import { type CSSResult, LitElement, type PropertyValues } from 'lit';
import { NotLoaded } from '../later.ts';
import { type Messages } from '../locales/messages.ts';
import { drawSlices } from './draw-slices.ts';

/** Whoever provides it decides the language of all elements inside. */
export const messagesContext = createContext<Messages>(Symbol('messages'));

export abstract class PmElement extends LitElement {
  readonly #messages = new ContextConsumer(this, { context: messagesContext, subscribe: true });
  /** Something is being loaded that it cannot be drawn without. */
  #coming: Promise<void> | undefined;

  /** The texts; there from the first rendering on. */
  protected get messages(): Messages {
    const { value } = this.#messages;
    if (value === undefined) throw new Error('no language is provided around this element');
    return value;
  }

  protected override shouldUpdate(changed: PropertyValues): boolean {
    return this.#messages.value !== undefined && super.shouldUpdate(changed);
  }

  protected override scheduleUpdate(): Promise<unknown> | undefined {
    // Where the person is does not wait: what was switched would be seen to go back in between.
    if (drawSlices.mustWait(!this.hasUpdated) && !this.matches(':focus-within')) {
      return this.drawAt((draw) => {
        drawSlices.wait(draw);
      });
    }
    drawSlices.draw(() => void super.scheduleUpdate());
    return undefined;
  }

  /** Draws when it is its turn. */
  protected drawAt(wait: (draw: () => void) => void): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      wait(() => {
        try {
          void super.scheduleUpdate();
          resolve();
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });
  }

  // Until all is there, what was drawn last stays.
  protected override performUpdate(): void {
    try {
      super.performUpdate();
    } catch (error) {
      if (!(error instanceof NotLoaded)) throw error;
      this.drawWhen(error.loaded);
    }
  }

  /** It is up to date when what it waits for is drawn, too. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const done = await super.getUpdateComplete();
    if (this.#coming === undefined) return done;
    await this.#coming;
    return this.updateComplete;
  }

  /** Draws again when something is loaded; where that fails, at the next change. */
  protected drawWhen(loaded: Promise<unknown>): void {
    const drawn = loaded.then(
      () => {
        this.requestUpdate();
      },
      () => undefined,
    );
    const coming = Promise.all([this.#coming, drawn]).then(() => {
      if (this.#coming === coming) this.#coming = undefined;
    });
    this.#coming = coming;
  }
}

/** Gives an element further styles. Its own, which are the last, stay in front of them. */
export function adopt(root: DocumentFragment | HTMLElement, styles: readonly CSSResult[]): void {
  if (!(root instanceof ShadowRoot)) return;
  const known = root.adoptedStyleSheets;
  const sheets = styles.flatMap(({ styleSheet }) => (styleSheet === undefined ? [] : [styleSheet]));
  const added = sheets.filter((sheet) => !known.includes(sheet));
  if (added.length > 0) root.adoptedStyleSheets = [...known.slice(0, -1), ...added, ...known.slice(-1)];
}
