// Memory in hexadecimal, eight or sixteen bytes a row, with what each stretch is. Shows the bytes that it is given
// and never asks for more.

import { html, nothing, type TemplateResult } from 'lit';

import { byte, hex } from '../format.ts';
import { type BytesView } from '../generated/BytesView.ts';
import { type Span } from '../generated/Span.ts';
import { tellPlace } from '../locales/messages.ts';
import { addressLink, cellEvents, tabStop } from './cells.ts';
import { type DiagramOptions, isNarrow } from './options.ts';

/** The bytes of a view, the first of which stands at its `at`. */
export type BytesData = BytesView & { readonly bytes: Uint8Array };

/** Spans are told apart by this many faces in turn, so that neighbours never look alike. */
const FACES = 4;

/** A stretch of one row that belongs to one span. */
interface Piece {
  readonly span: Span;
  readonly index: number;
  readonly from: number;
  readonly to: number;
  /** Whether the span begins here. */
  readonly begins: boolean;
}

export function bytesDiagram(view: BytesData, o: DiagramOptions): TemplateResult {
  const words = o.messages.bytesView;
  const perRow = isNarrow(o) ? 8 : 16;
  const end = view.at + view.bytes.length;
  const selected = view.spans.findIndex((span) => holds(span, o.selected.address));
  const { choose, keydown } = cellEvents(o, 1);
  const rows: TemplateResult[] = [];
  const first = view.at - (view.at % perRow);
  for (let at = first; at < end; at += perRow) rows.push(row(view, at, perRow, selected, o));
  return html`<div role="group" class="diagram bytes" aria-label=${words.label({ from: hex(view.at), to: hex(end - 1) })}>
    <p class="note">${words.changed}</p>
    <div class="hex mono per-${perRow}" role="listbox" aria-label=${words.hexColumn} @click=${choose} @keydown=${keydown}>${rows}</div>
    ${chosen(view, selected, o)}
  </div>`;
}

function holds({ at, len }: Span, address: number | undefined): boolean {
  return address !== undefined && address >= at && address < at + len;
}

function row(view: BytesData, at: number, perRow: number, selected: number, o: DiagramOptions): TemplateResult {
  const pieces = piecesOf(view, at, at + perRow);
  const lead = Math.max(0, view.at - at);
  return html`<div class="line" role="presentation">
    <span class="gutter" aria-hidden="true">${hex(at)}</span>
    <span class="cells" role="presentation">
      ${lead > 0 ? html`<span class="pad span-${lead}" aria-hidden="true"></span>` : nothing}
      ${pieces.map((piece) => pieceTold(view, piece, selected, o))}
    </span>
    <span class="text" aria-hidden="true">${' '.repeat(lead)}${ascii(view, at + lead, at + perRow)}</span>
  </div>`;
}

function piecesOf(view: BytesData, from: number, to: number): Piece[] {
  const pieces: Piece[] = [];
  view.spans.forEach((span, index) => {
    const start = Math.max(from, span.at);
    const end = Math.min(to, span.at + span.len, view.at + view.bytes.length);
    if (start < end) pieces.push({ span, index, from: start, to: end, begins: start === span.at });
  });
  return pieces;
}

function pieceTold(view: BytesData, piece: Piece, selected: number, o: DiagramOptions): TemplateResult {
  const { span, index, from, to, begins } = piece;
  const name = tellPlace(o.messages, span.place);
  const bytes = [...view.bytes.subarray(from - view.at, to - view.at)];
  const label = o.messages.bytesView.span({ what: name, from: hex(span.at), n: span.len });
  const isSelected = index === selected;
  return html`<span class="piece span-${to - from} face-${index % FACES} kind-${span.place.kind} ${stateOf(span)} ${isSelected ? 'selected' : ''} ${begins ? 'begins' : ''}"
      role=${begins ? 'option' : 'presentation'} aria-selected=${begins ? String(isSelected) : nothing} aria-label=${begins ? label : nothing}
      tabindex=${begins ? tabStop(index, selected) : nothing} data-address=${begins ? span.at : nothing} title=${label}
      @click=${() => {
        o.onSelect(span.at);
      }}>${bytes.map((value, place) => byteTold(value, from + place, o))}</span>`;
}

function stateOf({ place }: Span): string {
  return place.kind === 'block' ? `block-${place.state}` : '';
}

function byteTold(value: number, at: number, o: DiagramOptions): TemplateResult {
  const changed = o.changed.has(at, 1);
  return html`<span class="byte ${changed ? 'changed' : ''} ${value === 0 ? 'zero' : ''}">${byte(value)}</span>`;
}

function ascii(view: BytesData, from: number, to: number): string {
  const bytes = [...view.bytes.subarray(from - view.at, Math.max(0, to - view.at))];
  return bytes.map((value) => (value > 0x20 && value < 0x7f ? String.fromCharCode(value) : '·')).join('');
}

/** What is chosen, in words, with the way to what stands before and behind it. */
function chosen(view: BytesData, selected: number, o: DiagramOptions): TemplateResult | typeof nothing {
  const span = view.spans[selected];
  if (span === undefined) return nothing;
  return html`<p class="chosen">${addressLink(span.at, o)}
    <strong>${tellPlace(o.messages, span.place)}</strong> <span class="note">${o.messages.diagram.bytes({ n: span.len })}</span></p>`;
}
