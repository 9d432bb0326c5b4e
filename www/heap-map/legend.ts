// What the colours of the map mean: the faces of the other drawings, and of the steps that only the map has.

import { html, nothing, svg, type TemplateResult } from 'lit';
import { type MapColours } from './painted.ts';
import { POOL_FACES } from '../diagrams/arena.ts';
import { face, patterns, type Texture } from '../diagrams/patterns.ts';
import { BLOCK_FACES } from '../diagrams/pool.ts';
import { type EditionInfo } from '../generated/EditionInfo.ts';
import { type Messages } from '../locales/messages.ts';
import { ageColours, classColour, fullnessColours } from './palette.ts';

/** Operations up to which something is of an age; what is older, or not known, is of the last. */
export const AGES = [1, 100, 1_000, 10_000] as const;
/** Size classes that are named. */
const NAMED_CLASSES = 8;

export function mapLegend(
  by: MapColours,
  edition: EditionInfo,
  keepsHistory: boolean,
  words: Messages,
): TemplateResult {
  const { legend } = words.heapMap;
  return html`<div class="legend" role="group" aria-label=${legend.label}>
    ${own(by, edition, words)}
    ${by === 'age' ? html`<p class="note">${keepsHistory ? legend.ageNote : legend.ageOff}</p>` : nothing}
    ${by === 'state' ? nothing : html`<p class="note">${legend.others}</p>`}
    <p class="note">${legend.mean}</p>
  </div>`;
}

function own(by: MapColours, edition: EditionInfo, { heapMap, states }: Messages): unknown {
  const { legend } = heapMap;
  switch (by) {
    case 'state':
      return html`<p><span class="note">${legend.poolsFar}</span>
          ${(['full', 'used', 'empty', 'uncarved'] as const).map((state) => sample(`pool-${state}`, POOL_FACES[state], states.pool[state].word))}</p>
        <p><span class="note">${legend.blocksNear}</span>
          ${(['allocated', 'freed', 'untouched'] as const).map((state) => sample(`block-${state}`, BLOCK_FACES[state], states.block[state].word))}
          ${plain('var(--pm-header)', legend.header)} ${plain('var(--pm-lost)', legend.lost)}</p>`;
    case 'sizeClass': {
      const step = Math.max(1, Math.floor(edition.sizeClasses / NAMED_CLASSES));
      const named = Array.from({ length: NAMED_CLASSES + 1 }, (_, n) => Math.max(0, n * step - 1));
      return html`<p>${[...new Set(named)].map((szidx) =>
        plain(classColour(szidx, edition), legend.class({ size: (szidx + 1) * edition.alignment })),
      )}</p>`;
    }
    case 'fullness':
      return html`<p>${fullnessColours.map((colour, step) => plain(colour, legend.fullness[step] ?? ''))}</p>`;
    case 'age':
      return html`<p>${ageColours.map((colour, step) => plain(colour, ageWord(step, legend)))}</p>`;
  }
}

/** What an age is called. */
export function ageWord(step: number, legend: Messages['heapMap']['legend']): string {
  const n = AGES[step];
  return n === undefined ? legend.older : legend.ages({ n });
}

function sample(kind: string, texture: Texture | undefined, word: string): TemplateResult {
  const prefix = `map-${kind}`;
  return html`<span class="item"><svg width="20" height="14" viewBox="0 0 20 14" aria-hidden="true">
      ${patterns(prefix)}<g class="cell ${kind}">${face(prefix, texture, 20, 14)}</g></svg>${word}</span> `;
}

function plain(colour: string, word: string): TemplateResult {
  return html`<span class="item"><svg width="20" height="14" viewBox="0 0 20 14" aria-hidden="true">
      ${svg`<rect class="swatch" width="20" height="14" rx="2" fill=${colour}></rect>`}</svg>${word}</span> `;
}
