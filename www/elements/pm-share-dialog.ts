// The dialog for sharing: the link of the session as it is, its file, and the state as JSON. What is in them is decided in
// share/. Loaded when it is opened, with the elements that it draws with.

import { css, html, nothing, type TemplateResult } from 'lit';
import { sessionFile } from '../share/file.ts';
import { MOST_LINK } from '../share/limits.ts';
import { writeLink } from '../share/link.ts';
import { download } from '../share/download.ts';
import { operationsOf, ownTrace, type SavedSession } from '../share/saved.ts';
import { filedOf, openFile, savedOf, type Shown } from '../share/sharing.ts';
import { type Session } from '../store.ts';
import { define } from '../define.ts';
import { baseStyle, controlsStyle } from './controls-style.ts';
import './pm-copy-text.ts';
import { PmEmbedCode } from './pm-embed-code.ts';
import { PmElement } from './pm-element.ts';
import { SessionController } from './session-controller.ts';

/**
 * What can be shared of the session.
 *
 * @tagname pm-share-dialog
 * @fires opened - a session was opened; its detail is what is to be shown of it
 */
export class PmShareDialog extends PmElement {
  static override readonly properties = {
    session: { attribute: false },
    shownNow: { attribute: false },
    isOpen: { state: true },
    withPosition: { state: true },
    link: { state: true },
    isTooLong: { state: true },
  };
  static override readonly styles = [
    baseStyle,
    controlsStyle,
    css`
      dialog {
        width: min(560px, calc(100vw - 32px));
        max-height: calc(100vh - 32px);
        padding: 0;
        overflow: auto;
        border: 1px solid var(--pm-border);
        border-radius: 8px;
        background: var(--pm-surface);
        color: var(--pm-text);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 45%);
      }
      .head,
      section {
        padding: 16px;
      }
      .head {
        display: flex;
        gap: 16px;
        align-items: center;
        justify-content: space-between;
      }
      section {
        display: grid;
        gap: 8px;
        border-top: 1px solid var(--pm-border);
      }
      .row {
        flex-wrap: wrap;
      }
      .row button {
        flex: none;
      }
      input[type='file'] {
        display: none;
      }
    `,
  ];

  declare session: Session | undefined;
  /** What the shell shows besides the session. */
  declare shownNow: () => Shown;
  declare isOpen: boolean;
  declare withPosition: boolean;
  /** The link; none where the session does not fit into one. */
  declare link: string;
  declare isTooLong: boolean;

  /** What the link is of, so that an older one that is ready later does not replace it. */
  #linked: SavedSession | undefined;

  constructor() {
    super();
    this.shownNow = () => ({});
    this.isOpen = false;
    this.withPosition = true;
    this.link = '';
    this.isTooLong = false;
    new SessionController(this);
  }

  override render(): TemplateResult | typeof nothing {
    const { session } = this;
    if (session === undefined) return nothing;
    return html`<dialog aria-labelledby="title" @close=${this.#closed}>${this.isOpen ? this.#content(session) : nothing}</dialog>`;
  }

  /** The link follows the session for as long as it can be seen. */
  override updated(): void {
    if (this.isOpen && this.session !== undefined) void this.#follow(this.session);
  }

  #content(session: Session): TemplateResult {
    const { share } = this.messages;
    const saved = this.#saved(session);
    const still = session.busy || session.broken;
    return html`<div class="head">
        <h2 id="title">${share.title}</h2>
        <button @click=${this.#close}>${share.close}</button>
      </div>
      <section>
        <h3>${share.link}</h3>
        ${this.#linkPart(saved)} ${this.#positionPart(session)}
        <p class="note">
          ${share.holds({ edition: saved.edition, acts: saved.acts.length, operations: operationsOf(saved.acts) })}
        </p>
      </section>
      ${this.#embedPart(saved)}
      <section>
        <h3>${share.files}</h3>
        <div class="row">
          <button class=${this.link === '' ? 'primary' : ''} ?disabled=${still} @click=${this.#save}>${share.save}</button>
          <button ?disabled=${still} @click=${this.#choose}>${share.open}</button>
          <input type="file" tabindex="-1" aria-label=${share.file} @change=${this.#chosen} />
        </div>
        <p class="note">${share.filesAbout}</p>
      </section>
      <section>
        <h3>${share.state}</h3>
        <div class="row"><button ?disabled=${still} @click=${this.#saveState}>${share.saveState}</button></div>
        <p class="note">${share.stateAbout}</p>
      </section>`;
  }

  #linkPart(saved: SavedSession): TemplateResult {
    const { share } = this.messages;
    const trace = ownTrace(saved);
    if (trace !== undefined) return html`<p>${share.withTrace({ name: trace })}</p>`;
    if (this.isTooLong) return html`<p>${share.tooLong({ length: this.link.length, most: MOST_LINK })}</p>`;
    return html`<pm-copy-text primary .text=${this.link} .label=${share.link} .words=${share}></pm-copy-text>
      <p class="note">${share.linkAbout}</p>`;
  }

  #embedPart(saved: SavedSession): TemplateResult | typeof nothing {
    if (this.isTooLong || this.link === '' || ownTrace(saved) !== undefined) return nothing;
    return html`<section>
      <h3>${this.messages.embedCode.title}</h3>
      <pm-embed-code .link=${this.link} .view=${saved.view ?? 'pool'}></pm-embed-code>
    </section>`;
  }

  #positionPart(session: Session): TemplateResult | typeof nothing {
    const { length: of, place } = session;
    const { operation: n, mark } = place;
    if (n === of && mark === undefined) return nothing;
    const { share } = this.messages;
    const words = mark === undefined ? share.withPosition({ n, of }) : share.withStep({ n, of, mark });
    return html`<label class="check"
      ><input type="checkbox" .checked=${this.withPosition} @change=${this.#choosePosition} />${words}</label
    >`;
  }

  #saved(session: Session): SavedSession {
    const saved = savedOf(session, this.shownNow());
    return this.withPosition ? saved : { ...saved, step: undefined };
  }

  async #follow(session: Session): Promise<void> {
    const saved = this.#saved(session);
    if (ownTrace(saved) !== undefined) return;
    this.#linked = saved;
    const { fragment, isTooLong } = await writeLink(saved);
    if (this.#linked !== saved) return;
    const page = new URL(location.href);
    page.search = '';
    page.hash = '';
    this.link = `${page.href}#${fragment}`;
    this.isTooLong = isTooLong;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  async open(): Promise<void> {
    this.withPosition = true;
    this.isOpen = true;
    await this.updateComplete;
    this.#dialog?.showModal();
  }

  #close(): void {
    this.#dialog?.close();
  }

  #closed(): void {
    this.isOpen = false;
  }

  #choosePosition(event: Event): void {
    this.withPosition = event.target instanceof HTMLInputElement && event.target.checked;
  }

  async #save(): Promise<void> {
    const { session } = this;
    if (session === undefined) return;
    const { file, extension } = await sessionFile(await filedOf(session, this.#saved(session)));
    download(file, `${session.edition.edition}${extension}`);
  }

  async #saveState(): Promise<void> {
    const { session } = this;
    await session?.toWhole();
    const text = session?.read((heap) => heap.canonicalState());
    if (session === undefined || text === undefined) return;
    const { operation, mark } = session.place;
    const place = mark === undefined ? String(operation) : `${operation}.${mark}`;
    download(new Blob([text, '\n'], { type: 'application/json' }), `${session.edition.edition}-state-${place}.json`);
  }

  #choose(): void {
    this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')?.click();
  }

  async #chosen(event: Event): Promise<void> {
    const { session } = this;
    const input = event.target;
    const file = input instanceof HTMLInputElement ? input.files?.[0] : undefined;
    if (session === undefined || file === undefined) return;
    // What comes of it is said on the page.
    this.#close();
    const shown = await openFile(session, file, file.name);
    if (shown !== undefined)
      this.dispatchEvent(new CustomEvent<Shown>('opened', { detail: shown, bubbles: true, composed: true }));
  }
}

define({ 'pm-embed-code': PmEmbedCode, 'pm-share-dialog': PmShareDialog });
