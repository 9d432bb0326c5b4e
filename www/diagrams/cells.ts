// Choosing with pointer and keyboard: a list of cells is one tab stop, arrow keys move in it, Enter chooses.
// Knows elements and events only, never what a cell stands for.

import { html, nothing, type SVGTemplateResult, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';

import { hex } from '../format.ts';
import { type DiagramOptions } from './options.ts';

/** The address that an element of a cell stands for. */
function addressOf(target: EventTarget | null): number | undefined {
  const cell = target instanceof Element ? target.closest('[data-address]') : null;
  const address = cell?.getAttribute('data-address');
  return address ? Number(address) : undefined;
}

/** Listeners of a list of cells with the attribute `data-address`; `columns` is how far up and down go. */
export function cellEvents(o: DiagramOptions, columns: number) {
  const choose = (event: Event) => {
    const address = addressOf(event.target);
    if (address === undefined) return false;
    o.onSelect(address);
    return true;
  };
  const keydown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') {
      if (choose(event)) event.preventDefault();
      return;
    }
    const list = event.currentTarget;
    if (!(list instanceof Element)) return;
    const cells = [...list.querySelectorAll<HTMLElement | SVGElement>('[data-address]')];
    const at = cells.findIndex((cell) => cell === event.target);
    const next = cells[moved(event.key, at, cells.length, columns)];
    if (at < 0 || !next || next === event.target) return;
    event.preventDefault();
    next.focus();
  };
  return { choose, keydown };
}

function moved(key: string, at: number, length: number, columns: number): number {
  const last = length - 1;
  switch (key) {
    case 'ArrowRight':
      return Math.min(last, at + 1);
    case 'ArrowLeft':
      return Math.max(0, at - 1);
    case 'ArrowDown':
      return at + columns <= last ? at + columns : at;
    case 'ArrowUp':
      return at - columns >= 0 ? at - columns : at;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return at;
  }
}

/** Which of the cells is in the tab order: the selected one, else the first. */
export function tabStop(index: number, selectedIndex: number): '0' | '-1' {
  return index === Math.max(0, selectedIndex) ? '0' : '-1';
}

/**
 * A cell, drawn anew only where one of its facts is another: of a thousand cells a click changes three. `draw` may use
 * nothing but the facts and the language.
 */
export function cellOf<Facts extends object>(
  facts: Facts,
  { messages }: DiagramOptions,
  draw: (facts: Facts) => SVGTemplateResult,
): unknown {
  const values: unknown[] = Object.values(facts);
  return guard([messages, ...values], () => draw(facts));
}

/** An address that can be followed. */
export function addressLink(address: number, o: DiagramOptions, words?: string): TemplateResult {
  return html`<button class="link ${words === undefined ? 'mono' : ''}" type="button" @click=${() => {
    o.onSelect(address);
  }}>${words ?? hex(address)}</button>`;
}

/** The mark of what the last action wrote: a shape, and a word for those who cannot see it. */
export function changedMark(changed: boolean, o: DiagramOptions): TemplateResult | typeof nothing {
  return changed
    ? html`<span class="mark" title=${o.messages.diagram.changed}><span aria-hidden="true">▲</span><span class="sr">${o.messages.diagram.changed}</span></span>`
    : nothing;
}
