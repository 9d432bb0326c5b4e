// The dialog that lists the keys, and the switch for those that are single characters. Loaded when it is opened. Knows no
// session.

import { css, html, type TemplateResult } from 'lit';
import { bindings } from '../keys.ts';
import { define } from '../define.ts';
import { chooseSingleKeys, singleKeys } from '../single-keys.ts';
import { baseStyle, controlsStyle } from './controls-style.ts';
import { PmElement } from './pm-element.ts';

/**
 * The list of keys.
 *
 * @tagname pm-keys
 */
export class PmKeys extends PmElement {
  static override readonly properties = { singleKeys: { state: true } };
  static override readonly styles = [
    baseStyle,
    controlsStyle,
    css`
      dialog {
        width: min(560px, calc(100vw - 32px));
        max-height: calc(100vh - 32px);
        padding: 20px 24px;
        border: 1px solid var(--pm-border);
        border-radius: 12px;
        background: var(--pm-surface);
        color: var(--pm-text);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 45%);
      }
      .stack {
        gap: 16px;
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 6px 16px;
        margin: 0;
        font-size: 13px;
        line-height: 24px;
      }
      dt {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        align-items: start;
        white-space: nowrap;
      }
      dd {
        margin: 0;
      }
      h2:focus {
        outline: none;
      }
      @media (max-width: 479px) {
        dl {
          grid-template-columns: 104px minmax(0, 1fr);
          line-height: 20px;
        }
      }
      kbd {
        padding: 0 6px;
        border: 1px solid var(--pm-control-border);
        border-bottom-width: 2px;
        border-radius: 4px;
        font: 12px/20px var(--pm-mono);
      }
      .end {
        display: flex;
        justify-content: end;
      }
    `,
  ];

  declare singleKeys: boolean;

  constructor() {
    super();
    this.singleKeys = singleKeys();
  }

  async open(): Promise<void> {
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog?.open === false) dialog.showModal();
  }

  override render(): TemplateResult {
    const words = this.messages.timeline.keys;
    return html`<dialog aria-labelledby="title">
      <div class="stack">
        <h2 id="title" tabindex="-1" autofocus>${words.title}</h2>
        <dl>
          ${bindings.map(
            ({ keys, ask }) =>
              html`<dt>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dt>
                <dd>${words.asks[ask]}</dd>`,
          )}
        </dl>
        <p class="note">${words.where}</p>
        <label class="check"
          ><input type="checkbox" .checked=${this.singleKeys} @change=${this.#switch} />${words.single}</label
        >
        <p class="note">${words.singleNote}</p>
        <form method="dialog" class="end"><button class="primary">${words.close}</button></form>
      </div>
    </dialog>`;
  }

  readonly #switch = (event: Event): void => {
    this.singleKeys = event.target instanceof HTMLInputElement && event.target.checked;
    chooseSingleKeys(this.singleKeys);
  };
}

define({ 'pm-keys': PmKeys });
