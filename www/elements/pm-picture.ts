// The menu of a view's picture: as SVG, or as PNG. Draws none.

import { css, html, nothing, type TemplateResult } from 'lit';
import { Later } from '../later.ts';
import { define } from '../define.ts';
import { baseStyle, controlsStyle } from './controls-style.ts';
import { PmElement } from './pm-element.ts';

/** Loaded for the first picture. */
const saver = new Later(() => import('../picture/index.ts'));

const FORMATS = ['SVG', 'PNG'] as const;
type Format = (typeof FORMATS)[number];

/**
 * Saves what a view shows as a picture.
 *
 * @tagname pm-picture
 */
export class PmPicture extends PmElement {
  static override readonly properties = {
    drawn: { attribute: false },
    label: { attribute: false },
    about: { attribute: false },
    failed: { state: true },
  };
  static override readonly styles = [
    baseStyle,
    controlsStyle,
    css`
      :host {
        position: relative;
      }
      summary {
        padding: 4px 8px;
        border-radius: 6px;
        color: var(--pm-text-muted);
        font-size: 12px;
        font-weight: 400;
        cursor: pointer;
        white-space: nowrap;
      }
      .menu {
        position: absolute;
        inset-inline-end: 0;
        z-index: 1;
        display: flex;
        gap: 8px;
        padding: 8px;
        border: 1px solid var(--pm-border);
        border-radius: 6px;
        background: var(--pm-surface);
      }
    `,
  ];

  /** The part of the page that is drawn. */
  declare drawn: () => HTMLElement | null;
  /** What the view is called. */
  declare label: string;
  /** What the picture says of itself to those who do not see it. */
  declare about: () => string;
  declare failed: string | undefined;

  #isDrawing = false;

  constructor() {
    super();
    this.drawn = () => null;
    this.label = '';
    this.about = () => '';
  }

  override render(): TemplateResult {
    const { picture } = this.messages;
    return html`<details @keydown=${this.#onKey} @focusout=${this.#onLeave}>
        <summary aria-label="${picture.menu}: ${this.label}">${picture.menu}</summary>
        <div class="menu">
          ${FORMATS.map(
            (format) =>
              html`<button
                aria-label=${picture.of({ view: this.label, format })}
                @click=${() => this.#save(format)}
              >
                ${format}
              </button>`,
          )}
        </div>
      </details>
      ${this.failed === undefined ? nothing : html`<p role="alert">${this.messages.share.failed({ why: this.failed })}</p>`}`;
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.#backToMenu();
  }

  #onLeave(event: FocusEvent): void {
    const { relatedTarget } = event;
    if (!(relatedTarget instanceof Node && this.renderRoot.contains(relatedTarget))) this.#fold();
  }

  #backToMenu(): void {
    this.#fold();
    this.renderRoot.querySelector('summary')?.focus();
  }

  #fold(): void {
    this.renderRoot.querySelector('details')?.removeAttribute('open');
  }

  async #save(format: Format): Promise<void> {
    this.#backToMenu();
    const part = this.drawn();
    if (part === null || this.#isDrawing) return;
    this.#isDrawing = true;
    this.failed = undefined;
    try {
      const { savePicture } = await saver.load();
      await savePicture(part, format, { title: this.label, description: this.about() });
    } catch (error) {
      this.failed = error instanceof Error ? error.message : String(error);
    } finally {
      this.#isDrawing = false;
    }
  }
}

define({ 'pm-picture': PmPicture });
