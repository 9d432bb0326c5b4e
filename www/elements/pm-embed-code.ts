// The part of the share dialog for authors: which view, and the code that shows the present state in their page.

import { css, html, type TemplateResult } from 'lit';
import { type CodeKind, codeFor, codeKinds } from '../embed/code.ts';
import { type ViewName, viewNames } from '../known-names.ts';
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
    `,
  ];

  /** The link of the session. */
  declare link: string;
  /** The view that is shown; the one in sight, until another is chosen. */
  declare view: ViewName;
  declare kind: CodeKind;

  constructor() {
    super();
    this.link = '';
    this.view = 'pool';
    this.kind = 'element';
  }

  override render(): TemplateResult {
    const { embedCode, views, picture: words } = this.messages;
    const picture = { file: `${this.view}.svg`, menu: words.menu };
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
      <pm-copy-text .text=${this.#code()} .label=${embedCode.code} .words=${embedCode}></pm-copy-text>
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
  }

  #chooseKind(event: Event): void {
    const chosen = event.target instanceof HTMLSelectElement ? event.target.value : '';
    this.kind = codeKinds.find((kind) => kind === chosen) ?? this.kind;
  }
}
