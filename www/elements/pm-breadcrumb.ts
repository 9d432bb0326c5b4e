// Where one is in the heap, and the ways from there by mouse and keyboard. Holds no selection: the session does.

import { css, html, nothing, type PropertyValues, type TemplateResult, unsafeCSS } from 'lit';
import { type Selection } from '../diagrams/options.ts';
import { hex } from '../format.ts';
import { type Messages, tellPlace } from '../locales/messages.ts';
import { arenaAddress, waysFrom } from '../navigation.ts';
import { type Session } from '../store.ts';
import { baseStyle, controlsStyle } from './controls-style.ts';
import { PmElement } from './pm-element.ts';
import { SessionController } from './session-controller.ts';

/** Where the path is one row that scrolls. */
const NARROW = '(max-width: 799px)';

interface Crumb {
  readonly label: string;
  readonly address: number | undefined;
}

/**
 * Heap › arena › pool › block › bytes.
 *
 * @tagname pm-breadcrumb
 * @fires show-bytes - the bytes are to be looked at
 */
export class PmBreadcrumb extends PmElement {
  static override readonly properties = { session: { attribute: false } };
  static override readonly styles = [
    baseStyle,
    controlsStyle,
    css`
      nav {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
      }
      ol {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        align-items: center;
        gap: 4px;
      }
      li + li::before {
        content: '›';
        color: var(--pm-text-muted);
      }
      button {
        min-height: 28px;
        padding: 0 8px;
        font-size: 13px;
        font-weight: 400;
        font-family: var(--pm-mono);
        border-color: transparent;
        background: transparent;
      }
      button[aria-current] {
        border-color: var(--pm-control-border);
        background: var(--pm-surface);
        font-weight: 600;
      }
      .ways {
        display: flex;
        gap: 4px;
        margin-inline-start: auto;
      }
      .ways button {
        min-width: 36px;
        border-color: var(--pm-control-border);
        background: var(--pm-surface);
        font-family: var(--pm-font);
      }
      /* Where there is little room, one row that scrolls sideways: what a click did stands below it. */
      @media ${unsafeCSS(NARROW)} {
        nav {
          flex-wrap: nowrap;
        }
        ol {
          flex-wrap: nowrap;
          min-width: 0;
          padding: 4px;
          overflow-x: auto;
          scrollbar-width: none;
          white-space: nowrap;
        }
        li,
        .ways {
          flex: none;
        }
      }
    `,
  ];

  declare session: Session | undefined;

  constructor() {
    super();
    new SessionController(this);
  }

  protected override shouldUpdate(changed: PropertyValues): boolean {
    return super.shouldUpdate(changed) && (!this.hasUpdated || this.session?.broken !== true);
  }

  /** The end of what is chosen, its address, stays in sight. */
  protected override updated(): void {
    // Elsewhere nothing is measured: that would have the page laid out at once.
    if (!matchMedia(NARROW).matches) return;
    const list = this.renderRoot.querySelector('ol');
    const current = this.renderRoot.querySelector('[aria-current]');
    if (list === null || current === null) return;
    list.scrollLeft += current.getBoundingClientRect().right - list.getBoundingClientRect().right + 4;
  }

  override render(): TemplateResult | typeof nothing {
    const { session } = this;
    if (session === undefined) return nothing;
    const { ui } = this.messages;
    const crumbs = this.#crumbs(session);
    const ways = session.read((heap) => waysFrom(heap, session.edition, session.selection));
    return html`<nav aria-label=${ui.breadcrumb} @keydown=${this.#onKey}>
      <ol>
        ${crumbs.map(
          (crumb, index) => html`<li>
            <button
              class="crumb"
              aria-current=${index === crumbs.length - 1 ? 'location' : nothing}
              @click=${() => {
                session.select(crumb.address);
              }}
            >
              ${crumb.label}
            </button>
          </li>`,
        )}
        ${
          session.selection.address === undefined
            ? nothing
            : html`<li><button class="crumb" @click=${this.#showBytes}>${ui.bytes}</button></li>`
        }
      </ol>
      <div class="ways" role="group" aria-label=${ui.neighbours}>
        ${this.#way('↑', ui.previous, ways?.previous)} ${this.#way('↓', ui.next, ways?.next)}
        ${this.#way('→', ui.inside, ways?.inside)}
      </div>
    </nav>`;
  }

  #crumbs(session: Session): Crumb[] {
    return (
      session.read((heap) => crumbsOf(session.selection, (index) => arenaAddress(heap, index), this.messages)) ?? []
    );
  }

  #way(sign: string, label: string, address: number | undefined): TemplateResult {
    return html`<button
      aria-label=${label}
      title=${this.messages.ui.byArrowKeys({ label })}
      aria-disabled=${address === undefined}
      @click=${() => {
        if (address !== undefined) this.session?.select(address);
      }}
    >
      ${sign}
    </button>`;
  }

  /** Up and down: neighbours. Right: inside, then the bytes. Left: back out. */
  #onKey(event: KeyboardEvent): void {
    const { session } = this;
    if (session === undefined) return;
    const ways = session.read((heap) => waysFrom(heap, session.edition, session.selection));
    switch (event.key) {
      case 'ArrowUp':
        this.#go(ways?.previous);
        break;
      case 'ArrowDown':
        this.#go(ways?.next);
        break;
      case 'ArrowRight':
        if (ways?.inside === undefined) this.#showBytes();
        else this.#go(ways.inside);
        break;
      case 'ArrowLeft':
        this.#goOut(session);
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  #go(address: number | undefined): void {
    if (address === undefined) return;
    this.session?.select(address);
    void this.#focusCurrent();
  }

  #goOut(session: Session): void {
    const crumbs = this.#crumbs(session);
    const outer = crumbs.at(-2);
    if (outer === undefined) return;
    session.select(outer.address);
    void this.#focusCurrent();
  }

  async #focusCurrent(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-current]')?.focus();
  }

  #showBytes(): void {
    this.dispatchEvent(new Event('show-bytes', { bubbles: true, composed: true }));
  }
}

function crumbsOf(
  { address, place }: Selection,
  arenaAt: (index: number) => number | undefined,
  messages: Messages,
): Crumb[] {
  const { ui } = messages;
  const crumbs: Crumb[] = [{ label: ui.heap, address: undefined }];
  if (place === undefined || address === undefined) return crumbs;
  if ('arena' in place) crumbs.push({ label: ui.arenaAt({ arena: place.arena }), address: arenaAt(place.arena) });
  if ('poolAt' in place) crumbs.push({ label: ui.poolAt({ pool: place.pool }), address: place.poolAt });
  if (place.kind === 'block')
    crumbs.push({ label: ui.blockAt({ block: place.block, address: hex(place.blockAt) }), address: place.blockAt });
  else if (place.kind === 'arenaObject') {
    crumbs.push({ label: ui.arenaAt({ arena: place.index }), address: arenaAt(place.index) });
    if (place.field !== null) crumbs.push({ label: place.field, address });
  } else if (place.kind === 'poolHeader' && place.field !== null && address !== place.poolAt) {
    crumbs.push({ label: place.field, address });
  } else if (place.kind === 'poolTail') crumbs.push({ label: ui.tail, address });
  else if (!('poolAt' in place)) crumbs.push({ label: `${tellPlace(messages, place)} ${hex(address)}`, address });
  return crumbs;
}
