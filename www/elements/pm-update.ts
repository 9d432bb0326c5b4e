// Says that a newer build of the page is there, and changes to it when it is told to; what was done comes along in the
// address. Decides nothing by itself, and keeps nothing: who puts it off is asked again at the next visit.

import { css, html, nothing, type TemplateResult } from 'lit';
import { sharing } from '../share/later.ts';
import { type Shown } from '../share/sharing.ts';
import { type Session } from '../store.ts';
import { whenFree } from '../when-free.ts';
import { baseStyle, controlsStyle } from './controls-style.ts';
import { PmElement } from './pm-element.ts';

/**
 * The message that a newer build is there, with its button.
 *
 * @tagname pm-update
 */
export class PmUpdate extends PmElement {
  static override readonly properties = {
    session: { attribute: false },
    shownNow: { attribute: false },
    change: { attribute: false },
    loses: { state: true },
    isPutOff: { state: true },
  };
  static override readonly styles = [
    baseStyle,
    controlsStyle,
    css`
      .update {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        align-items: center;
        justify-content: center;
        padding: 8px 24px;
        border-top: 1px solid var(--pm-border);
        background: var(--pm-surface);
      }
      .place:focus {
        outline: none;
      }
      .sr {
        position: absolute;
        clip-path: inset(50%);
        white-space: nowrap;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      p {
        margin: 0;
      }
    `,
  ];

  declare session: Session | undefined;
  /** What the shell shows besides the session. */
  declare shownNow: () => Shown;
  /** Changes to the newer build; none where there is none. */
  declare change: (() => void) | undefined;
  /** What was done does not fit into a link: whoever asks again loses it. */
  declare loses: boolean;
  declare isPutOff: boolean;

  constructor() {
    super();
    this.shownNow = () => ({});
    this.loses = false;
    this.isPutOff = false;
  }

  override render(): TemplateResult {
    // The place where it is said is there before, so that it is heard; and where the keyboard is when the buttons are gone.
    return html`<div class="place" aria-live="polite" tabindex="-1">
      ${this.change === undefined ? nothing : this.#notice()}
    </div>`;
  }

  #notice(): TemplateResult {
    return this.isPutOff ? html`<p class="sr">${this.messages.update.putOff}</p>` : this.#offer();
  }

  #offer(): TemplateResult {
    const { update } = this.messages;
    return html`<section class="update" aria-label=${update.title}>
      <p>${this.loses ? update.loses : update.ready}</p>
      <div class="buttons">
        <button @click=${this.#reload}>${this.loses ? update.reloadAnyway : update.reload}</button>
        <button @click=${this.#putOff}>${update.later}</button>
      </div>
    </section>`;
  }

  #putOff(): void {
    this.isPutOff = true;
    this.renderRoot.querySelector<HTMLElement>('.place')?.focus();
  }

  async #reload(): Promise<void> {
    const { session, change } = this;
    // What is going on comes along, too.
    if (session?.broken === false) await whenFree(session);
    if (!this.loses && session !== undefined && session.acts.length > 0) {
      const fragment = await linkOf(session, this.shownNow());
      if (fragment === undefined) {
        this.loses = true;
        return;
      }
      history.replaceState(history.state, '', `#${fragment}`);
    }
    change?.();
  }
}

async function linkOf(session: Session, shown: Shown): Promise<string | undefined> {
  try {
    const { savedOf, writeLink } = await sharing.load();
    const { fragment, isTooLong } = await writeLink(savedOf(session, shown));
    return isTooLong ? undefined : fragment;
  } catch {
    // It begins with a trace of its own, which no link holds.
    return undefined;
  }
}
