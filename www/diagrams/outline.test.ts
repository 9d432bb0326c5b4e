// @vitest-environment happy-dom
// The call tree and the outline mark where one is, and lead on.

import { render } from 'lit';
import { describe, expect, it, vi } from 'vitest';

import { poolAddr, sizeClass } from '../arithmetic/allocator.ts';
import { radixIndexes } from '../arithmetic/radix.ts';
import { options } from '../fixtures/all.ts';
import { edition32, edition64 } from '../fixtures/editions.ts';
import { edition27 } from '../fixtures/generations.ts';
import { firstMalloc, manyDeallocations } from '../fixtures/reading.ts';
import { en } from '../locales/en.ts';
import { arithmeticDiagram } from './arithmetic.ts';
import { callTreeDiagram } from './call-tree.ts';
import { callTree, countCalls } from './calls.ts';
import { outlineDiagram } from './outline.ts';

function draw(template: unknown): HTMLElement {
  const place = document.createElement('div');
  document.body.replaceChildren(place);
  render(template, place);
  return place;
}

const text = (place: Element | null) => place?.textContent.replace(/\s+/g, ' ').trim() ?? '';

describe('call tree', () => {
  it('marks the present call and leads to the step at which a call was entered', () => {
    const onStep = vi.fn();
    const place = draw(callTreeDiagram({ explanation: firstMalloc, present: firstMalloc.steps[7], onStep }, options()));
    expect(text(place.querySelector('[aria-current=location] > .call-line'))).toBe(`new_arena ${en.outline.here}`);
    const calls = [...place.querySelectorAll('button')];
    expect(calls.map(text)).toEqual(
      firstMalloc.steps.filter(({ event }) => event.kind === 'Call').map((step) => step.function),
    );
    calls[1]?.click();
    expect(onStep).toHaveBeenCalledWith(firstMalloc.steps.filter(({ event }) => event.kind === 'Call')[1]?.mark);
  });

  it('draws the way and what is around it, and the rest by its number', () => {
    const present = manyDeallocations.steps[40];
    const place = draw(callTreeDiagram({ explanation: manyDeallocations, present }, options()));
    const drawn = place.querySelectorAll('.call-line').length;
    const { roots } = callTree(manyDeallocations, present);
    const numbers = [...place.querySelectorAll('.note')].map(text);
    expect(drawn).toBeLessThan(15);
    expect(numbers).toContain(en.outline.moreBefore({ n: 6 }));
    expect(numbers).toContain(en.outline.inside({ n: 1 }));
    expect(countCalls(roots)).toBe(42);
  });
});

describe('outline', () => {
  it('marks the line of the present step', () => {
    const place = draw(
      outlineDiagram({ function: 'allocate_from_new_pool', present: firstMalloc.steps[4] }, options()),
    );
    const present = place.querySelectorAll('[aria-current=true]');
    expect(present).toHaveLength(1);
    expect(text(present[0]?.querySelector('.line') ?? null)).toBe(
      `${en.outline.lines.needArena} ${en.outline.currentLine}`,
    );
    expect(text(place)).toContain('allocate_from_new_pool · CPython 3.10');
  });

  it('marks the name where the function was entered', () => {
    const place = draw(outlineDiagram({ function: 'new_arena', present: firstMalloc.steps[5] }, options()));
    expect(text(place.querySelector('.outline-name[aria-current=true]'))).toContain(en.outline.entered);
  });

  it('has what is special about a version', () => {
    const told = (edition = edition32) =>
      text(draw(outlineDiagram({ function: 'address_in_range' }, options({ edition }))));
    expect(told()).toContain(en.outline.lines.radixOwns);
    expect(told({ ...edition32, version: '3.9', ownerTest: 'arenaIndex' })).toContain(en.outline.lines.indexOwns);
    const free27 = text(draw(outlineDiagram({ function: 'PyObject_Free' }, options({ edition: edition27 }))));
    expect(free27).toContain(en.outline.lines.walkPast);
    expect(free27).not.toContain(en.outline.lines.lastaSet);
  });
});

describe('arithmetic', () => {
  const about = () => '';
  const bitLines = (place: Element) => [...place.querySelectorAll('.bits')].map((bits) => bits.children.length);

  it('aligns the mask with what it keeps', () => {
    const place = draw(arithmeticDiagram({ computations: [poolAddr(0x1008_3120, edition32)], about }, options()));
    const rows = [...place.querySelectorAll('.bits')].map((bits) => bits.textContent.replace(/\s/g, ''));
    expect(rows).toEqual([
      (0x1008_3120).toString(2).padStart(32, '0'),
      '1'.repeat(20) + '0'.repeat(12),
      (0x1008_3000).toString(2).padStart(32, '0'),
    ]);
    const kept = [...(place.querySelector('.bits')?.querySelectorAll('.bit.kept') ?? [])];
    expect(kept.map(({ textContent }) => textContent).join('')).toHaveLength(20);
    expect(text(place)).toContain('0x10083000');
  });

  it('has 64 bits in two lines where there is little room', () => {
    const edition = edition64;
    const view = { computations: [radixIndexes(0x7f12_3456_7890, edition)], about };
    expect(new Set(bitLines(draw(arithmeticDiagram(view, options({ edition, width: 324 })))))).toEqual(new Set([2]));
    expect(new Set(bitLines(draw(arithmeticDiagram(view, options({ edition, width: 900 })))))).toEqual(new Set([1]));
  });

  it('names the fields of an address', () => {
    const place = draw(
      arithmeticDiagram(
        { computations: [radixIndexes(0x7f12_3456_7890, edition64)], about },
        options({ edition: edition64 }),
      ),
    );
    expect([...place.querySelectorAll('.field-name')].map((field) => text(field).split(':')[0])).toEqual([
      'MAP_TOP_INDEX',
      'MAP_MID_INDEX',
      'MAP_BOT_INDEX',
      'tail',
    ]);
  });

  it('says what follows', () => {
    const place = draw(arithmeticDiagram({ computations: [sizeClass(28, edition32)], about }, options()));
    expect(text(place.querySelector('.so'))).toBe(
      en.arithmetic.so.sizeClass({ nbytes: 28, shift: 3, szidx: 3, size: 32 }),
    );
  });
});
