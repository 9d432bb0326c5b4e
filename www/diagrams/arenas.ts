// arenas[] as a grid of cells, the lists that run through it, and the globals that hold them. Stays legible and cheap
// for a thousand arena objects by drawing smaller cells and summing up runs.

import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

import { hex, runs } from '../format.ts';
import { type ArenaSummary } from '../generated/ArenaSummary.ts';
import { type ArenasView } from '../generated/ArenasView.ts';
import { ARENA_FACES, type ArenaCell, arenaName, barOf } from './arena-cell.ts';
import { addressLink, cellEvents, cellOf, tabStop } from './cells.ts';
import { boxes, crowdCell, crowdFaces, nameWhatIsPointedAt } from './crowd.ts';
import { fieldTable } from './fields.ts';
import { type DiagramOptions, widthOf } from './options.ts';
import { face, patterns } from './patterns.ts';

const PATTERNS = 'arenas';
const MOST_LINKS = 16;
const GUTTER = 40;

interface Grid {
  readonly columns: number;
  readonly cell: number;
  readonly height: number;
  readonly size: ArenaCell['size'];
}

/** Only the first `most` of the cells can be chosen yet. */
export function arenasDiagram(view: ArenasView, o: DiagramOptions, most = Infinity): TemplateResult {
  const words = o.messages.arenasView;
  const mapped = view.arenas.filter(({ state }) => state !== 'unassociated').length;
  return html`<div class="diagram" role="group" aria-label=${words.label({ n: mapped, max: view.maxarenas })}>
    ${
      view.arenas.length === 0
        ? html`<p class="note">${words.noArray}</p>`
        : html`<p class="caption"><strong>${words.caption({ address: hex(view.at), n: view.maxarenas, size: o.edition.arenaObjectSize })}</strong></p>
            ${drawing(view, words.label({ n: mapped, max: view.maxarenas }), o, most)}`
    }
    <dl class="lists">
      ${list('usable_arenas', words.usable, usable(view, o))}
      ${list('unused_arena_objects', words.unused, unused(view, o))}
      ${o.edition.arenaOrder === 'walk' ? nothing : list('nfp2lasta', words.nfp2lasta, nfp2lasta(view, o))}
    </dl>
    ${o.edition.arenaOrder === 'walk' ? html`<p class="note">${words.walk}</p>` : nothing}
    ${fieldTable(view.globals, words.globals, o)}
  </div>`;
}

function gridOf(view: ArenasView, width: number): Grid {
  const n = view.arenas.length;
  const room = width - 4;
  if (n <= 32) {
    const columns = room >= 700 ? 8 : 4;
    return { columns, cell: Math.min(120, Math.floor(room / columns)), height: 50, size: 'large' };
  }
  if (n <= 256) {
    const columns = room >= 850 ? 16 : 8;
    return { columns, cell: Math.min(64, Math.floor((room - GUTTER) / columns)), height: 32, size: 'medium' };
  }
  const columns = room >= 850 ? 32 : 16;
  return { columns, cell: Math.min(26, Math.floor((room - GUTTER) / columns)), height: 20, size: 'small' };
}

function drawing(view: ArenasView, label: string, o: DiagramOptions, most: number): TemplateResult {
  const width = widthOf(o);
  const grid = gridOf(view, width);
  const rows = Math.ceil(view.arenas.length / grid.columns);
  const height = rows * (grid.height + 4) + 2;
  const selected = o.selected.arena ?? -1;
  const crowded = grid.size !== 'large';
  const left = crowded ? GUTTER : 2;
  const { choose, keydown } = cellEvents(o, grid.columns);
  const cells = view.arenas.map((arena) => cellFacts(arena, grid, left, tabStop(arena.index, selected), o));
  return html`<svg class="drawing" width=${width} height=${height} viewBox="0 0 ${width} ${height}" role="group" aria-label=${label}>
    ${patterns(PATTERNS)}
    ${
      crowded
        ? Array.from(
            { length: rows },
            (_, row) =>
              svg`<text class="offset" x=${GUTTER - 8} y=${row * (grid.height + 4) + grid.height / 2 + 2} aria-hidden="true">${row * grid.columns}</text>`,
          )
        : nothing
    }
    ${crowded ? crowdFaces(cells, { of: 'arena', faces: ARENA_FACES, prefix: PATTERNS }, insideOfFaces) : nothing}
    <g role="listbox" aria-label="arenas[]" @click=${choose} @keydown=${keydown} @pointerover=${crowded ? nameWhatIsPointedAt : undefined}>
      ${cells.slice(0, most).map((facts) => cellOf(facts, o, (known) => (crowded ? crowdCell(known, arenaName(known, o)) : cellDrawing(known, o))))}
    </g>
  </svg>`;
}

function cellFacts(arena: ArenaSummary, grid: Grid, left: number, tab: string, o: DiagramOptions): ArenaCell {
  const hasArena = arena.state !== 'unassociated';
  return {
    index: arena.index,
    state: arena.state,
    free: arena.nfreepools,
    total: hasArena ? arena.ntotalpools : 0,
    address: hasArena ? arena.address : arena.at,
    selected: o.selected.arena === arena.index,
    changed: o.changed.has(arena.at, o.edition.arenaObjectSize),
    tab,
    size: grid.size,
    x: left + (arena.index % grid.columns) * grid.cell,
    y: Math.floor(arena.index / grid.columns) * (grid.height + 4) + 2,
    w: grid.cell - (grid.size === 'small' ? 3 : 4),
    h: grid.height,
  };
}

/** The numbers of arenas that are drawn as one, and how much of each is taken. */
function insideOfFaces(alike: readonly ArenaCell[]): SVGTemplateResult {
  const bars = alike.filter(({ free }) => free > 0).map((cell) => ({ ...barOf(cell), cell }));
  return svg`${alike
    .filter(({ size }) => size === 'medium')
    .map(({ index, x, y }) => svg`<text class="index" x=${x + 5} y=${y + 12}>${index}</text>`)}
    ${
      bars.length === 0
        ? nothing
        : svg`<path class="bar-ground" d=${boxes(bars.map(({ cell, x, y, w, h }) => ({ x: cell.x + x, y: cell.y + y, w, h })))}></path>
          <path class="bar" d=${boxes(bars.map(({ cell, x, y, taken, h }) => ({ x: cell.x + x, y: cell.y + y, w: taken, h })))}></path>`
    }`;
}

function cellDrawing(facts: ArenaCell, o: DiagramOptions): SVGTemplateResult {
  const { index, state, free, total, selected, changed, w, h } = facts;
  const words = o.messages.arenasView;
  const { word } = o.messages.states.arena[state];
  const name = arenaName(facts, o);
  return svg`<g class="cell arena-${state} ${selected ? 'selected' : ''} ${changed ? 'changed' : ''}" role="option"
      aria-selected=${selected ? 'true' : 'false'} aria-label=${name} tabindex=${facts.tab}
      data-address=${facts.address} transform="translate(${facts.x} ${facts.y})">
    <title>${name}</title>
    ${face(PATTERNS, ARENA_FACES[state], w, h)}
    <text class="index" x="5" y="12">${index}</text>
    <text class="word ${w < 100 ? 'small' : ''}" x=${w < 100 ? 5 : w - 6} y=${w < 100 ? 27 : 12} text-anchor=${w < 100 ? 'start' : 'end'}>${word}</text>
    ${total > 0 && w >= 100 ? svg`<text class="word" x="5" y="29">${words.freePools({ free, total })}</text>` : nothing}
    ${total > 0 ? poolsBar(facts) : nothing}
    ${changed ? svg`<path class="changed-mark" d="M${w} 0 h-7 l7 7 z"></path>` : nothing}
    <rect class="ring" x="-1.5" y="-1.5" width=${w + 3} height=${h + 3} rx="3"></rect>
  </g>`;
}

/** How much of the arena is taken. */
function poolsBar(facts: ArenaCell): SVGTemplateResult {
  const { x, y, w, h, taken } = barOf(facts);
  return svg`<rect class="bar-ground" x=${x} y=${y} width=${w} height=${h}></rect>
    <rect class="bar" x=${x} y=${y} width=${taken} height=${h}></rect>`;
}

function list(name: string, about: string, content: unknown): TemplateResult {
  return html`<div>
    <dt><code>${name}</code> <span class="note">${about}</span></dt>
    <dd class="chain">${content}</dd>
  </div>`;
}

const ARROW = html`<span class="arrow" aria-hidden="true">→</span>`;

function arenaLink(index: number, view: ArenasView, o: DiagramOptions): TemplateResult {
  const arena = view.arenas[index];
  const address = arena === undefined ? 0 : arena.state === 'unassociated' ? arena.at : arena.address;
  return addressLink(address, o, `arenas[${index}]`);
}

function usable(view: ArenasView, o: DiagramOptions): unknown {
  const words = o.messages.arenasView;
  if (view.usable.length === 0) return words.empty;
  const rest = view.usable.length - MOST_LINKS;
  return html`${view.usable
    .slice(0, MOST_LINKS)
    .map(
      (index) =>
        html`<span class="link-of">${arenaLink(index, view, o)} <span class="note">${words.freeOf({ n: view.arenas[index]?.nfreepools ?? 0 })}</span></span> ${ARROW} `,
    )}${rest > 0 ? words.more({ n: rest }) : html`<span class="mono">NULL</span>`}`;
}

/** A list that mostly counts up: a long run is told by its first two and its last. */
function unused(view: ArenasView, o: DiagramOptions): unknown {
  const words = o.messages.arenasView;
  if (view.unused.length === 0) return words.empty;
  const found = runs(view.unused);
  const rest = found.slice(MOST_LINKS).reduce((sum, [first, last]) => sum + last - first + 1, 0);
  return html`${found.slice(0, MOST_LINKS).map(([first, last]) => {
    const links = last - first < 3 ? range(first, last) : [first, first + 1, undefined, last];
    return links.map((index) => html`${index === undefined ? '…' : arenaLink(index, view, o)} ${ARROW} `);
  })}${rest > 0 ? words.more({ n: rest }) : html`<span class="mono">NULL</span>`}`;
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function nfp2lasta(view: ArenasView, o: DiagramOptions): unknown {
  const words = o.messages.arenasView;
  if (view.nfp2lasta.length === 0) return words.empty;
  const rest = view.nfp2lasta.length - MOST_LINKS;
  return html`${view.nfp2lasta
    .slice(0, MOST_LINKS)
    .map(
      (entry) =>
        html`<span class="link-of entry ${o.changed.has(entry.at, o.edition.word) ? 'changed' : ''}">${addressLink(entry.at, o, `[${entry.nfreepools}]`)} ${ARROW} ${arenaLink(entry.arena, view, o)}</span> `,
    )}${rest > 0 ? words.more({ n: rest }) : nothing}`;
}
