// @vitest-environment happy-dom
// What a comparison says and shows.

import { render } from 'lit';
import { describe, expect, it, vi } from 'vitest';

import { options } from '../fixtures/all.ts';
import * as compared from '../fixtures/compare.ts';
import { POOL } from '../fixtures/pools.ts';
import { en } from '../locales/en.ts';
import { loadMessages } from '../locales/language.ts';
import { partNames } from '../locales/parts.ts';
import { compareDiagram, type CompareView } from './compare.ts';
import { type DiagramOptions } from './options.ts';

function draw(view: CompareView, over: Partial<DiagramOptions> = {}): HTMLElement {
  const place = document.createElement('div');
  document.body.replaceChildren(place);
  render(compareDiagram(view, options(over)), place);
  return place;
}

const text = (place: Element) => place.textContent.replace(/\s+/g, ' ');
const titles = (place: Element) => [...place.querySelectorAll('section')].map((one) => one.getAttribute('aria-label'));
const sectionOf = (place: Element, title: string) => {
  const found = place.querySelector(`section[aria-label="${title}"]`);
  if (found === null) throw new Error(`no section ${title}`);
  return text(found);
};

describe('a comparison', () => {
  it('says that nothing is different', () => {
    const place = draw(compared.nothing);
    expect(text(place)).toContain(en.compare.same);
    expect(titles(place)).toEqual([]);
  });

  it('goes from arenas down to bytes, and leaves out what is the same', () => {
    expect(titles(draw(compared.firstSteps))).toEqual(['Arenas', 'Pools', 'Blocks', 'Lists', 'Globals', 'Bytes']);
    expect(titles(draw(compared.collection))).toContain('Objects');
  });

  it('names both positions, also inside of an operation', () => {
    const label = draw(compared.firstSteps).querySelector('[role=group]')?.getAttribute('aria-label');
    expect(label).toBe('What is different: at the start, and inside operation 1, after 24 of its events');
  });

  it('shows states, counts and the free list before and after', () => {
    const told = sectionOf(draw(compared.collection), 'Pools');
    expect(told).toMatch(/full →became used/);
    expect(told).toMatch(/31 \/ 31 →became 29 \/ 31/);
    expect(told).toMatch(/empty →became 2 blocks, first 5/);
  });

  it('says who was born, has died and changed, and which references went', () => {
    const told = sectionOf(draw(compared.collection), 'Objects');
    expect(told).toContain('2 objects have died');
    expect(told).toContain('1 object changed');
    expect(told).not.toContain('born');
  });

  it('counts what it does not show', () => {
    const place = draw(compared.aTrace);
    expect(sectionOf(place, 'Pools')).toContain('… and 4,095 more');
    expect(sectionOf(place, 'Blocks')).toContain('… and 246,926 more');
    expect(sectionOf(place, 'Bytes')).toContain('43,210,987 bytes in 1,234,567 places');
  });

  it('leads to an address', () => {
    const onSelect = vi.fn();
    const place = draw(compared.collection, { onSelect });
    const button = [...place.querySelectorAll('button')].find((one) => one.textContent === 'arena 0, pool 3');
    button?.click();
    expect(onSelect).toHaveBeenLastCalledWith(POOL);
  });

  it('speaks Chinese', async () => {
    const place = draw(compared.collection, { messages: await loadMessages('zh-Hans', partNames) });
    expect(text(place)).toContain('销毁了 2 个对象');
  });
});
