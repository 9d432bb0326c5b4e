// The list of what holds nearly empty arenas: each entry leads to where it is on the map. Decodes nothing but the kind of
// object that a block has.

import { html, nothing, type TemplateResult } from 'lit';
import { type Heap } from '../core.ts';
import { bytes, hex } from '../format.ts';
import { type HeldArena } from '../generated/HeldArena.ts';
import { type HeldArenas } from '../generated/HeldArenas.ts';
import { type Messages } from '../locales/messages.ts';

export interface HeldList {
  readonly held: HeldArenas;
  readonly messages: Messages;
  readonly heap: Heap;
  readonly onArena: (index: number) => void;
  readonly onBlock: (address: number) => void;
  readonly onMore: (() => void) | undefined;
}

export function heldArenas(list: HeldList): TemplateResult {
  const words = list.messages.heapMap.held;
  const { arenas, total } = list.held;
  return html`<section class="held" aria-labelledby="held-title">
    <h3 id="held-title">${words.title}</h3>
    <p class="note">${total === 0 ? words.none : words.sum({ n: total, size: bytes(list.held.bytes) })}</p>
    ${total === 0 ? nothing : html`<ul>${arenas.map((arena) => entry(arena, list))}</ul>`}
    ${list.onMore === undefined ? nothing : html`<button type="button" @click=${list.onMore}>${words.show({ n: total - arenas.length })}</button>`}
  </section>`;
}

function entry(arena: HeldArena, list: HeldList): TemplateResult {
  const words = list.messages.heapMap.held;
  const { index, holders, blocks } = arena;
  const more = blocks - holders.length;
  return html`<li>
    <button class="link" type="button" @click=${() => {
      list.onArena(index);
    }}>${words.arena(arena)}</button>
    <ul aria-label=${words.blocks({ index })}>
      ${holders.map((address) => html`<li>${holder(address, list)}</li>`)}
      ${more > 0 ? html`<li class="note">${words.more({ n: more })}</li>` : nothing}
    </ul>
  </li>`;
}

function holder(address: number, { heap, messages, onBlock }: HeldList): TemplateResult {
  const place = heap.locate(address);
  const object = place.kind === 'block' ? place.object : undefined;
  const word =
    object === undefined
      ? hex(address)
      : messages.heapMap.held.object({ address: hex(address), kind: messages.kinds[object.of] });
  return html`<button class="link mono" type="button" @click=${() => {
    onBlock(address);
  }}>${word}</button>`;
}
