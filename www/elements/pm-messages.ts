// What the page has to say: the outcome of the last click, progress, a failure, a broken core.
// Decides nothing; the session knows.

import { css, html, nothing, type TemplateResult } from 'lit';
import { count, percent } from '../format.ts';
import { tellEvent } from '../locales/messages.ts';
import { type CrashReport } from '../session/crashes.ts';
import { tellNothingYet } from '../session/nothing-yet.ts';
import { type Failure } from '../session/outcome.ts';
import { type Sight } from '../session/sight.ts';
import { type Progress } from '../session/work.ts';
import { baseStyle, controlsStyle } from './controls-style.ts';
import { need } from './later.ts';
import { PmElement } from './pm-element.ts';
import { SessionController } from './session-controller.ts';

/**
 * A status line, and boxes for what went wrong.
 *
 * @tagname pm-messages
 */
export class PmMessages extends PmElement {
  static override readonly properties = { session: { attribute: false }, embedded: { type: Boolean } };
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
      .status code {
        margin-inline-end: 4px;
        font-weight: 600;
        font-size: 12px;
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
      .report {
        width: 100%;
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

  declare session: Sight | undefined;
  /** In somebody else's page, with the controls that its author chose and no stepper. */
  declare embedded: boolean;

  constructor() {
    super();
    this.embedded = false;
    new SessionController(this, ['change', 'progress']);
  }

  override render(): TemplateResult | typeof nothing {
    const { session } = this;
    if (session === undefined) return nothing;
    return html`
      <p class="status" role="status">${this.embedded ? this.#briefly(session) : session.said?.(this.messages)}</p>
      ${session.progress === undefined ? nothing : this.#progress(session, session.progress)}
      <div role="alert">
        ${session.failure === undefined ? nothing : this.#failure(session, session.failure)}
        ${session.crash === undefined ? nothing : this.#crash(session, session.crash)}
      </div>
    `;
  }

  /** Without invitations to what is not there, and inside an operation the step, which nobody else tells. */
  #briefly(session: Sight): unknown {
    const { messages } = this;
    const { said, inside } = session;
    if (said === tellNothingYet) return messages.embed.empty;
    if (said !== undefined || inside === undefined) return said?.(messages);
    const { present, around } = inside;
    if (present === undefined) return messages.stepper.beforeSentence;
    return html`<code>${present.function}</code> ${tellEvent(messages, present.event, session.namesIn(around.number, messages))}`;
  }

  #progress(session: Sight, { label: words, done, total }: Progress): TemplateResult {
    const { ui, diagram } = this.messages;
    const label = words(this.messages);
    return html`<div class="progress">
      <span>${diagram.labelled({ label, text: total > 0 ? percent(done, total) : count(done) })}</span>
      ${
        total > 0
          ? html`<progress aria-label=${label} max=${total} .value=${done}></progress>`
          : html`<progress aria-label=${label}></progress>`
      }
      <button
        @click=${() => {
          session.wake((awake) => {
            awake.cancel();
          });
        }}
      >
        ${ui.cancel}
      </button>
    </div>`;
  }

  #failure(session: Sight, { code, tell }: Failure): TemplateResult {
    const { ui } = this.messages;
    const { what, cpython } = tell(this.messages);
    return html`<div class="alert">
      <p>${code === undefined ? nothing : html`<code>${code}</code> `}${what}</p>
      ${cpython === undefined ? nothing : html`<p>${ui.inCPython({ sentence: cpython })}</p>`}
      <button
        @click=${() => {
          session.wake((awake) => {
            awake.dismissFailure();
          });
        }}
      >
        ${ui.dismiss}
      </button>
    </div>`;
  }

  #crash(session: Sight, { tell, outOfMemory }: CrashReport): TemplateResult {
    const words = this.messages.crash;
    const report = tell(this.messages);
    need('copyText');
    return html`<div class="alert">
      <h2>${outOfMemory ? words.noMemory : words.title}</h2>
      <p>${outOfMemory ? words.noMemoryMeaning : words.meaning}</p>
      <button class="primary" @click=${() => {
        session.wake((awake) => awake.restore());
      }}>${words.restore}</button>
      <p class="note">${words.report}</p>
      <pm-copy-text class="report" .text=${report} .label=${words.text} .words=${words}></pm-copy-text>
    </div>`;
  }
}
