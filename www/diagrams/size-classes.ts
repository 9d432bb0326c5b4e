// The table of size classes with what lives in each, and one bar for what all bytes of all arenas are used for.

import { html, nothing, svg, type TemplateResult } from 'lit';

import { bytes, count, percent } from '../format.ts';
import { type SizeClassRow } from '../generated/SizeClassRow.ts';
import { type Stats } from '../generated/Stats.ts';
import { changedMark } from './cells.ts';
import { type DiagramOptions, isNarrow, widthOf } from './options.ts';
import { face, patterns, type Texture } from './patterns.ts';

export interface SizeClassesOptions extends DiagramOptions {
  /** Bytes that the last request asked for. */
  readonly lastRequest?: number;
  /** Size classes whose pools the last action wrote to. */
  readonly changedClasses?: ReadonlySet<number>;
}

const PATTERNS = 'sizes';
/** Empty classes side by side are summed up from this many on: first, …, last. */
const LONG_RUN = 4;

type Line = SizeClassRow | { readonly skipped: [SizeClassRow, SizeClassRow] };

export function sizeClassesDiagram(view: Stats, o: SizeClassesOptions): TemplateResult {
  const words = o.messages.sizeClassesView;
  const narrow = isNarrow(o);
  const most = Math.max(1, ...view.classes.map((row) => row.allocated + row.available));
  return html`<div class="diagram" role="group" aria-label=${words.label}>
    ${usage(view, o)}
    <table class="classes ${narrow ? 'narrow' : ''}">
      <caption class="sr">${words.label}</caption>
      <thead><tr>
        <th scope="col" class="num">${words.request}</th>
        <th scope="col" class="num">${words.blockSize}</th>
        <th scope="col" class="num">${words.szidx}</th>
        <th scope="col" class="num">${words.pools}</th>
        <th scope="col" class="num">${words.allocated}</th>
        <th scope="col" class="num">${words.available}</th>
        ${narrow ? nothing : html`<th scope="col" class="wide">${words.use}</th>`}
      </tr></thead>
      <tbody>
        ${linesOf(view, o).map((line) => ('skipped' in line ? skippedRow(line.skipped, narrow, o) : classRow(line, most, narrow, o)))}
        <tr class="outside ${o.lastRequest !== undefined && isOutside(o.lastRequest, o) ? 'last' : ''}">
          <td colspan=${narrow ? 6 : 7}>${words.above({ threshold: o.edition.smallRequestThreshold })}${o.lastRequest !== undefined && isOutside(o.lastRequest, o) ? html` <span class="tag">${words.lastRequestOf({ n: o.lastRequest })}</span>` : nothing}</td>
        </tr>
      </tbody>
    </table>
  </div>`;
}

function isOutside(nbytes: number, o: DiagramOptions): boolean {
  return nbytes === 0 || nbytes > o.edition.smallRequestThreshold;
}

function serves(row: SizeClassRow, nbytes: number | undefined): boolean {
  return nbytes !== undefined && nbytes >= row.min && nbytes <= row.max;
}

/** The rows to draw: as in the comment of obmalloc.c, a long run of classes without pools is cut short. */
function linesOf(view: Stats, { lastRequest, changedClasses }: SizeClassesOptions): Line[] {
  const lines: Line[] = [];
  let run: SizeClassRow[] = [];
  const flush = () => {
    const [first, last] = [run[1], run.at(-2)];
    if (run.length >= LONG_RUN && first && last && run[0])
      lines.push(run[0], { skipped: [first, last] }, ...run.slice(-1));
    else lines.push(...run);
    run = [];
  };
  for (const row of view.classes) {
    if (row.pools === 0 && !serves(row, lastRequest) && !changedClasses?.has(row.szidx)) {
      run.push(row);
    } else {
      flush();
      lines.push(row);
    }
  }
  flush();
  return lines;
}

function skippedRow([first, last]: [SizeClassRow, SizeClassRow], narrow: boolean, o: DiagramOptions): TemplateResult {
  const words = o.messages.sizeClassesView;
  return html`<tr class="skipped">
    <td class="num">${words.range({ min: first.min, max: last.max })}</td>
    <td class="num">${words.range({ min: first.max, max: last.max })}</td>
    <td class="num">${words.range({ min: first.szidx, max: last.szidx })}</td>
    <td class="num">…</td><td class="num">…</td><td class="num">…</td>
    ${narrow ? nothing : html`<td><span class="sr">${first === last ? words.emptyClass({ szidx: first.szidx }) : words.emptyClasses({ first: first.szidx, last: last.szidx })}</span></td>`}
  </tr>`;
}

function classRow(row: SizeClassRow, most: number, narrow: boolean, o: SizeClassesOptions): TemplateResult {
  const words = o.messages.sizeClassesView;
  const last = serves(row, o.lastRequest);
  const of = (n: number) => Math.round((1000 * n) / most) / 10;
  return html`<tr class="${row.pools === 0 ? 'none' : ''} ${last ? 'last' : ''}">
    <td class="num">${words.range({ min: row.min, max: row.max })}${last && narrow ? html`<span class="mark" title=${words.lastRequest}> ◀<span class="sr">${words.lastRequest}</span></span>` : nothing}</td>
    <td class="num">${row.max}</td>
    <td class="num">${row.szidx}${changedMark(o.changedClasses?.has(row.szidx) ?? false, o)}</td>
    <td class="num">${count(row.pools)}</td>
    <td class="num">${count(row.allocated)}</td>
    <td class="num">${count(row.available)}</td>
    ${
      narrow
        ? nothing
        : html`<td class="wide">${
            row.pools > 0
              ? html`<svg class="use" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label=${words.bar({ allocated: row.allocated, available: row.available })}>
                  <rect class="bar" width=${of(row.allocated)} height="8"></rect>
                  <rect class="bar-rest" x=${of(row.allocated)} width=${of(row.available)} height="8"></rect></svg>`
              : nothing
          }${last ? html`<span class="tag">${words.lastRequestOf({ n: o.lastRequest ?? 0 })}</span>` : nothing}</td>`
    }
  </tr>`;
}

interface Part {
  readonly name: string;
  readonly bytes: number;
  readonly key: string;
  readonly texture: Texture | undefined;
}

function usage(view: Stats, o: DiagramOptions): TemplateResult {
  const words = o.messages.sizeClassesView;
  const named = words.segments;
  const parts: Part[] = [
    { name: named.allocated, bytes: view.allocatedBytes, key: 'allocated', texture: undefined },
    { name: named.available, bytes: view.availableBytes, key: 'available', texture: 'hatch' },
    { name: named.freePools, bytes: view.freePoolBytes, key: 'free-pools', texture: 'dots' },
    { name: named.headers, bytes: view.headerBytes, key: 'headers', texture: undefined },
    { name: named.quantization, bytes: view.quantizationBytes, key: 'quantization', texture: 'lines' },
    { name: named.alignment, bytes: view.alignmentBytes, key: 'alignment', texture: 'lines' },
  ];
  if (view.arenaBytes === 0) return html`<p class="note">${words.total({ arenas: 0, size: '' })}</p>`;
  const width = widthOf(o);
  let x = 0;
  return html`<p class="caption"><strong>${words.total({ arenas: view.narenas, size: bytes(view.arenaBytes) })}</strong></p>
    <svg class="drawing" width=${width} height="28" viewBox="0 0 ${width} 28" aria-hidden="true">
      ${patterns(PATTERNS)}
      ${parts.map((part) => {
        const w = (part.bytes / view.arenaBytes) * width;
        const from = x;
        x += w;
        return w === 0
          ? nothing
          : svg`<g class="part ${part.key}" transform="translate(${from} 0)">${face(PATTERNS, part.texture, Math.max(1, w - 1), 28)}</g>`;
      })}
    </svg>
    <ul class="parts">${parts.map(
      (
        part,
      ) => html`<li><svg class="swatch" width="14" height="14" aria-hidden="true"><g class="part ${part.key}">${face(PATTERNS, part.texture, 14, 14)}</g></svg>
        <span>${part.name}</span> <span class="num">${bytes(part.bytes)}</span> <span class="num note">${percent(part.bytes, view.arenaBytes)}</span></li>`,
    )}</ul>
    <p class="note">${words.counters({ blocks: view.blocks, raw: view.rawBlocks })}</p>`;
}
