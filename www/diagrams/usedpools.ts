// usedpools[]: for each size class its two slots and the ring of pools between them, and how the sentinel works.

import { html, nothing, svg, type TemplateResult } from 'lit';

import { hex, runs } from '../format.ts';
import { type UsedPoolsEntry } from '../generated/UsedPoolsEntry.ts';
import { type UsedPoolsView } from '../generated/UsedPoolsView.ts';
import { addressLink, changedMark } from './cells.ts';
import { fieldValue } from './fields.ts';
import { type DiagramOptions, isNarrow, widthOf } from './options.ts';

/** How many pools a ring shows that is not the chosen one. */
const MOST_POOLS = 4;

export function usedPoolsDiagram(view: UsedPoolsView, o: DiagramOptions): TemplateResult {
  const words = o.messages.usedPoolsView;
  const inUse = view.entries.filter(({ pools }) => pools > 0);
  const chosen = chosenEntry(view, o);
  return html`<div class="diagram" role="group" aria-label=${words.label({ used: inUse.length, all: view.entries.length })}>
    <p class="caption"><strong>${words.caption({ address: hex(view.at), slots: 2 * view.entries.length, classes: view.entries.length })}</strong></p>
    ${
      inUse.length === 0
        ? html`<p class="note">${words.allEmpty}</p>`
        : html`<ul class="rings">${inUse.map((entry) => ring(entry, entry === chosen, o))}</ul>`
    }
    ${emptyRings(view, chosen, o)}
    ${chosen?.pools === 0 ? sentinel(chosen, o) : nothing}
  </div>`;
}

/** The class that the selection is about: by its slots, its sentinel or one of its pools; else the first in use. */
function chosenEntry(view: UsedPoolsView, o: DiagramOptions): UsedPoolsEntry | undefined {
  const { place, pool } = o.selected;
  const szidx = place?.kind === 'usedPools' || place?.kind === 'sentinel' ? place.szidx : undefined;
  return (
    view.entries.find((entry) => entry.szidx === szidx) ??
    view.entries.find((entry) => entry.ring.some(({ at }) => at === pool)) ??
    view.entries.find(({ pools }) => pools > 0) ??
    view.entries[0]
  );
}

function ring(entry: UsedPoolsEntry, chosen: boolean, o: DiagramOptions): TemplateResult {
  const words = o.messages.usedPoolsView;
  const shown = chosen ? entry.ring : entry.ring.slice(0, MOST_POOLS);
  const rest = entry.pools - shown.length;
  return html`<li class=${chosen ? 'chosen' : ''}>
    <p class="ring-title">${addressLink(entry.next.at, o, words.entry({ szidx: entry.szidx, size: entry.size, n: entry.pools }))}</p>
    <div class="ring-row ${isNarrow(o) ? 'down' : ''}">
      <span class="slot">${slotWords(entry, 'next', o)}</span>
      ${shown.map((pool) => {
        const changed = o.changed.has(pool.at, o.edition.poolOverhead);
        const selected = o.selected.pool === pool.at;
        return html`<span class="arrow" aria-hidden="true">${joint(o)}</span>
          <button type="button" class="ring-pool ${selected ? 'selected' : ''} ${changed ? 'changed' : ''}" aria-pressed=${selected ? 'true' : 'false'} @click=${() => {
            o.onSelect(pool.at);
          }}>
            <span><span class="mono">${hex(pool.at)}</span>${changedMark(changed, o)}</span>
            <span class="small">${words.pool({ arenaIndex: pool.arena, index: pool.pool, have: pool.count, capacity: pool.capacity })}</span>
            <svg class="fill" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="bar-ground" width="100" height="4"></rect><rect class="bar" width=${(100 * pool.count) / Math.max(1, pool.capacity)} height="4"></rect></svg>
          </button>`;
      })}
      ${rest > 0 ? html`<span class="arrow" aria-hidden="true">${joint(o)}</span> <span class="note">${words.more({ n: rest })}</span>` : nothing}
      <span class="arrow" aria-hidden="true">${joint(o)}</span>
      <span class="slot">${slotWords(entry, 'prev', o)}</span>
    </div>
    ${chosen ? sentinel(entry, o) : nothing}
  </li>`;
}

/** Rings are doubly linked; where there is little room they run down instead of across. */
function joint(o: DiagramOptions): string {
  return isNarrow(o) ? '⇅' : '⇄';
}

function slotWords(entry: UsedPoolsEntry, which: 'next' | 'prev', o: DiagramOptions): TemplateResult {
  const field = entry[which];
  const changed = o.changed.has(field.at, field.size);
  return html`${addressLink(field.at, o, field.name)}${changedMark(changed, o)}
    <span class="small mono">${o.messages.usedPoolsView[which]} ${fieldValue(field.value, field.target)}</span>`;
}

function emptyRings(
  view: UsedPoolsView,
  chosen: UsedPoolsEntry | undefined,
  o: DiagramOptions,
): TemplateResult | typeof nothing {
  const words = o.messages.usedPoolsView;
  const empty = view.entries.filter(({ pools }) => pools === 0);
  if (empty.length === 0) return nothing;
  const told = runs(empty.map(({ szidx }) => szidx))
    .map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`))
    .join(o.messages.diagram.comma);
  return html`<details class="empty-rings">
    <summary>${o.messages.diagram.labelled({ label: words.emptyClasses, text: told })}</summary>
    <p class="note">${words.emptyNote}</p>
    <ul>${empty.map(
      (entry) =>
        html`<li><button type="button" class="chip ${entry === chosen ? 'selected' : ''}" @click=${() => {
          o.onSelect(entry.next.at);
        }} aria-label=${words.entry({ szidx: entry.szidx, size: entry.size, n: 0 })}><strong>${entry.szidx}</strong> ${o.messages.arenaView.classes({ size: entry.size })}</button></li>`,
    )}</ul>
  </details>`;
}

/** The pool_header that is not there: four words, of which only the last two are read. */
function sentinel(entry: UsedPoolsEntry, o: DiagramOptions): TemplateResult {
  const words = o.messages.usedPoolsView;
  const { word } = o.edition;
  const narrow = isNarrow(o);
  const width = Math.min(widthOf(o), 680);
  const cell = (width - 4) / 4;
  const fields = [
    { name: 'ref.count', below: words.notThere },
    { name: 'freeblock', below: words.notThere },
    { name: 'nextpool', below: entry.next.name },
    { name: 'prevpool', below: entry.prev.name },
  ];
  const title = o.messages.diagram.labelled({
    label: words.sentinelTitle({ szidx: entry.szidx }),
    text: hex(entry.sentinel),
  });
  return html`<figure class="sentinel">
    <figcaption>${title}</figcaption>
    <svg class="drawing" width=${width} height="92" viewBox="0 0 ${width} 92" role="img"
        aria-label=${title}>
      ${fields.map((field, index) => {
        const real = index >= 2;
        const x = 2 + index * cell;
        const value = real ? fieldValue(index === 2 ? entry.next.value : entry.prev.value, null) : '';
        return svg`<text class="offset start" x=${x} y="10">${narrow ? `+${index * word}` : hex(entry.sentinel + index * word)}</text>
          <rect class=${real ? 'slot-box' : 'ghost-box'} x=${x} y="20" width=${cell - 3} height="44" rx="2"></rect>
          <text class="name" x=${x + 6} y="34">${field.name}</text>
          ${real ? svg`<text class="value" x=${x + 6} y="52">${value}</text>` : nothing}
          <text class="label" x=${x + 1} y="78">${!real && narrow ? '–' : field.below}</text>`;
      })}
    </svg>
    <p class="note">${words.sentinelNote({ bytes: 2 * word, slot: 2 * entry.szidx })}</p>
  </figure>`;
}
