// The map for keyboards and screen readers: arenas, pools, blocks and bytes as a tree, of which the rows in sight are drawn. Knows
// which row the keyboard is on; what is done with one is the map's.

import { css, html, nothing, type TemplateResult } from 'lit';
import { baseStyle } from '../elements/controls-style.ts';
import { PmElement } from '../elements/pm-element.ts';
import { byte, hex } from '../format.ts';
import { addressOfRow, type MapTree, type Row } from './tree.ts';

/** As the style says. */
const ROW_HEIGHT = 28;
const ROWS_IN_SIGHT = 9;
const PAGE = 8;

/**
 * Arenas, pools and blocks, one row each, and the bytes of a block.
 *
 * @tagname pm-map-tree
 * @fires map-row - The keyboard is on another row: its detail.
 * @fires map-choose - A row was chosen: its detail.
 */
export class PmMapTree extends PmElement {
  static override readonly properties = {
    tree: { attribute: false },
    chosen: { attribute: false },
    ageOf: { attribute: false },
    active: { state: true },
    from: { state: true },
  };
  static override readonly styles = [
    baseStyle,
    css`
      .list {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        max-height: 254px;
        overflow: hidden auto;
        border: 1px solid var(--pm-border);
        border-radius: 6px;
      }
      .space,
      .sight {
        grid-area: 1 / 1;
      }
      .sight {
        position: sticky;
        top: 0;
        align-self: start;
        overflow: hidden;
      }
      .row {
        display: flex;
        gap: 6px;
        align-items: center;
        height: 28px;
        padding: 0 8px;
        font-size: 13px;
        white-space: nowrap;
        cursor: pointer;
      }
      .row.level-2 {
        padding-inline-start: 28px;
      }
      .row.level-3 {
        padding-inline-start: 48px;
      }
      .row.level-4 {
        padding-inline-start: 46px;
        font: 12px var(--pm-mono);
      }
      .row.level-4 .sign {
        display: none;
      }
      .row:hover {
        background: var(--pm-hover);
      }
      .row.chosen {
        box-shadow: inset 3px 0 var(--pm-selected);
        font-weight: 600;
      }
      .list:focus-visible .row.active {
        outline: 2px solid var(--pm-focus);
        outline-offset: -2px;
      }
      .sign {
        width: 12px;
        color: var(--pm-text-muted);
      }
      .text {
        overflow: hidden;
        text-overflow: ellipsis;
      }
    `,
  ];

  declare tree: MapTree | undefined;
  /** The address that is chosen. */
  declare chosen: number | undefined;
  /** When something was done in a pool, by the place of its arena and its own; where nobody asks for that, nothing. */
  declare ageOf: ((arena: number, pool: number) => string | undefined) | undefined;
  /** The row that the keyboard is on. */
  declare active: number;
  /** The first row in sight. */
  declare from: number;

  constructor() {
    super();
    this.active = 0;
    this.from = 0;
  }

  /** Puts the keyboard's row there, and in sight. */
  show(row: number): void {
    this.active = row;
    this.requestUpdate();
    void this.updateComplete.then(() => {
      this.#follow();
    });
  }

  override render(): TemplateResult | typeof nothing {
    const { tree, messages } = this;
    if (tree === undefined) return nothing;
    const empty = tree.total === 0;
    this.active = Math.max(0, Math.min(this.active, tree.total - 1));
    const from = Math.max(0, Math.min(this.from, tree.total - ROWS_IN_SIGHT));
    const rows = Array.from({ length: Math.min(ROWS_IN_SIGHT + 1, tree.total - from) }, (_, n) => from + n);
    // The row that the keyboard is on is there even where it is scrolled away.
    const all = rows.includes(this.active) || empty ? rows : [...rows, this.active];
    return html`<div class="list" role=${empty ? 'group' : 'tree'} aria-label=${messages.heapMap.tree.label}
        aria-activedescendant=${empty ? nothing : `row-${this.active}`} tabindex=${empty ? -1 : 0}
        @scroll=${this.#onScroll} @keydown=${this.#onKey}>
      <div class="space" role="none"></div>
      <div class="sight" role="none">${all.map((index) => this.#row(tree, index))}</div>
    </div>`;
  }

  override updated(): void {
    const space = this.renderRoot.querySelector<HTMLElement>('.space');
    // Markup with styles of its own would not pass the page's policy.
    if (space !== null) space.style.height = `${(this.tree?.total ?? 0) * ROW_HEIGHT}px`;
  }

  #row(tree: MapTree, index: number): TemplateResult | typeof nothing {
    const row = tree.row(index);
    if (row === undefined) return nothing;
    const chosen = addressOfRow(row) === this.chosen;
    const open = row.kind === 'bytes' ? undefined : row.open;
    return html`<div class="row level-${row.level} ${chosen ? 'chosen' : ''} ${index === this.active ? 'active' : ''}"
        id="row-${index}" role="treeitem" aria-level=${row.level} aria-setsize=${row.of} aria-posinset=${row.number}
        aria-expanded=${open ?? nothing} aria-selected=${chosen} @click=${() => {
          this.#onClick(index);
        }}>
      <span class="sign" aria-hidden="true">${open === undefined ? '' : open ? '▾' : '▸'}</span>
      <span class="text">${this.#name(row)}</span>
    </div>`;
  }

  #name(row: Row): string {
    const { arenasView, arenaView, diagram, poolView, states } = this.messages;
    switch (row.kind) {
      case 'arena': {
        const { index, state, nfreepools: free, ntotalpools: total } = row.arena;
        return arenasView.cell({ index, state: states.arena[state].word, free, total });
      }
      case 'pool': {
        const { index, state, size, count: have, capacity } = row.pool;
        const pool = arenaView.pool({ index, state: states.pool[state].word, size, have, capacity });
        const age = this.ageOf?.(row.arena, index);
        return age === undefined ? pool : `${pool} · ${age}`;
      }
      case 'block':
        return poolView.block({
          index: row.block,
          state: states.block[row.state].word,
          address: hex(addressOfRow(row)),
        });
      case 'bytes':
        return diagram.labelled({ label: hex(row.at), text: Array.from(row.bytes, byte).join(' ') });
    }
  }

  #onScroll(event: Event): void {
    if (event.target instanceof HTMLElement) this.from = Math.floor(event.target.scrollTop / ROW_HEIGHT);
  }

  #onClick(index: number): void {
    const { tree } = this;
    const row = tree?.row(index);
    if (tree === undefined || row === undefined) return;
    const opened = tree.open(index);
    if (opened === undefined && row.kind !== 'bytes' && row.open) tree.close(index);
    this.#go(opened ?? index);
    this.#choose();
  }

  #onKey(event: KeyboardEvent): void {
    const { tree, active } = this;
    if (tree === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    switch (event.key) {
      case 'ArrowDown':
        this.#go(active + 1);
        break;
      case 'ArrowUp':
        this.#go(active - 1);
        break;
      case 'PageDown':
        this.#go(active + PAGE);
        break;
      case 'PageUp':
        this.#go(active - PAGE);
        break;
      case 'Home':
        this.#go(0);
        break;
      case 'End':
        this.#go(tree.total - 1);
        break;
      case 'ArrowRight':
        this.#goIn(tree);
        break;
      case 'ArrowLeft':
        this.#goOut(tree);
        break;
      case 'Enter':
      case ' ':
        this.#choose();
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  #goIn(tree: MapTree): void {
    const row = tree.row(this.active);
    const opened = tree.open(this.active);
    if (opened !== undefined) this.#go(opened);
    else if (row?.kind !== 'bytes' && row?.open === true) this.#go(this.active + 1);
  }

  #goOut(tree: MapTree): void {
    const row = tree.row(this.active);
    if (row?.kind !== 'bytes' && row?.open === true) {
      tree.close(this.active);
      this.#go(this.active);
    } else {
      this.#go(tree.outside(this.active));
    }
  }

  #go(to: number): void {
    const { tree } = this;
    if (tree === undefined) return;
    // What was opened before may be closed now, and the rows before it fewer.
    this.active = Math.max(0, Math.min(to, tree.total - 1));
    this.requestUpdate();
    void this.updateComplete.then(() => {
      this.#follow();
    });
    this.#tell('map-row');
  }

  #choose(): void {
    this.#tell('map-choose');
  }

  #tell(name: 'map-row' | 'map-choose'): void {
    const row = this.tree?.row(this.active);
    if (row !== undefined) this.dispatchEvent(new CustomEvent<Row>(name, { detail: row }));
  }

  #follow(): void {
    const list = this.renderRoot.querySelector<HTMLElement>('.list');
    if (list === null) return;
    const top = this.active * ROW_HEIGHT;
    if (top < list.scrollTop) list.scrollTop = top;
    const bottom = top + ROW_HEIGHT - list.clientHeight;
    if (bottom > list.scrollTop) list.scrollTop = bottom;
  }
}
