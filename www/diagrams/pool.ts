// One pool, to scale: header, every block with its state, the free list as numbers and arrows, nextoffset and
// maxnextoffset where they point. Draws what the view says, damaged lists included, and decides nothing.

import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

import { alignDown, hex, mask } from '../format.ts';
import { type BlockState } from '../generated/BlockState.ts';
import { type PoolView } from '../generated/PoolView.ts';
import { joined } from '../locales/joined.ts';
import { addressLink, cellEvents, cellOf, tabStop } from './cells.ts';
import { type Box, crowdCell, crowdFaces, nameWhatIsPointedAt } from './crowd.ts';
import { fieldTable } from './fields.ts';
import { letters } from './letters.ts';
import { arrowEnd, face, patterns } from './patterns.ts';
import { type DiagramOptions, widthOf } from './options.ts';

/** Free lists up to this many links are drawn with arrows; longer ones are numbered only. */
const MOST_ARROWS = 24;
/** Links that the list under the drawing spells out. */
const MOST_LINKS = 32;
const GUTTER = 46;
const MARKER_ROOM = 20;
/** Of more blocks than this, the offset of their row tells which they are: so many numbers would keep a click waiting. */
const MOST_WITH_INDEX = 300;
/** Places in the free list that fit into the smallest cell. */
const MOST_IN_CELL = 999;
/** More rows than this, and arrows would only be strokes across them. */
const MOST_ROWS_WITH_ARROWS = 24;
/** How far above and below its row an arrow runs. */
const ARROW_ROOM = 12;
const PATTERNS = 'pool';

/** Colour alone tells nothing: each state has a texture too. */
export const BLOCK_FACES = { allocated: undefined, freed: 'hatch', untouched: 'dots' } as const;

interface Shape {
  readonly columns: number;
  readonly cell: number;
  readonly height: number;
  /** Whether the free list is drawn with arrows. */
  readonly arrowed: boolean;
  /** Where each row of blocks starts, from the top of the drawing. */
  readonly rows: readonly number[];
  readonly header: number;
  readonly tailRow: number;
  readonly total: number;
}

/** How much fits into a cell: index and words, index alone, or only the number in the free list. */
type Detail = 'words' | 'index' | 'tiny';

export function poolDiagram(view: PoolView, o: DiagramOptions): TemplateResult {
  const words = o.messages.poolView;
  const state = o.messages.states.pool[view.state];
  const caption = words.caption({ arenaIndex: view.arena, index: view.index, address: hex(view.at) });
  if (view.state === 'uncarved' || view.szidx === null) {
    const why = view.state === 'uncarved' ? words.uncarved : words.never;
    return html`<div class="diagram" role="group" aria-label=${caption}>
      <p class="caption"><strong>${caption}</strong> <span class="tag pool-${view.state}">${state.word}</span></p>
      <p class="note">${why}</p>
      ${view.state === 'uncarved' ? nothing : fieldTable(view.header, words.header, o)}
    </div>`;
  }
  // The header's own count: in a damaged pool it differs from what the free list leaves.
  const allocated = view.header.find(({ name }) => name === 'ref.count')?.value ?? 0;
  return html`<div class="diagram" role="group" aria-label=${caption}>
    <p class="caption"><strong>${caption}</strong> <span class="tag pool-${view.state}">${state.word}</span>
      <span class="note">${words.summary({ size: view.size, szidx: view.szidx, have: allocated, capacity: view.blocks.length })}</span></p>
    ${damageNote(view, o)}
    ${drawing(view, o)}
    <p class="note">${view.nextoffset <= view.maxnextoffset ? words.canGrow({ next: view.nextoffset, max: view.maxnextoffset }) : words.cannotGrow({ next: view.nextoffset, max: view.maxnextoffset })}</p>
    <p class="note">${words.tailNote({ n: view.tail })}</p>
    ${freeList(view, o)}
    <div class="columns">
      ${fieldTable(view.header, words.header, o)}
      ${poolAddr(view, o)}
    </div>
  </div>`;
}

function damageNote(view: PoolView, o: DiagramOptions): TemplateResult | typeof nothing {
  if (view.damage === null) return nothing;
  const { at, value, why } = view.damage;
  const tell = why === 'cycle' ? o.messages.poolView.damageCycle : o.messages.poolView.damageAstray;
  return html`<p class="damage"><span aria-hidden="true">⚠ </span>${tell({ at: hex(at), value: hex(value) })}</p>`;
}

function freeList(view: PoolView, o: DiagramOptions): TemplateResult {
  const words = o.messages.poolView;
  if (view.freeblocks.length === 0)
    return html`<p class="chain"><code>freeblock</code> <span class="note">${words.freeListEmpty}</span></p>`;
  const shown = view.freeblocks.slice(0, MOST_LINKS);
  const rest = view.freeblocks.length - shown.length;
  return html`<p class="chain"><code>freeblock</code>
    ${shown.map((block) => html`<span class="arrow" aria-hidden="true">→</span> ${addressLink(blockAddress(view, block), o, `${o.messages.diagram.block} ${block}`)} `)}
    <span class="arrow" aria-hidden="true">→</span>
    ${rest > 0 ? html`<span>${words.more({ n: rest })}</span>` : view.damage !== null ? html`<span class="bad mono">${hex(view.damage.value)} ?</span>` : html`<span class="mono">${words.end}</span>`}
  </p>`;
}

function poolAddr(view: PoolView, o: DiagramOptions): TemplateResult | typeof nothing {
  const address = o.selected.address;
  if (address === undefined || alignDown(address, view.poolSize) !== view.at) return nothing;
  const words = o.messages.poolView;
  const width = 2 + 2 * o.edition.word;
  return html`<figure class="arithmetic">
    <figcaption>${words.poolAddr}</figcaption>
    <pre><code>  ${hex(address).padStart(width)}  p
&amp; ${mask(view.poolSize, o.edition.word).padStart(width)}  ~POOL_SIZE_MASK
= ${hex(view.at).padStart(width)}  pool_header</code></pre>
    <p class="note">${words.poolAddrNote}</p>
  </figure>`;
}

function blockAddress(view: PoolView, block: number): number {
  return view.at + view.first + block * view.size;
}

/** Offsets in rows of equally wide cells, with room above and below the rows that a marker points into. */
function shapeOf(view: PoolView, width: number): Shape {
  const blocks = Math.max(1, view.blocks.length);
  const room = width - GUTTER - 8;
  const wanted = blocks <= 40 ? (room < 400 ? 66 : 92) : blocks <= 130 ? 58 : blocks <= MOST_WITH_INDEX ? 36 : 25;
  const columns = Math.max(1, Math.min(niceColumns(Math.floor(room / wanted)), blocks));
  const cell = Math.min(132, Math.floor(room / columns));
  const height = cell >= 64 ? 46 : cell >= 44 ? 34 : cell >= 30 ? 26 : 20;
  const header = 22;
  const highest = Math.max(-1, ...view.freeblocks.map((block) => Math.floor(block / columns)));
  const arrowed = linked(view) && view.freeblocks.length <= MOST_ARROWS && highest < MOST_ROWS_WITH_ARROWS;
  const lastArrow = arrowed && height >= 26 ? highest : -1;
  const rows: number[] = [];
  let y = header + 28;
  const above = rowOf(view, view.nextoffset, columns);
  const below = rowOf(view, view.maxnextoffset, columns);
  for (let row = 0; row * columns < blocks; row++) {
    if (row === above) y += MARKER_ROOM;
    rows.push(y);
    y += height + 4 + (row < lastArrow ? ARROW_ROOM : 0);
    if (row === below) y += MARKER_ROOM;
  }
  return { columns, cell, height, arrowed, rows, header, tailRow: y, total: y + (view.tail > 0 ? 26 : 2) };
}

/** Whether the free list has anything to draw, be it only a link that leads astray. */
function linked(view: PoolView): boolean {
  return view.freeblocks.length > 0 || view.damage !== null;
}

/** Columns that count well: a power of two or a ten where the room allows it. */
function niceColumns(most: number): number {
  return [64, 50, 40, 32, 24, 20, 16, 12, 10, 8, 6, 5, 4, 3, 2].find((columns) => columns <= most) ?? 1;
}

/** The row that an offset falls into; an offset past the last block belongs to the last row. */
function rowOf(view: PoolView, offset: number, columns: number): number {
  const blocks = Math.max(1, view.blocks.length);
  return Math.floor(Math.min(blocks - 1, Math.max(0, Math.floor((offset - view.first) / view.size))) / columns);
}

function drawing(view: PoolView, o: DiagramOptions): TemplateResult {
  const words = o.messages.poolView;
  const width = widthOf(o);
  const shape = shapeOf(view, width);
  const detail = detailOf(view, shape);
  const order = new Map(view.freeblocks.map((block, index) => [block, index + 1]));
  const selected =
    o.selected.block === undefined ? -1 : Math.round((o.selected.block - view.at - view.first) / view.size);
  const { choose, keydown } = cellEvents(o, shape.columns);
  const total = shape.total;
  const crowded = detail !== 'words';
  const cells = view.blocks.map((_, index) =>
    factsOf(view, index, order.get(index), shape, detail, tabStop(index, selected), o),
  );
  return html`<svg class="drawing" width=${width} height=${total} viewBox="0 0 ${width} ${total}" role="group"
      aria-label=${words.label({ size: view.size, state: o.messages.states.pool[view.state].word })}>
    ${patterns(PATTERNS)}
    ${headerStrip(view, shape, o)}
    ${shape.rows.map((y, row) => svg`<text class="offset" x=${GUTTER - 8} y=${y + shape.height / 2} aria-hidden="true">+${view.first + row * shape.columns * view.size}</text>`)}
    ${crowded ? crowdFaces(cells, { of: 'block', faces: BLOCK_FACES, prefix: PATTERNS }, insideOfFaces) : nothing}
    <g role="listbox" aria-label=${words.grid} @click=${choose} @keydown=${keydown} @pointerover=${crowded ? nameWhatIsPointedAt : undefined}>
      ${cells.map((facts) => cellOf(facts, o, (known) => (crowded ? crowdCell(known, blockName(known, o)) : blockDrawing(known, o))))}
    </g>
    ${shape.arrowed ? arrows(view, shape) : nothing}
    ${marker(view, shape, 'nextoffset', width, o)}
    ${marker(view, shape, 'maxnextoffset', width, o)}
    ${view.tail > 0 ? tailStrip(view, shape, o) : nothing}
  </svg>`;
}

function detailOf(view: PoolView, { cell }: Shape): Detail {
  if (cell >= 64) return 'words';
  return cell >= 30 && view.blocks.length <= MOST_WITH_INDEX ? 'index' : 'tiny';
}

/** The header to the blocks' scale, cut into its fields. */
function headerStrip(view: PoolView, shape: Shape, o: DiagramOptions): SVGTemplateResult {
  const scale = shape.cell / view.size;
  const length = Math.max(4, Math.min(view.first * scale, shape.columns * shape.cell));
  const squeeze = length / view.first;
  const label = o.messages.poolView.headerBytes({ n: view.first });
  const beside = length + 10 + letters(label) * 7 < shape.columns * shape.cell;
  const selected = o.selected.place?.kind === 'poolHeader';
  return svg`<g>
    <text class="offset" x=${GUTTER - 8} y=${shape.header / 2 + 1} aria-hidden="true">+0</text>
    <rect class="header-strip ${selected ? 'selected' : ''}" x=${GUTTER} y="1" width=${length} height=${shape.header}></rect>
    ${view.header.map((field) => svg`<rect class="header-field ${o.changed.has(field.at, field.size) ? 'changed' : ''}" x=${GUTTER + (field.at - view.at) * squeeze} y="1" width=${Math.max(0.5, field.size * squeeze)} height=${shape.header}><title>${field.name}</title></rect>`)}
    <text class="label" x=${beside ? GUTTER + length + 8 : GUTTER} y=${beside ? shape.header / 2 + 1 : shape.header + 14}>${label}</text>
  </g>`;
}

function position(shape: Shape, index: number): { x: number; y: number } {
  return {
    x: GUTTER + (index % shape.columns) * shape.cell,
    y: shape.rows[Math.floor(index / shape.columns)] ?? 0,
  };
}

function factsOf(
  view: PoolView,
  index: number,
  order: number | undefined,
  shape: Shape,
  detail: Detail,
  tab: string,
  o: DiagramOptions,
): BlockFacts {
  const address = blockAddress(view, index);
  const { x, y } = position(shape, index);
  return {
    index,
    address,
    state: view.blocks[index] ?? 'untouched',
    order,
    detail,
    tab,
    changed: o.changed.has(address, view.size),
    selected: o.selected.block === address,
    made: o.made === address,
    x: x + 1,
    y,
    w: shape.cell - 2,
    h: shape.height,
  };
}

interface BlockFacts {
  readonly index: number;
  readonly address: number;
  readonly state: BlockState;
  /** Its place in the free list. */
  readonly order: number | undefined;
  readonly detail: Detail;
  readonly tab: string;
  readonly changed: boolean;
  readonly selected: boolean;
  readonly made: boolean;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

function blockName({ index, address, state, order, changed, made }: BlockFacts, { messages }: DiagramOptions): string {
  const words = messages.poolView;
  return joined(
    [
      words.block({ index, state: messages.states.block[state].word, address: hex(address) }),
      order === undefined ? '' : words.order({ n: order }),
      made ? words.madeNow : changed ? words.changedNow : '',
    ],
    messages,
  );
}

/** What stands in blocks that are drawn as one. */
function insideOfFaces(alike: readonly BlockFacts[]): SVGTemplateResult {
  const made = alike.find((facts) => facts.made);
  return svg`${alike.map((facts) => (facts.detail === 'tiny' ? tinyText(facts) : indexText(facts)))}
    ${made === undefined ? nothing : svg`${madeMark(made, made)}${madeRing(made)}`}`;
}

function tinyText({ order, x, y, w, h }: BlockFacts): SVGTemplateResult | typeof nothing {
  return order === undefined || order > MOST_IN_CELL
    ? nothing
    : svg`<text class="order tiny" x=${x + w / 2} y=${y + h / 2 + 1}>${order}</text>`;
}

function indexText({ index, order, x, y, w, h }: BlockFacts): SVGTemplateResult {
  const tall = h >= 34;
  return svg`<text class="index" x=${x + 4} y=${y + (tall ? 11 : h / 2 + 1)}>${index}</text>
    ${order === undefined ? nothing : svg`<text class="order" x=${x + w - 4} y=${y + (tall ? h - 9 : h / 2 + 1)}>${tall ? '#' : ''}${order}</text>`}`;
}

function madeRing({ x, y, w, h }: Box): SVGTemplateResult {
  return svg`<rect class="made-ring" x=${x + 2} y=${y + 2} width=${w - 4} height=${h - 4} rx="1"></rect>`;
}

function blockDrawing(facts: BlockFacts, o: DiagramOptions): SVGTemplateResult {
  const { index, address, state, order, changed, selected, made, w, h } = facts;
  const { word } = o.messages.states.block[state];
  const name = blockName(facts, o);
  return svg`<g class="cell block-${state} ${selected ? 'selected' : ''} ${changed ? 'changed' : ''} ${made ? 'made' : ''}"
      role="option" aria-selected=${selected ? 'true' : 'false'} aria-label=${name} tabindex=${facts.tab} data-address=${address}
      transform="translate(${facts.x} ${facts.y})">
    <title>${name}</title>
    ${face(PATTERNS, BLOCK_FACES[state], w, h)}
    <text class="index" x="6" y="13">${index}</text>
    <text class="word ${w < 80 ? 'small' : ''}" x="6" y=${h - 11}>${word}</text>
    ${order === undefined ? nothing : svg`<text class="order" x=${w - 6} y="13">#${order}</text>`}
    ${made ? svg`${madeMark(facts, { x: 0, y: 0 })}${madeRing({ x: 0, y: 0, w, h })}` : nothing}
    <rect class="ring" x="-1.5" y="-1.5" width=${w + 3} height=${h + 3} rx="3"></rect>
    ${changed ? svg`<path class="changed-mark" d="M${w - 1} 1 h-9 l9 9 z"></path>` : nothing}
  </g>`;
}

/** Right of the block's number, left of the corner that says that its bytes changed; where there is no room, the ring says it. */
function madeMark({ index, changed, w }: BlockFacts, { x, y }: Pick<Box, 'x' | 'y'>) {
  const right = changed ? w - 15 : w - 5;
  const numberEnd = 5 + 7 * String(index).length;
  return w < 30 || right - 9 < numberEnd
    ? nothing
    : svg`<path class="made-mark" d="M${x + right} ${y + 14} h-9 l4.5 -8 z"></path>`;
}

/** The free list: from the header's freeblock to its first block, and from each block to the next. */
function arrows(view: PoolView, shape: Shape): SVGTemplateResult {
  const field = view.header.find(({ name }) => name === 'freeblock');
  const squeeze = Math.min(view.first * (shape.cell / view.size), shape.columns * shape.cell) / view.first;
  const start: Stop = {
    x: GUTTER + ((field?.at ?? view.at) - view.at + (field?.size ?? 0) / 2) * squeeze,
    top: 1,
    bottom: shape.header + 1,
  };
  const stops = view.freeblocks.map((block): Stop => {
    const { x, y } = position(shape, block);
    return { x: x + shape.cell / 2, top: y, bottom: y + shape.height };
  });
  const paths = [start, ...stops].flatMap((from, index) => {
    const to = stops[index];
    return to === undefined ? [] : [pathOf(from, to, shape)];
  });
  const bad = badLink(view, stops.at(-1) ?? start, shape);
  return svg`<g class="arrows" aria-hidden="true">
    ${paths.map((path) => svg`<path class="arrow-halo" d=${path}></path>`)}
    ${paths.map((path) => svg`<path class="arrow-line" marker-end=${arrowEnd(PATTERNS)} d=${path}></path>`)}
    ${bad === undefined ? nothing : svg`<path class="arrow-line bad" marker-end=${arrowEnd(PATTERNS)} d=${bad}></path>`}
  </g>`;
}

/** The link that damages the list, where it leads to a block of this pool. */
function badLink(view: PoolView, from: Stop, shape: Shape): string | undefined {
  if (view.damage === null) return undefined;
  const block = Math.floor((view.damage.value - view.at - view.first) / view.size);
  if (block < 0 || block >= view.blocks.length) return undefined;
  const { x, y } = position(shape, block);
  return pathOf(from, { x: x + shape.cell / 2, top: y, bottom: y + shape.height }, shape);
}

/** A box that an arrow leaves or reaches: its middle, its upper and its lower edge. */
interface Stop {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

/** From edge to edge: within a row over its cells, else from the near edge to the near edge. */
function pathOf(from: Stop, to: Stop, shape: Shape): string {
  const side = Math.min(6, shape.cell / 5);
  if (from.top !== to.top) return across(from, to, side);
  return from.x === to.x ? loop(from) : over(from, to, side);
}

/** From a block to itself, as a damaged list has it. */
function loop({ x, top }: Stop): string {
  return `M${x + 8} ${top} C${x + 40} ${top - 2 * ARROW_ROOM} ${x - 40} ${top - 2 * ARROW_ROOM} ${x - 8} ${top}`;
}

function over(from: Stop, to: Stop, side: number): string {
  const way = Math.sign(to.x - from.x);
  const [start, end] = [from.x + way * side, to.x - way * side];
  const height = from.top - ARROW_ROOM;
  return `M${start} ${from.top} C${start} ${height} ${start} ${height} ${(start + end) / 2} ${height} S${end} ${height} ${end} ${to.top}`;
}

function across(from: Stop, to: Stop, side: number): string {
  const down = to.top > from.top;
  const [start, end] = down ? [from.bottom, to.top] : [from.top, to.bottom];
  const [leave, arrive] = [from.x + side, to.x - side];
  const bend = (down ? 1 : -1) * Math.max(ARROW_ROOM, Math.abs(end - start) / 2);
  return `M${leave} ${start} C${leave} ${start + bend} ${arrive} ${end - bend} ${arrive} ${end}`;
}

/** A flag at the byte that an offset names: nextoffset above its row, maxnextoffset below. */
function marker(
  view: PoolView,
  shape: Shape,
  which: 'nextoffset' | 'maxnextoffset',
  width: number,
  o: DiagramOptions,
): SVGTemplateResult {
  const offset = view[which];
  const row = rowOf(view, offset, shape.columns);
  const start = view.first + row * shape.columns * view.size;
  const x = GUTTER + Math.min(shape.columns * shape.cell, ((offset - start) / view.size) * shape.cell);
  const y = shape.rows[row] ?? 0;
  const above = which === 'nextoffset';
  const tip = above ? y - 1 : y + shape.height + 1;
  const end = above ? y - 7 : y + shape.height + 7;
  const text = o.messages.poolView[which]({ offset });
  const left = x + letters(text) * 7.2 < width;
  return svg`<g class="marker" aria-hidden="true">
    <path d="M${x} ${tip} l-4.5 ${end - tip} h9 z"></path>
    <line x1=${x} y1=${above ? y : y + shape.height * 0.8} x2=${x} y2=${y + shape.height}></line>
    <text x=${left ? x + 8 : x - 8} y=${above ? y - 8 : y + shape.height + 11} text-anchor=${left ? 'start' : 'end'}>${text}</text>
  </g>`;
}

function tailStrip(view: PoolView, shape: Shape, o: DiagramOptions): SVGTemplateResult {
  const length = Math.max(3, (view.tail / view.size) * shape.cell);
  const text = o.messages.poolView.tail({ n: view.tail });
  return svg`<g aria-hidden="true">
    <text class="offset" x=${GUTTER - 8} y=${shape.tailRow + 12}>+${view.poolSize - view.tail}</text>
    <g class="lost" transform="translate(${GUTTER} ${shape.tailRow + 2})">${face(PATTERNS, 'lines', length, 18)}</g>
    <text class="label" x=${GUTTER + length + 8} y=${shape.tailRow + 12}>${text}</text>
  </g>`;
}
