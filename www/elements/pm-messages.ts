// What the page has to say: the outcome of the last click, progress, a failure, a broken core.
// Decides nothing; the session knows.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { count, percent } from '../format.ts';
import { en } from '../locales/en.ts';
import { type Progress, type Session } from '../store.ts';
import { type FailureText } from '../words.ts';
import { baseStyle, controlsStyle } from './controls-style.ts';
import { SessionController } from './session-controller.ts';

const { ui } = en;

/**
 * A status line, and boxes for what went wrong.
 *
 * @tagname pm-messages
 */
export class PmMessages extends LitElement {
  static override readonly properties = { session: { attribute: false } };
  static override readonly styles = [
    baseStyle,
    controlsStyle,
    css`
      :host {
        display: grid;
      }
      .status {
        min-height: 20px;
        font-size: 13px;
        line-height: 20px;
        overflow-wrap: anywhere;
      }
      .alert {
        display: grid;
        gap: 8px;
        justify-items: start;
        margin-top: 8px;
        padding: 12px 16px;
        border: 1px solid var(--pm-danger);
        border-inline-start-width: 4px;
        border-radius: 6px;
        background: var(--pm-surface);
        overflow-wrap: anywhere;
      }
      .alert p {
        max-width: 75ch;
      }
      pre {
        max-width: 100%;
        max-height: 112px;
        margin: 0;
        padding: 8px;
        overflow: auto;
        border: 1px solid var(--pm-border);
        border-radius: 4px;
        font: 12px/16px var(--pm-mono);
        user-select: all;
      }
      .progress {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
        margin-top: 8px;
      }
      progress {
        flex: 1 1 120px;
        min-width: 0;
        height: 12px;
        accent-color: var(--pm-accent);
      }
    `,
  ];

  declare session: Session | undefined;

  constructor() {
    super();
    new SessionController(this);
  }

  override render(): TemplateResult | typeof nothing {
    const { session } = this;
    if (session === undefined) return nothing;
    return html`
      <p class="status" role="status">${session.said}</p>
      ${session.progress === undefined ? nothing : this.#progress(session, session.progress)}
      <div role="alert">
        ${session.failure === undefined ? nothing : this.#failure(session, session.failure)}
        ${session.crash === undefined ? nothing : this.#crash(session, session.crash)}
      </div>
    `;
  }

  #progress(session: Session, { label, done, total }: Progress): TemplateResult {
    return html`<div class="progress">
      <span>${label}: ${total > 0 ? percent(done, total) : count(done)}</span>
      ${
        total > 0
          ? html`<progress aria-label=${label} max=${total} .value=${done}></progress>`
          : html`<progress aria-label=${label}></progress>`
      }
      <button
        @click=${() => {
          session.cancel();
        }}
      >
        ${ui.cancel}
      </button>
    </div>`;
  }

  #failure(session: Session, failure: FailureText): TemplateResult {
    return html`<div class="alert">
      <p>${failure.code === undefined ? nothing : html`<code>${failure.code}</code> `}${failure.what}</p>
      ${failure.cpython === undefined ? nothing : html`<p><strong>${ui.inCPython}</strong> ${failure.cpython}</p>`}
      <button
        @click=${() => {
          session.dismissFailure();
        }}
      >
        ${ui.dismiss}
      </button>
    </div>`;
  }

  #crash(session: Session, crash: string): TemplateResult {
    return html`<div class="alert">
      <h2>Something in the core broke</h2>
      <p>That is our bug, not your mistake. The heap is lost, but a good copy of it was kept.</p>
      <button class="primary" @click=${() => session.restore()}>Restore the last good state</button>
      <p class="note">If you report this, please copy the following text:</p>
      <pre tabindex="0" role="region" aria-label="Text for a report">${crash}</pre>
    </div>`;
  }
}
