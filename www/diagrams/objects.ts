// Names, objects and references: each object a card in its cell, references as arrows, and the same facts as a table.
// Draws what the view says and decides nothing; where the cards stand is object-layout.ts's.

import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

import { type ObjectGroup } from '../generated/ObjectGroup.ts';
import { type ObjectsView } from '../generated/ObjectsView.ts';
import { type ObjectSummary } from '../generated/ObjectSummary.ts';
import { objectCard } from './object-card.ts';
import { objectDetails } from './object-details.ts';
import { ObjectGraph, selectedObject, shortKind, standingWord } from './object-graph.ts';
import { cut } from './letters.ts';
import { type Cell, type Cells } from './object-layout.ts';
import { type Linking } from './link-by-drag.ts';
import { type Box, Cards, middle, type Way, wayBetween } from './object-paths.ts';
import { objectTable } from './object-table.ts';
import { type DiagramOptions, widthOf } from './options.ts';
import { arrowEnd, patterns } from './patterns.ts';

export interface ObjectsOptions extends DiagramOptions {
  /** Where each object stands. */
  readonly cells: Cells;
  readonly asTable: boolean;
  /** What cannot be done is not offered. */
  readonly onTable?: (asTable: boolean) => void;
  readonly onArrange?: () => void;
  readonly linking?: Linking | undefined;
}

/** How large cards are and how far apart. Text on them never gets smaller than 11 pixels. */
export interface CardSize {
  readonly detail: 'full' | 'compact';
  readonly width: number;
  readonly height: number;
  readonly gapX: number;
  readonly gapY: number;
}

/** More objects than this are drawn as smaller cards. */
const MOST_FULL = 40;
/** An arrow's label is drawn only where there are fewer references than this, or it is a chosen object's. */
const MOST_LABELS = 60;
const PADDING = 3;
/** Room at the right edge for what sticks out of a card. */
const MARGIN = 8;
/** The names above the cards. */
const TAG_ROOM = 26;
const LABEL_LENGTH = 14;
const PATTERNS = 'objects';

export function cardSize(width: number, objects: number): CardSize {
  if (objects > MOST_FULL) return { detail: 'compact', width: 128, height: 50, gapX: 26, gapY: 40 };
  return { detail: 'full', width: 148, height: 88, gapX: width < 400 ? 16 : width < 700 ? 46 : 64, gapY: 56 };
}

/** How many columns of cards a width has room for. */
export function columnsIn(width: number, objects: number): number {
  const size = cardSize(width, objects);
  return Math.max(2, Math.floor((width - PADDING - MARGIN + size.gapX) / (size.width + size.gapX)));
}

export function objectsDiagram(view: ObjectsView, o: ObjectsOptions): TemplateResult {
  const words = o.messages.objectsView;
  if (view.total === 0) return html`<p class="empty">${words.none}</p>`;
  const graph = new ObjectGraph(view, o.messages);
  const selected = selectedObject(view.objects, o.selected);
  return html`<div class="diagram objects" role="group" aria-label=${words.label({ objects: view.objects.length, references: view.references.length })}>
    <div class="bar">
      <p class="caption"><strong>${words.caption({ total: view.total, names: view.names.length })}</strong>
        ${aboutDrawing(graph, o)}</p>
      ${tableChoice(o)}
      ${o.asTable || o.onArrange === undefined ? nothing : html`<button type="button" class="small-button" @click=${o.onArrange}>${words.arrange}</button>`}
    </div>
    ${o.asTable ? objectTable(graph, selected, o) : drawing(graph, selected, o)}
    ${groups(view.groups, o)}
    ${selected === undefined ? nothing : objectDetails(selected, graph, o)}
  </div>`;
}

function tableChoice({ asTable, onTable, messages }: ObjectsOptions): TemplateResult | typeof nothing {
  if (onTable === undefined) return nothing;
  return html`<label class="check"><input type="checkbox" .checked=${asTable} @change=${(event: Event) => {
    onTable(event.target instanceof HTMLInputElement && event.target.checked);
  }} />${messages.objectsView.asTable}</label>`;
}

/** Which of very many objects are drawn, and how one links them. */
function aboutDrawing({ view }: ObjectGraph, o: ObjectsOptions): TemplateResult {
  const words = o.messages.objectsView;
  const listed = view.objects.filter(({ isStatic }) => !isStatic).length;
  const some = view.groups.length > 0;
  const links = o.linking !== undefined && !o.asTable;
  return html`<span class="note">${some ? words.someListed({ listed }) : nothing}${
    links
      ? html`<span class="how-to">${some ? o.messages.timeline.outcome.between : nothing}${words.howToLink}</span>`
      : nothing
  }</span>`;
}

function boxOf({ column, row }: Cell, size: CardSize): Box {
  return {
    x: PADDING + column * (size.width + size.gapX),
    y: PADDING + TAG_ROOM + row * (size.height + size.gapY),
    width: size.width,
    height: size.height,
  };
}

function drawing(graph: ObjectGraph, selected: ObjectSummary | undefined, o: ObjectsOptions): TemplateResult {
  const words = o.messages.objectsView;
  const events = o.linking?.events;
  const size = cardSize(widthOf(o), graph.objects.size);
  const boxes = new Map(
    [...o.cells].flatMap(([at, cell]): [number, Box][] => (graph.objects.has(at) ? [[at, boxOf(cell, size)]] : [])),
  );
  const inOrder = readingOrder(boxes);
  const width = Math.max(0, ...inOrder.map(([, box]) => box.x + box.width)) + MARGIN;
  const height = Math.max(0, ...inOrder.map(([, box]) => box.y + box.height)) + size.gapY;
  const arrows = arrowsOf(graph, boxes, selected, size, width);
  const stop = Math.max(
    0,
    inOrder.findIndex(([at]) => at === selected?.at),
  );
  return html`<div class="plane" role="group" tabindex="0" aria-label=${words.plane}>
    <svg class="drawing" width=${width} height=${height} viewBox="0 0 ${width} ${height}" role="group"
        aria-label=${words.label({ objects: graph.objects.size, references: graph.view.references.length })}
        @pointerdown=${events?.pointerdown} @pointermove=${events?.pointermove}
        @pointerup=${events?.pointerup} @pointercancel=${events?.pointercancel} @touchstart=${events?.touchstart}>
      ${patterns(PATTERNS)}
      <g class=${arrows.length < MOST_LABELS ? '' : 'dense'} aria-hidden="true">${arrows.map(arrowLine)}</g>
      <g role="listbox" aria-label=${words.drawing} @click=${(event: Event) => {
        choose(event, o);
      }} @keydown=${(event: KeyboardEvent) => {
        onKey(event, boxes, selected?.at, o);
      }}>
        ${inOrder.map(([at, box], index) => {
          const object = graph.objects.get(at);
          return object === undefined
            ? nothing
            : objectCard(
                object,
                box,
                { graph, size, patterns: PATTERNS, selected: object === selected, tab: index === stop ? '0' : '-1' },
                o,
              );
        })}
      </g>
      <g aria-hidden="true">${arrows.map(arrowLabel)}</g>
      <path class="rubber" marker-end=${arrowEnd(PATTERNS)}></path>
    </svg>
  </div>`;
}

function readingOrder(boxes: ReadonlyMap<number, Box>): [number, Box][] {
  return [...boxes].sort(([, a], [, b]) => a.y - b.y || a.x - b.x);
}

/** All references from one object to another are one arrow. */
interface Arrow {
  readonly from: number;
  readonly to: number;
  readonly weak: boolean;
  readonly labels: string[];
}

interface DrawnArrow {
  readonly way: Way;
  readonly weak: boolean;
  readonly label: string;
  readonly touched: boolean;
}

function arrowsOf(
  graph: ObjectGraph,
  boxes: ReadonlyMap<number, Box>,
  selected: ObjectSummary | undefined,
  size: CardSize,
  width: number,
): DrawnArrow[] {
  const arrows = new Map<string, Arrow>();
  for (const { from, to, label, weak } of graph.view.references) {
    const key = `${from} ${to} ${String(weak)}`;
    const there = arrows.get(key);
    if (there === undefined) arrows.set(key, { from, to, weak, labels: [label] });
    else there.labels.push(label);
  }
  const pairs = new Set([...arrows.values()].map(({ from, to }) => `${from} ${to}`));
  const cards = new Cards(boxes.values(), Math.max(size.width + size.gapX, size.height + size.gapY), width);
  const labelled = arrows.size < MOST_LABELS;
  return [...arrows.values()].flatMap(({ from, to, weak, labels }) => {
    const [start, end] = [boxes.get(from), boxes.get(to)];
    if (start === undefined || end === undefined) return [];
    const touched = from === selected?.at || to === selected?.at;
    const way = wayBetween(start, end, cards, pairs.has(`${to} ${from}`));
    return [{ way, weak, touched, label: labelled || touched ? labelOf(labels) : '' }];
  });
}

function labelOf(labels: readonly string[]): string {
  return cut(labels.join(', '), LABEL_LENGTH);
}

function arrowLine({ way, weak, touched }: DrawnArrow): SVGTemplateResult {
  return svg`<path class="arrow-line ${weak ? 'weak' : ''} ${touched ? 'touched' : ''}" marker-end=${arrowEnd(PATTERNS)} d=${way.path}></path>`;
}

function arrowLabel({ way, label, touched }: DrawnArrow): SVGTemplateResult | typeof nothing {
  return label === ''
    ? nothing
    : svg`<text class="reference-label ${way.anchor} ${touched ? 'touched' : ''}" x=${way.x} y=${way.y}>${label}</text>`;
}

function addressOf(target: EventTarget | null): number | undefined {
  const card = target instanceof Element ? target.closest('[data-address]') : null;
  return card === null ? undefined : Number(card.getAttribute('data-address'));
}

function choose(event: Event, o: ObjectsOptions): void {
  const at = addressOf(event.target);
  if (at !== undefined) o.onSelect(at);
}

/** Enter chooses, and with Shift links what is chosen; arrow keys go to the nearest card in their direction. */
function onKey(
  event: KeyboardEvent,
  boxes: ReadonlyMap<number, Box>,
  selected: number | undefined,
  o: ObjectsOptions,
): void {
  const at = addressOf(event.target);
  const here = at === undefined ? undefined : boxes.get(at);
  const list = event.currentTarget;
  if (at === undefined || here === undefined || !(list instanceof Element)) return;
  if (event.key === 'Enter' && event.shiftKey) {
    event.preventDefault();
    if (selected !== undefined) o.linking?.link(selected, at);
    return;
  }
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    choose(event, o);
    return;
  }
  const next = nearestTowards(event.key, here, boxes);
  if (next === undefined) return;
  event.preventDefault();
  list.querySelector<SVGElement>(`[data-address="${next}"]`)?.focus();
}

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

function nearestTowards(key: string, here: Box, boxes: ReadonlyMap<number, Box>): number | undefined {
  const direction = DIRECTIONS[key];
  if (direction === undefined) return undefined;
  const [dx, dy] = direction;
  const from = middle(here);
  let best: { at: number; distance: number } | undefined;
  for (const [at, box] of boxes) {
    const to = middle(box);
    const along = (to.x - from.x) * dx + (to.y - from.y) * dy;
    const aside = Math.abs((to.x - from.x) * dy) + Math.abs((to.y - from.y) * dx);
    if (along <= 0) continue;
    const distance = along + 2 * aside;
    if (best === undefined || distance < best.distance) best = { at, distance };
  }
  return best?.at;
}

function groups(all: readonly ObjectGroup[], o: ObjectsOptions): TemplateResult | typeof nothing {
  if (all.length === 0) return nothing;
  const words = o.messages.objectsView;
  return html`<div class="object-groups" role="group" aria-label=${words.groups}>
    <h3>${words.groups}</h3>
    <ul>${all.map(
      (group) =>
        html`<li class="object-group"><strong>${words.group({ n: group.count, kind: shortKind(group, o.messages) })}</strong>
          <span class="note">${standingWord(group.standing, o.messages)}</span></li>`,
    )}</ul>
  </div>`;
}
