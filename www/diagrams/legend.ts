// The legend: every state with its face, its word and what it means. The faces are those of the diagrams.

import { html, svg, type TemplateResult } from 'lit';

import { type BlockState } from '../generated/BlockState.ts';
import { type DiagramOptions } from './options.ts';
import { face as ground, patterns, type Texture } from './patterns.ts';

const textures: Record<BlockState, Texture | undefined> = {
  allocated: undefined,
  freed: 'hatch',
  untouched: 'dots',
};
const blockStates: readonly BlockState[] = ['allocated', 'freed', 'untouched'];

export function legend({ messages }: DiagramOptions): TemplateResult {
  const { legend: words, states } = messages;
  const { link: _link, ...rest } = words;
  return html`<section class="legend" aria-label=${words.title}>
    ${group(
      words.blocks,
      blockStates.map((state) =>
        item(sample(`block-${state}`, textures[state]), states.block[state].word, states.block[state].meaning),
      ),
    )}
    ${group(
      words.pools,
      Object.entries(states.pool).map(([state, it]) => item(tag(`pool-${state}`), it.word, it.meaning)),
    )}
    ${group(
      words.arenas,
      Object.entries(states.arena).map(([state, it]) => item(tag(`arena-${state}`), it.word, it.meaning)),
    )}
    ${group(words.marks, [
      item(sample('block-allocated changed'), rest.changed.word, rest.changed.meaning),
      item(sample('block-allocated selected'), rest.selected.word, rest.selected.meaning),
      item(sample('block-allocated made'), rest.madeNow.word, rest.madeNow.meaning),
      item(html`<span class="order-sample mono" aria-hidden="true">№ 1</span>`, rest.order.word, rest.order.meaning),
    ])}
  </section>`;
}

function group(title: string, items: readonly TemplateResult[]): TemplateResult {
  return html`<div class="group"><h3>${title}</h3><ul>${items}</ul></div>`;
}

function item(picture: TemplateResult, word: string, meaning: string): TemplateResult {
  return html`<li>${picture}<span><strong>${word}</strong> <span class="note">${meaning}</span></span></li>`;
}

function tag(state: string): TemplateResult {
  return html`<span class="swatch ${state}" aria-hidden="true"></span>`;
}

function sample(classes: string, texture?: Texture): TemplateResult {
  const prefix = `legend-${classes.replaceAll(' ', '-')}`;
  return html`<svg class="face-sample" width="30" height="22" viewBox="-3 -3 30 22" aria-hidden="true">
    ${patterns(prefix)}
    <g class="cell ${classes}">
      ${ground(prefix, texture, 24, 16)}
      ${classes.includes('changed') ? svg`<path class="changed-mark" d="M24 0 h-8 l8 8 z"></path>` : ''}
      ${classes.includes('made') ? svg`<path class="made-mark" d="M21 13 h-9 l4.5 -7 z"></path>` : ''}
      <rect class="ring" x="-1.5" y="-1.5" width="27" height="19" rx="3"></rect>
    </g>
  </svg>`;
}
