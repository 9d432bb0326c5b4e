// Undo, Redo and Reset, which belong to whatever is done to the heap. Calls the session; draws nothing of the heap.

import { css, html, nothing, type TemplateResult } from 'lit';
import { type Session } from '../store.ts';
import { baseStyle, controlsStyle } from './controls-style.ts';
import { PmElement } from './pm-element.ts';
import { SessionController } from './session-controller.ts';

/**
 * Undo, Redo, Reset, and what Undo would take back.
 *
 * @tagname pm-undo
 */
export class PmUndo extends PmElement {
  static override readonly properties = { session: { attribute: false } };
  static override readonly styles = [
    baseStyle,
    controlsStyle,
    css`
      .row > button {
        flex: 1;
        padding: 0 8px;
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
    const { undo } = this.messages.timeline;
    const still = session.busy || session.broken;
    return html`<div class="part">
      <div class="row">
        <button
          @click=${() => {
            session.undo();
          }}
          ?disabled=${still || session.undoable.what === 'nothing'}
        >
          ${undo.undo}
        </button>
        <button @click=${() => session.redo()} ?disabled=${still || session.redoable.what === 'nothing'}>
          ${undo.redo}
        </button>
        <button
          @click=${() => {
            session.reset();
          }}
          ?disabled=${still}
        >
          ${undo.reset}
        </button>
      </div>
      <p class="note">${this.#undoNote(session)}</p>
      ${this.#redoNote(session)}
    </div>`;
  }

  #undoNote(session: Session): string {
    const { undo } = this.messages.timeline;
    const { undoable } = session;
    switch (undoable.what) {
      case 'act': {
        const label = undoable.label(this.messages);
        return undoable.cut === 0 ? undo.takesBack({ label }) : undo.takesBackCut({ label, n: undoable.cut });
      }
      case 'heap':
        return undo.bringsHeapBack;
      case 'nothing':
        return session.broken ? '' : undo.resetStartsOver;
      case 'tooLongAgo':
        return undo.tooLate;
      case 'historyOff':
        return this.messages.historySwitch.offNote;
    }
  }

  #redoNote({ redoable }: Session): TemplateResult | typeof nothing {
    const { undo } = this.messages.timeline;
    if (redoable.what !== 'act') return nothing;
    return html`<p class="note">${undo.doesAgain({ label: redoable.label(this.messages) })}</p>`;
  }
}
