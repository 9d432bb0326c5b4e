// Address arithmetic: each computation with its values one below the other, in hexadecimal, decimal and binary, so that
// masks stand over what they keep. What is computed is decided elsewhere.

import { html, nothing, type TemplateResult } from 'lit';

import { type BitField, type Computation, type Row } from '../arithmetic/computation.ts';
import { fieldOf } from '../arithmetic/radix.ts';
import { type Words } from '../locales/messages.ts';
import { type DiagramOptions, isNarrow } from './options.ts';

export interface ArithmeticView {
  readonly computations: readonly Computation[];
  /** What they are about. */
  readonly about: Words;
}

/** Bits that stand together, and those of one line where there is little room. */
const GROUP = 4;
const NARROW_BITS = 32;

export function arithmeticDiagram({ computations, about }: ArithmeticView, o: DiagramOptions): TemplateResult {
  const words = o.messages.arithmetic;
  if (computations.length === 0) return html`<p class="empty">${words.none}</p>`;
  return html`<div role="group" class="diagram arithmetic" aria-label=${words.label}>
    <p class="note">${about(o.messages)}</p>
    ${computations.some(hasMarks) ? html`<p class="note">${words.kept}</p>` : nothing}
    ${computations.map((computation) => computationDrawn(computation, o))}
  </div>`;
}

function hasMarks({ rows }: Computation): boolean {
  return rows.some(({ marked, fields }) => marked !== undefined || fields !== undefined);
}

function computationDrawn({ id, rows, so }: Computation, o: DiagramOptions): TemplateResult {
  return html`<details class="computation" open>
    <summary>${o.messages.arithmetic.titles[id]}</summary>
    <ol>${rows.map((row) => rowDrawn(row, o))}</ol>
    <p class="so">${so(o.messages)}</p>
  </details>`;
}

function rowDrawn(row: Row, o: DiagramOptions): TemplateResult {
  const { code, value, role, fields } = row;
  return html`<li class=${role}>
    <span class="code"><code>${code}</code></span>
    <span class="values"><span class="mono hexadecimal">0x${value.toString(16)}</span>
      <span class="mono decimal" title=${o.messages.arithmetic.columns.decimal}>${value.toString()}</span></span>
    <span class="bits mono" aria-hidden="true">${lines(row, o).map((line) => html`<span class="bits-line">${line}</span>`)}</span>
    ${fields === undefined ? nothing : html`<span class="fields">${fields.map((field) => fieldNamed(field, value, o))}</span>`}
  </li>`;
}

function fieldNamed(field: BitField, value: bigint, o: DiagramOptions): TemplateResult {
  const { name, width } = field;
  return html`<span class="field-name">${o.messages.arithmetic.fields({ name, width, value: Number(fieldOf(value, field)) })}</span>`;
}

/** Bits beside one another that look alike: one piece of text. */
interface Piece {
  readonly face: string;
  readonly text: string;
}

/** The bits from the highest to the lowest, in groups; wide words in two lines where there is little room. */
function lines(row: Row, o: DiagramOptions): TemplateResult[][] {
  const total = 8 * o.edition.word;
  const perLine = isNarrow(o) ? Math.min(total, NARROW_BITS) : total;
  return Array.from({ length: total / perLine }, (_, line) =>
    pieces(row, total - 1 - line * perLine, perLine).map(
      ({ face, text }) => html`<span class="bit ${face}">${text}</span>`,
    ),
  );
}

function pieces(row: Row, from: number, count: number): Piece[] {
  const found: { face: string; text: string }[] = [];
  for (let bit = from; bit > from - count; bit -= 1) {
    const face = faceOf(row, bit);
    const digit = ((row.value >> BigInt(bit)) & 1n).toString();
    const last = found.at(-1);
    const begins = bit % GROUP === GROUP - 1;
    if (last !== undefined && !begins && last.face.replace(' group', '') === face) last.text += digit;
    else found.push({ face: begins ? `${face} group` : face, text: digit });
  }
  return found;
}

/** Whether a bit counts, and which of two neighbouring fields it is in. */
function faceOf({ marked, fields }: Row, bit: number): string {
  const kept = marked !== undefined && ((marked >> BigInt(bit)) & 1n) === 1n;
  const field = fields?.findIndex(({ low, width }) => bit >= low && bit < low + width) ?? -1;
  return [kept ? 'kept' : '', field >= 0 ? `face-${field % 2}` : ''].join(' ').trim();
}
