// A struct's fields as a table: name, address, value, and what the value points to. Used wherever fields are shown.

import { html, nothing, type TemplateResult } from 'lit';

import { hex } from '../format.ts';
import { type Bits } from '../generated/Bits.ts';
import { type Field } from '../generated/Field.ts';
import { type Place } from '../generated/Place.ts';
import { type Messages, tellPlace } from '../locales/messages.ts';
import { addressLink, changedMark } from './cells.ts';
import { type DiagramOptions, isNarrow } from './options.ts';

/** `DUMMY_SIZE_IDX`, and other numbers that mean a bit pattern. */
const NOT_A_COUNT = 0xffff;

/** A field's value as one reads it: pointers in hexadecimal, counts and offsets in decimal. */
export function fieldValue(value: Bits, target: Place | null): string {
  if (target !== null && value === 0) return 'NULL';
  return target !== null || typeof value === 'string' || value >= NOT_A_COUNT ? hex(value) : String(value);
}

/** What a pointer leads to; nothing where that is NULL, which its value says already. */
export function targetWords(target: Place | null, value: Bits | null, messages: Messages): string {
  return target === null || target.kind === 'null' ? '' : tellPlace(messages, pointedTo(target, value));
}

/** A pool begins with its `ref.count`: a pointer there is one to the pool. */
function pointedTo(target: Place, value: Bits | null): Place {
  return target.kind === 'poolHeader' && target.poolAt === value ? { ...target, field: null } : target;
}

/** A long name with the places where it may be broken. */
function breakable(name: string): unknown {
  return name.split(/(?<=[_.])/).map((part, index) => html`${index > 0 ? html`<wbr>` : nothing}${part}`);
}

export function fieldTable(fields: readonly Field[], caption: string, o: DiagramOptions): TemplateResult {
  const words = o.messages.diagram;
  const narrow = isNarrow(o);
  return html`<table class="fields ${narrow ? 'narrow' : ''}">
    <caption>${caption}</caption>
    <thead><tr>
      <th scope="col">${words.field}</th>
      ${narrow ? nothing : html`<th scope="col" class="num">${words.address}</th>`}
      <th scope="col" class="num">${words.value}</th>
      <th scope="col">${words.leadsTo}</th>
    </tr></thead>
    <tbody>${fields.map((field) => fieldRow(field, narrow, o))}</tbody>
  </table>`;
}

function fieldRow(field: Field, narrow: boolean, o: DiagramOptions): TemplateResult {
  const changed = o.changed.has(field.at, field.size);
  const { address } = o.selected;
  const selected = address !== undefined && address >= field.at && address < field.at + field.size;
  const at = addressLink(field.at, o);
  const target = targetWords(field.target, field.value, o.messages);
  return html`<tr class="${changed ? 'changed' : ''} ${selected ? 'selected' : ''}">
    <th scope="row"><code>${breakable(field.name)}</code>${changedMark(changed, o)}${narrow ? html`<div>${at}</div>` : nothing}</th>
    ${narrow ? nothing : html`<td class="num">${at}</td>`}
    <td class="num mono">${fieldValue(field.value, field.target)}</td>
    <td>${target === '' ? nothing : addressLink(field.value, o, target)}</td>
  </tr>`;
}
