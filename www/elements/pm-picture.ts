// The menu of a view's picture: as SVG, or as PNG. Draws a copy of the view that nobody sees, at its full height.

import { css, html, nothing, type TemplateResult } from 'lit';
import { Later } from '../later.ts';
import { download } from '../share/download.ts';
import { runInSlices } from '../slices.ts';
import { define } from '../define.ts';
import { baseStyle, controlsStyle } from './controls-style.ts';
import { PmElement } from './pm-element.ts';

/** Around the drawing, in pixels. */
const MARGIN = 16;

/** Loaded for the first picture. */
const drawer = new Later(() => import('../picture/index.ts'));

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
      const svg = await this.#draw(part);
      const file =
        format === 'SVG' ? new Blob([svg], { type: 'image/svg+xml' }) : await (await drawer.load()).pngOf(svg);
      download(file, `${hostOf(this).getAttribute('view') ?? 'view'}.${format.toLowerCase()}`);
    } catch (error) {
      this.failed = error instanceof Error ? error.message : String(error);
    } finally {
      this.#isDrawing = false;
    }
  }

  async #draw(part: HTMLElement): Promise<string> {
    const isWhole = [...part.querySelectorAll('*')].every(({ shadowRoot }) => shadowRoot === null);
    // An element with a life of its own cannot be copied: of that one the picture has what can be seen.
    const copy = isWhole ? unfolded(part) : undefined;
    const ground = getComputedStyle(hostOf(part)).backgroundColor;
    const { canvasesIn, drawPicture } = await drawer.load();
    let svg = '';
    const looks = { title: this.label, description: this.about(), ground, margin: MARGIN };
    try {
      const drawn = { part: copy ?? part, canvases: await canvasesIn(part) };
      const work = drawPicture(drawn, looks, (text) => {
        svg = text;
      });
      await runInSlices(work, new AbortController().signal, () => undefined);
    } finally {
      copy?.remove();
    }
    return svg;
  }
}

function hostOf(part: Element): Element {
  const root = part.getRootNode();
  return root instanceof ShadowRoot ? root.host : part;
}

/** A copy beside the view and out of sight, as wide as it, but with nothing that has to be scrolled. */
function unfolded(part: HTMLElement): HTMLElement {
  const copy = part.cloneNode(true) as HTMLElement;
  const style = getComputedStyle(part);
  const px = Number.parseFloat;
  copy.inert = true;
  Object.assign(copy.style, {
    position: 'fixed',
    insetBlockStart: '0',
    insetInlineStart: '-100000px',
    inlineSize: `${part.clientWidth - px(style.paddingLeft) - px(style.paddingRight)}px`,
    padding: '0',
    maxBlockSize: 'none',
    overflow: 'visible',
  });
  part.after(copy);
  for (const inner of copy.querySelectorAll<HTMLElement>('*')) {
    if (inner instanceof HTMLElement && /auto|scroll/.test(getComputedStyle(inner).overflow)) {
      Object.assign(inner.style, { maxBlockSize: 'none', overflow: 'visible' });
    }
  }
  return copy;
}

define({ 'pm-picture': PmPicture });
