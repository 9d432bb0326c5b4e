// Undo and Reset, which belong to whatever is done to the heap. Calls the session; draws nothing of the heap.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { en } from '../locales/en.ts';
import { type Session } from '../store.ts';
import { baseStyle, controlsStyle } from './controls-style.ts';
import { SessionController } from './session-controller.ts';

const { ui } = en;

/**
 * Undo, Reset, and what Undo would take back.
 *
 * @tagname pm-undo
 */
export class PmUndo extends LitElement {
  static override readonly properties = { session: { attribute: false } };
  static override readonly styles = [
    baseStyle,
    controlsStyle,
    css`
      .row > button {
        flex: 1;
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
    const still = session.busy || session.broken;
    return html`<div class="part">
      <div class="row">
        <button @click=${() => session.undo()} ?disabled=${still || session.undoable === 'nothing'}>${ui.undo}</button>
        <button
          @click=${() => {
            session.reset();
          }}
          ?disabled=${still}
        >
          ${ui.reset}
        </button>
      </div>
      <p class="note">${undoNote(session)}</p>
    </div>`;
  }
}

function undoNote(session: Session): string {
  switch (session.undoable) {
    case 'action':
      return ui.undoTakesBack({ label: session.lastAction?.label ?? '' });
    case 'heap':
      return ui.undoBringsBack;
    case 'nothing':
      return session.broken ? '' : ui.resetStartsOver;
    case 'tooLongAgo':
      return ui.undoTooLate;
  }
}
