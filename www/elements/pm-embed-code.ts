// The part of the share dialog for authors: which view, and the code that shows the present state in their page.

import { css, html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { type CodeKind, codeFor, codeKinds } from '../embed/code.ts';
import { type ViewName, viewNames } from '../known-names.ts';
import { type Words } from '../locales/messages.ts';
import { baseStyle, controlsStyle } from './controls-style.ts';
import { PmElement } from './pm-element.ts';

/**
 * Gives the code of an embed.
 *
 * @tagname pm-embed-code
 */
export class PmEmbedCode extends PmElement {
  static override readonly properties = {
    link: { attribute: false },
    view: { attribute: false },
    kind: { state: true },
    said: { state: true },
  };
  static override readonly styles = [
    baseStyle,
    controlsStyle,
    css`
      :host {
        display: grid;
        gap: 8px;
      }
      .choices {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(160px, 1fr));
        gap: 8px;
      }
      textarea {
        width: 100%;
        padding: 8px;
        border: 1px solid var(--pm-control-border);
        border-radius: 6px;
        background: var(--pm-raised);
        color: var(--pm-text);
        font: 12px/18px var(--pm-mono);
        overflow-wrap: anywhere;
        resize: vertical;
      }
    `,
  ];

  /** The link of the session. */
  declare link: string;
  /** The view that is shown; the one in sight, until another is chosen. */
  declare view: ViewName;
  declare kind: CodeKind;
  declare said: Words | undefined;

  constructor() {
    super();
    this.link = '';
    this.view = 'pool';
    this.kind = 'element';
  }

  override render(): TemplateResult {
    const { embedCode, views, share } = this.messages;
    const picture = { file: `${this.view}.svg`, menu: share.picture.menu };
    return html`<div class="choices">
        <label
          >${embedCode.view}
          <select @change=${this.#chooseView}>
            ${viewNames
              .filter((view) => view !== 'compare')
              .map((view) => html`<option value=${view} ?selected=${view === this.view}>${views[view].title}</option>`)}
          </select></label
        >
        <label
          >${embedCode.as}
          <select @change=${this.#chooseKind}>
            ${codeKinds.map(
              (kind) => html`<option value=${kind} ?selected=${kind === this.kind}>${embedCode.kinds[kind]}</option>`,
            )}
          </select></label
        >
      </div>
      <textarea rows="4" readonly aria-label=${embedCode.code} .value=${live(this.#code())} @focus=${select}></textarea>
      <div class="row">
        <button @click=${this.#copy}>${embedCode.copy}</button>
        <span class="note grow" role="status">${this.said?.(this.messages) ?? ''}</span>
      </div>
      <p class="note">${this.kind === 'markdown' ? embedCode.about.markdown(picture) : embedCode.about[this.kind]}</p>`;
  }

  #code(): string {
    const { lang, views } = this.messages;
    const [page = '', fragment = ''] = this.link.split('#');
    const title = views[this.view].title;
    return codeFor(this.kind, { page, fragment, view: this.view, title, lang });
  }

  #chooseView(event: Event): void {
    const chosen = event.target instanceof HTMLSelectElement ? event.target.value : '';
    this.view = viewNames.find((view) => view === chosen) ?? this.view;
    this.said = undefined;
  }

  #chooseKind(event: Event): void {
    const chosen = event.target instanceof HTMLSelectElement ? event.target.value : '';
    this.kind = codeKinds.find((kind) => kind === chosen) ?? this.kind;
    this.said = undefined;
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.#code());
      this.said = ({ embedCode }) => embedCode.copied;
    } catch {
      this.renderRoot.querySelector('textarea')?.focus();
      this.said = ({ embedCode }) => embedCode.notCopied;
    }
  }
}

function select(event: Event): void {
  if (event.target instanceof HTMLTextAreaElement) event.target.select();
}
