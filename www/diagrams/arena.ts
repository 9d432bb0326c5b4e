// One arena: its pools as a grid in the order of memory, pool_address, the freepools chain, what alignment cost, and the
// arena object's fields.

import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

import { bytes, hex } from '../format.ts';
import { type ArenaView } from '../generated/ArenaView.ts';
import { type PoolState } from '../generated/PoolState.ts';
import { type PoolSummary } from '../generated/PoolSummary.ts';
import { joined } from '../locales/joined.ts';
import { addressLink, cellEvents, cellOf, tabStop } from './cells.ts';
import { fieldTable } from './fields.ts';
import { type DiagramOptions, widthOf } from './options.ts';
import { face, patterns, type Texture } from './patterns.ts';

const PATTERNS = 'arena';
const GAP = 4;
const FLAG_ROOM = 18;
const STRIP = 20;
const MOST_LINKS = 32;

export const POOL_FACES: Record<PoolState, Texture | undefined> = {
  used: undefined,
  full: undefined,
  empty: 'hatch',
  uncarved: 'dots',
};

export function arenaDiagram(view: ArenaView, o: DiagramOptions): TemplateResult {
  const words = o.messages.arenaView;
  if (view.state === 'unassociated') {
    return html`<div class="diagram" role="group" aria-label=${words.label({ index: view.index, state: o.messages.states.arena[view.state].word })}>
      <p class="note">${words.unassociated({ index: view.index })}</p>
      ${fieldTable(view.object, words.object({ index: view.index }), o)}
    </div>`;
  }
  const state = o.messages.states.arena[view.state].word;
  return html`<div class="diagram" role="group" aria-label=${words.label({ index: view.index, state })}>
    <p class="caption"><strong>${words.caption({ index: view.index, address: hex(view.address), size: bytes(view.size) })}</strong> <span class="tag arena-${view.state}">${state}</span></p>
    ${drawing(view, o)}
    ${view.lostHead + view.lostTail === 0 ? html`<p class="note">${words.nothingLost}</p>` : nothing}
    ${view.carved >= view.pools.length ? html`<p class="note">${words.allCarved}</p>` : nothing}
    ${freepools(view, o)}
    ${fieldTable(view.object, words.object({ index: view.index }), o)}
  </div>`;
}

function freepools(view: ArenaView, o: DiagramOptions): TemplateResult {
  const words = o.messages.arenaView;
  if (view.freepools.length === 0) {
    return html`<p class="chain"><code>freepools</code> <span class="note">${words.noFreepools}</span></p>`;
  }
  const shown = view.freepools.slice(0, MOST_LINKS);
  const rest = view.freepools.length - shown.length;
  return html`<p class="chain"><code>freepools</code>
    ${shown.map((index) => html`<span class="arrow" aria-hidden="true">→</span> ${addressLink(view.pools[index]?.at ?? 0, o, `${o.messages.diagram.pool} ${index}`)} `)}
    <span class="arrow" aria-hidden="true">→</span> ${rest > 0 ? o.messages.poolView.more({ n: rest }) : html`<span class="mono">NULL</span>`}
    <span class="note">${words.freepoolsNote}</span>
  </p>`;
}

interface Grid {
  readonly columns: number;
  readonly cell: number;
  readonly height: number;
  readonly top: number;
  readonly flagRow: number;
}

function gridOf(view: ArenaView, width: number): Grid {
  const columns = width >= 900 ? 16 : 8;
  const top = view.lostHead > 0 ? STRIP + GAP : 0;
  return {
    columns,
    cell: Math.floor(Math.min(84, (width - 4) / columns)),
    height: 44,
    top,
    flagRow: Math.floor(view.carved / columns),
  };
}

function rowTop(grid: Grid, row: number): number {
  return grid.top + row * (grid.height + GAP) + (row >= grid.flagRow ? FLAG_ROOM : 0);
}

function drawing(view: ArenaView, o: DiagramOptions): TemplateResult {
  const words = o.messages.arenaView;
  const width = widthOf(o);
  const grid = gridOf(view, width);
  const bottom = rowTop(grid, Math.ceil(view.pools.length / grid.columns));
  const height = bottom + (view.lostTail > 0 ? STRIP + GAP : 0);
  const order = new Map(view.freepools.map((pool, index) => [pool, index + 1]));
  const selected = view.pools.findIndex(({ at }) => at === o.selected.pool);
  const { choose, keydown } = cellEvents(o, grid.columns);
  return html`<svg class="drawing" width=${width} height=${height} viewBox="0 0 ${width} ${height}" role="group"
      aria-label=${words.label({ index: view.index, state: o.messages.states.arena[view.state].word })}>
    ${patterns(PATTERNS)}
    ${view.lostHead > 0 ? lost(words.lostHead({ n: view.lostHead }), 0, grid) : nothing}
    <g role="listbox" aria-label=${o.messages.legend.pools} @click=${choose} @keydown=${keydown}>
      ${view.pools.map((pool, index) => poolCell(pool, index, order.get(pool.index), grid, tabStop(index, selected), o))}
    </g>
    ${view.carved < view.pools.length ? flag(view, grid, o) : nothing}
    ${view.lostTail > 0 ? lost(words.lostTail({ n: view.lostTail }), bottom, grid) : nothing}
  </svg>`;
}

function poolCell(
  pool: PoolSummary,
  index: number,
  order: number | undefined,
  grid: Grid,
  tab: string,
  o: DiagramOptions,
): unknown {
  const facts = {
    ...pool,
    order,
    selected: o.selected.pool === pool.at,
    changed: pool.state !== 'uncarved' && o.changed.has(pool.at, o.edition.poolOverhead),
    tab,
    x: (index % grid.columns) * grid.cell + 2,
    y: rowTop(grid, Math.floor(index / grid.columns)) + 2,
    w: grid.cell - GAP,
    h: grid.height,
  };
  return cellOf(facts, o, (known) => poolDrawing(known, o));
}

interface PoolFacts extends PoolSummary {
  /** Its place in the list of free pools. */
  readonly order: number | undefined;
  readonly selected: boolean;
  readonly changed: boolean;
  readonly tab: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

function poolDrawing(pool: PoolFacts, { messages }: DiagramOptions): SVGTemplateResult {
  const words = messages.arenaView;
  const { order, selected, changed, w, h } = pool;
  const { word, letter } = messages.states.pool[pool.state];
  const name = joined(
    [
      words.pool({ index: pool.index, state: word, size: pool.size, have: pool.count, capacity: pool.capacity }),
      order === undefined ? '' : words.order({ n: order }),
      hex(pool.at),
      changed ? messages.diagram.changed : '',
    ],
    messages,
  );
  const share = pool.capacity === 0 ? 0 : pool.count / pool.capacity;
  return svg`<g class="cell pool-${pool.state} ${selected ? 'selected' : ''} ${changed ? 'changed' : ''}"
      role="option" aria-selected=${selected ? 'true' : 'false'} aria-label=${name} tabindex=${pool.tab} data-address=${pool.at}
      transform="translate(${pool.x} ${pool.y})">
    <title>${name}</title>
    ${face(PATTERNS, POOL_FACES[pool.state], w, h - 4)}
    <text class="index" x="4" y="11">${pool.index}</text>
    ${order === undefined ? svg`<text class="letter" x=${w - 4} y="11">${letter}</text>` : svg`<text class="order" x=${w - 4} y="11">#${order}</text>`}
    ${pool.size === 0 ? nothing : svg`<text class="class" x="4" y="25">${w < 48 ? pool.size : words.classes({ size: pool.size })}</text>`}
    ${
      pool.state === 'used' || pool.state === 'full'
        ? svg`<rect class="bar-ground" x="4" y=${h - 11} width=${w - 8} height="4"></rect>
          <rect class="bar" x="4" y=${h - 11} width=${Math.max(1, share * (w - 8))} height="4"></rect>`
        : nothing
    }
    ${changed ? svg`<path class="changed-mark" d="M${w} 0 h-8 l8 8 z"></path>` : nothing}
    <rect class="ring" x="-1.5" y="-1.5" width=${w + 3} height=${h - 1} rx="3"></rect>
  </g>`;
}

/** pool_address: the left edge of the pool that is carved off next. */
function flag(view: ArenaView, grid: Grid, o: DiagramOptions): SVGTemplateResult {
  const column = view.carved % grid.columns;
  const x = column * grid.cell + 1;
  const y = rowTop(grid, grid.flagRow);
  const right = column * 2 < grid.columns;
  const text = `${o.messages.arenaView.poolAddress} ${hex(view.pools[view.carved]?.at ?? 0)}`;
  return svg`<g class="marker" aria-hidden="true">
    <path d="M${x} ${y} l-4.5 -7 h9 z" transform=${column === 0 ? 'translate(4 0)' : ''}></path>
    <line x1=${x} y1=${y} x2=${x} y2=${y + grid.height}></line>
    <text x=${right ? x + 10 : x - 8} y=${y - 6} text-anchor=${right ? 'start' : 'end'}>${text}</text>
  </g>`;
}

function lost(text: string, y: number, grid: Grid): SVGTemplateResult {
  return svg`<g class="lost" transform="translate(2 ${y})">
    ${face(PATTERNS, 'lines', Math.max(24, grid.cell - GAP), STRIP - 2)}
    <text class="label" x=${grid.cell + 6} y=${STRIP / 2}>${text}</text>
  </g>`;
}
