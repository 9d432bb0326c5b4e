// What the sections of a comparison are made of: a heading with a total, a table, and a value that became another.

import { html, nothing, type TemplateResult } from 'lit';

import { count } from '../format.ts';
import { type DiagramOptions, isNarrow } from './options.ts';

/** What stands on one side of a comparison; null where nothing was there. */
export type Side = TemplateResult | string | null;

/** What a cell of a table holds. */
export type Cell = TemplateResult | string | typeof nothing;

/** `old → new`, or what has stayed. */
export function became(old: Side, now: Side, same: boolean, { messages }: DiagramOptions): TemplateResult {
  const words = messages.compare;
  if (same) return html`<span class="both">${now ?? nothing}</span>`;
  return html`<span class="both"><span class="old">${old ?? words.none}</span>
    <span class="arrow"><span aria-hidden="true">→</span><span class="sr">${words.to}</span></span>
    <span class="new">${now ?? words.none}</span></span>`;
}

/** A section where anything differs: its total, what is shown, and how much is not. */
export function section(
  title: string,
  total: number,
  body: TemplateResult,
  shown: number,
  o: DiagramOptions,
): TemplateResult | typeof nothing {
  if (total === 0) return nothing;
  return html`<section role="group" aria-label=${title}><h3>${title} <span class="tag">${count(total)}</span></h3>
    ${body}${andMore(total - shown, o)}</section>`;
}

export function andMore(n: number, { messages }: DiagramOptions): TemplateResult | typeof nothing {
  return n > 0 ? html`<p class="note">${messages.compare.more({ n })}</p>` : nothing;
}

/** A table whose first column says what each row is about; where there is little room, each row is one of its own. */
export function table(
  caption: string,
  heads: readonly Cell[],
  rows: readonly (readonly Cell[])[],
  o: DiagramOptions,
): TemplateResult {
  if (isNarrow(o) && heads.length > 2) return stacked(caption, heads, rows);
  return html`<table><caption class="sr">${caption}</caption>
    <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
    <tbody>${rows.map(
      (cells) =>
        html`<tr>${cells.map((cell, index) => (index === 0 ? html`<th scope="row">${cell}</th>` : html`<td>${cell}</td>`))}</tr>`,
    )}</tbody></table>`;
}

/** What each row is about, and below it what the table's columns say of it, where they say anything. */
function stacked(caption: string, heads: readonly Cell[], rows: readonly (readonly Cell[])[]): TemplateResult {
  const body = ([about, ...cells]: readonly Cell[]) => html`<tbody>
    <tr class="group"><th scope="rowgroup" colspan="2">${about}</th></tr>
    ${cells.map((cell, index) =>
      cell === nothing ? nothing : html`<tr><th scope="row" class="head">${heads[index + 1]}</th><td>${cell}</td></tr>`,
    )}</tbody>`;
  return html`<table><caption class="sr">${caption}</caption>${rows.map(body)}</table>`;
}
