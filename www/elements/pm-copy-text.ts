// A text to take away: shown whole, with a button that copies it. Says whether that worked; knows nothing of what it is.

import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { define } from '../define.ts';
import { baseStyle, controlsStyle } from './controls-style.ts';
import { PmElement } from './pm-element.ts';

/** What the button and its answers say. */
export interface CopyWords {
  readonly copy: string;
  readonly copied: string;
  readonly notCopied: string;
}

/**
 * A text that can be copied.
 *
 * @tagname pm-copy-text
 */
export class PmCopyText extends PmElement {
  static override readonly properties = {
    text: { attribute: false },
    label: { attribute: false },
    words: { attribute: false },
    primary: { type: Boolean },
    did: { state: true },
  };
  static override readonly styles = [
    baseStyle,
    controlsStyle,
    css`
      :host {
        display: grid;
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
      .row button {
        flex: none;
      }
    `,
  ];

  declare text: string;
  /** What the text is. */
  declare label: string;
  declare words: CopyWords | undefined;
  /** The button is what one came for. */
  declare primary: boolean;
  declare did: 'copied' | 'notCopied' | undefined;

  constructor() {
    super();
    this.text = '';
    this.label = '';
    this.primary = false;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('text')) this.did = undefined;
  }

  override render(): TemplateResult {
    const { did, words } = this;
    return html`<textarea
        rows="4"
        readonly
        aria-label=${this.label}
        .value=${live(this.text)}
        @focus=${select}
      ></textarea>
      <div class="row">
        <button class=${this.primary ? 'primary' : ''} @click=${this.#copy}>${words?.copy}</button>
        <span class="note grow" role="status">${did === undefined ? '' : words?.[did]}</span>
      </div>`;
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.text);
      this.did = 'copied';
    } catch {
      this.renderRoot.querySelector('textarea')?.focus();
      this.did = 'notCopied';
    }
  }
}

function select(event: Event): void {
  if (event.target instanceof HTMLTextAreaElement) event.target.select();
}

define({ 'pm-copy-text': PmCopyText });
