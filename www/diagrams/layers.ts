// The layers of CPython's memory model, and the way that one request took through them. The layer of each
// function comes with its step; nothing is known here of what a function does, but that a raw one calls the C library's.

import { html, nothing, type TemplateResult } from 'lit';

import { hex } from '../format.ts';
import { type Explanation } from '../generated/Explanation.ts';
import { tellOperation } from '../locales/messages.ts';
import { type DiagramOptions } from './options.ts';

type LayerName = 'object' | 'python' | 'raw' | 'libc' | 'system';

/** From the program down to the system, by CPython's numbers. */
const layers: readonly { number: number; name: LayerName }[] = [
  { number: 3, name: 'object' },
  { number: 2, name: 'python' },
  { number: 1, name: 'raw' },
  { number: 0, name: 'libc' },
  { number: -1, name: 'system' },
];

/** What CPython's wrappers around the functions of the C library are called before the name of the function. */
const RAW = 'PyMem_Raw';
const LIBC = 0;

/** A function of a layer that was entered: the how-manieth, and in which. The collector is in none. */
interface Entered {
  readonly order: number;
  readonly function: string;
  readonly layer: number;
  readonly depth: number;
}

export function layersDiagram(explanation: Explanation | undefined, o: DiagramOptions): TemplateResult {
  const words = o.messages.layersView;
  const entered = explanation === undefined ? [] : functionsEntered(explanation);
  return html`<div role="group" class="diagram layers" aria-label=${words.label}>
    <p class="caption">${
      explanation === undefined
        ? html`<span class="note">${words.none}</span>`
        : html`<strong>${words.path({ operation: tellOperation(o.messages, explanation.operation, o.names?.(explanation.number)) })}</strong>
            ${explanation.result === null ? nothing : html`<span class="note">${words.answers({ value: explanation.result === 0 ? 'NULL' : hex(explanation.result) })}</span>`}`
    }</p>
    <ol class="stack">${layers.map(({ number, name }) => layer(number, name, entered, o))}</ol>
  </div>`;
}

function functionsEntered({ steps }: Explanation): Entered[] {
  const calls = steps.filter(
    ({ event, layer }) => event.kind === 'Call' && layers.some(({ number }) => number === layer),
  );
  return calls
    .flatMap(({ function: name, layer, depth }) => {
      const own = { function: name, layer, depth };
      const behind = name.startsWith(RAW) ? name.slice(RAW.length).toLowerCase() : undefined;
      return behind === undefined ? [own] : [own, { function: behind, layer: LIBC, depth: depth + 1 }];
    })
    .map((call, index) => ({ order: index + 1, ...call }));
}

function layer(number: number, name: LayerName, entered: readonly Entered[], o: DiagramOptions): TemplateResult {
  const words = o.messages.layersView;
  const here = entered.filter((call) => call.layer === number);
  const reached = here.length > 0;
  return html`<li class="layer ${reached ? 'reached' : ''}">
    <span class="level mono">${number < 0 ? `−${-number}` : `+${number}`}</span>
    <div>
      <p class="name">${words.layers[name].name}
        <span class="tag">${reached ? words.visited : words.notVisited}</span></p>
      <p class="note">${words.layers[name].about}</p>
      ${
        reached
          ? html`<ol class="calls">${here.map(
              (call) => html`<li><span class="order mono" title=${words.step({ n: call.order })}>${call.order}</span>
                <code>${call.function}</code></li>`,
            )}</ol>`
          : nothing
      }
    </div>
  </li>`;
}
