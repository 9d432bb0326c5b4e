// The legend: every state with its face, its word and what it means. The faces are those of the diagrams.

import { html, svg, type TemplateResult } from 'lit';

import { type Messages, type StateWords } from '../locales/messages.ts';
import { POOL_FACES } from './arena.ts';
import { ARENA_FACES } from './arena-cell.ts';
import { arrowEnd, face, patterns, type Texture } from './patterns.ts';
import { BLOCK_FACES } from './pool.ts';

const WIDTH = 24;
const HEIGHT = 16;

export function legend(messages: Messages): TemplateResult {
  const { legend: words, states } = messages;
  return html`<section class="legend" role="group" aria-label=${words.title}>
    ${blocks(messages)}
    ${group(words.pools, stateItems('pool', states.pool, POOL_FACES))}
    ${group(words.arenas, stateItems('arena', states.arena, ARENA_FACES))}
    ${marks(messages)}
  </section>`;
}

/** The legend where objects are drawn. */
export function objectLegend(messages: Messages): TemplateResult {
  const { objectLegend: words } = messages;
  return html`<section class="legend" role="group" aria-label=${messages.legend.title}>
    ${group(words.objects, [
      item(sample('object'), words.reachable),
      item(sample('object garbage', 'waste'), words.garbage),
      item(sample('object static'), words.static),
    ])}
    ${group(words.references, [
      item(arrowSample(''), words.reference),
      item(arrowSample('weak'), words.weak),
      item(tagSample('tag-name', 'a'), words.name),
      item(tagSample('tag-lost', 'a'), words.was),
    ])}
    ${blocks(messages)} ${marks(messages)}
  </section>`;
}

function blocks({ legend: words, states }: Messages): TemplateResult {
  return group(words.blocks, stateItems('block', states.block, BLOCK_FACES));
}

function marks({ legend: words }: Messages): TemplateResult {
  return group(words.marks, [
    item(sample('block-allocated changed'), words.changed),
    item(sample('block-allocated selected'), words.selected),
    item(sample('block-allocated made'), words.madeNow),
    item(html`<span class="order-sample mono" aria-hidden="true">#1</span>`, words.order),
  ]);
}

function stateItems<State extends string>(
  kind: 'block' | 'pool' | 'arena',
  words: Readonly<Record<State, StateWords>>,
  faces: Readonly<Record<State, Texture | undefined>>,
): TemplateResult[] {
  const states = Object.keys(words) as State[];
  return states.map((state) =>
    item(sample(`${kind}-${state}`, faces[state], kind === 'pool' ? words[state].letter : ''), words[state]),
  );
}

function group(title: string, items: readonly TemplateResult[]): TemplateResult {
  return html`<div class="group">
    <h3>${title}</h3>
    <ul>
      ${items}
    </ul>
  </div>`;
}

function item(picture: TemplateResult, { word, meaning }: Pick<StateWords, 'word' | 'meaning'>): TemplateResult {
  return html`<li>
    ${picture}<span><strong>${word}</strong> <span class="note">${meaning}</span></span>
  </li>`;
}

function sample(classes: string, texture?: Texture, letter = ''): TemplateResult {
  const prefix = `legend-${classes.replaceAll(' ', '-')}`;
  return html`<svg
    class="face-sample"
    width=${WIDTH + 6}
    height=${HEIGHT + 6}
    viewBox="-3 -3 ${WIDTH + 6} ${HEIGHT + 6}"
    aria-hidden="true"
  >
    ${patterns(prefix)}
    <g class="cell ${classes}">
      ${face(prefix, texture, WIDTH, HEIGHT)}
      ${letter === '' ? '' : svg`<text class="letter" x=${WIDTH - 4} y=${HEIGHT / 2}>${letter}</text>`}
      ${classes.includes('changed') ? svg`<path class="changed-mark" d="M${WIDTH} 0 h-8 l8 8 z"></path>` : ''}
      ${classes.includes('made') ? svg`<path class="made-mark" d="M${WIDTH - 3} ${HEIGHT - 3} h-9 l4.5 -7 z"></path>` : ''}
      <rect class="ring" x="-1.5" y="-1.5" width=${WIDTH + 3} height=${HEIGHT + 3} rx="3"></rect>
    </g>
  </svg>`;
}

function arrowSample(classes: string): TemplateResult {
  const prefix = `legend-arrow-${classes}`;
  return html`<svg class="face-sample" width="36" height="16" viewBox="0 0 36 16" aria-hidden="true">
    ${patterns(prefix)}
    <path class="arrow-line ${classes}" marker-end=${arrowEnd(prefix)} d="M1 8 H34"></path>
  </svg>`;
}

function tagSample(classes: string, text: string): TemplateResult {
  return html`<svg class="face-sample" width="26" height="18" viewBox="-1 -1 26 18" aria-hidden="true">
    <g class=${classes}>
      <rect width="24" height="16" rx="3"></rect>
      <text x="12" y="8.5">${text}</text>
    </g>
  </svg>`;
}
