// The button for sharing. Its dialog is loaded when it is opened; the shell says what it shows, and shows what was opened.

import { html, nothing, type TemplateResult } from 'lit';
import { Later } from '../later.ts';
import { type Shown } from '../share/sharing.ts';
import { type Session } from '../store.ts';
import { baseStyle, controlsStyle } from './controls-style.ts';
import { PmElement } from './pm-element.ts';
import { type PmShareDialog } from './pm-share-dialog.ts';
import { SessionController } from './session-controller.ts';

const dialog = new Later(() => import('./pm-share-dialog.ts'));

/**
 * Shares the session.
 *
 * @tagname pm-share
 * @fires opened - a session was opened; its detail is what is to be shown of it
 */
export class PmShare extends PmElement {
  static override readonly properties = {
    session: { attribute: false },
    shownNow: { attribute: false },
    wanted: { state: true },
  };
  static override readonly styles = [baseStyle, controlsStyle];

  declare session: Session | undefined;
  /** What the shell shows besides the session. */
  declare shownNow: () => Shown;
  /** The dialog was opened before. */
  declare wanted: boolean;

  constructor() {
    super();
    this.shownNow = () => ({});
    this.wanted = false;
    new SessionController(this);
  }

  override render(): TemplateResult | typeof nothing {
    const { session } = this;
    if (session === undefined) return nothing;
    const { ui } = this.messages;
    return html`<button aria-haspopup="dialog" ?disabled=${session.broken} @click=${this.#open}>${ui.share}</button>
      ${
        this.wanted ? html`<pm-share-dialog .session=${session} .shownNow=${this.shownNow}></pm-share-dialog>` : nothing
      }`;
  }

  async #open(): Promise<void> {
    await dialog.load();
    this.wanted = true;
    await this.updateComplete;
    await this.renderRoot.querySelector<PmShareDialog>('pm-share-dialog')?.open();
  }
}
