// The legend: every state with its face, its word and what it means. The faces are those of the diagrams.

import { html, svg, type TemplateResult } from 'lit';

import { type BlockState } from '../generated/BlockState.ts';
import { type Messages } from '../locales/messages.ts';
import { patterns } from './patterns.ts';

const blockStates: readonly BlockState[] = ['allocated', 'freed', 'untouched'];

export function legend({ messages }: { readonly messages: Messages }): TemplateResult {
  const { legend: words, states } = messages;
  const { link: _link, ...rest } = words;
  return html`<section class="legend" aria-label=${words.title}>
    ${group(
      words.blocks,
      blockStates.map((state) => item(face(`block-${state}`), states.block[state].word, states.block[state].meaning)),
    )}
    ${group(words.pools, Object.entries(states.pool).map(([state, it]) => item(tag(`pool-${state}`), it.word, it.meaning)))}
    ${group(words.arenas, Object.entries(states.arena).map(([state, it]) => item(tag(`arena-${state}`), it.word, it.meaning)))}
    ${group(words.marks, [
      item(face('block-allocated changed'), rest.changed.word, rest.changed.meaning),
      item(face('block-allocated selected'), rest.selected.word, rest.selected.meaning),
      item(face('block-allocated made'), rest.madeNow.word, rest.madeNow.meaning),
      item(html`<span class="order-sample mono" aria-hidden="true">№ 1</span>`, rest.order.word, rest.order.meaning),
    ])}
  </section>`;
}

function group(title: string, items: readonly TemplateResult[]): TemplateResult {
  return html`<div class="group"><h3>${title}</h3><ul>${items}</ul></div>`;
}

function item(sample: TemplateResult, word: string, meaning: string): TemplateResult {
  return html`<li>${sample}<span><strong>${word}</strong> <span class="note">${meaning}</span></span></li>`;
}

function tag(state: string): TemplateResult {
  return html`<span class="swatch ${state}" aria-hidden="true"></span>`;
}

function face(classes: string): TemplateResult {
  return html`<svg class="face-sample" width="30" height="22" viewBox="-3 -3 30 22" aria-hidden="true">
    ${patterns()}
    <g class="cell ${classes}">
      <rect class="face" width="24" height="16" rx="2"></rect>
      ${classes.includes('changed') ? svg`<path class="changed-mark" d="M24 0 h-8 l8 8 z"></path>` : ''}
      ${classes.includes('made') ? svg`<path class="made-mark" d="M21 13 h-9 l4.5 -7 z"></path>` : ''}
      <rect class="ring" x="-1.5" y="-1.5" width="27" height="19" rx="3"></rect>
    </g>
  </svg>`;
}
