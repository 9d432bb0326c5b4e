// @vitest-environment happy-dom
// Every fixture is drawn at both widths, and what matters of each is looked for by role and name, not by markup.

import { render } from 'lit';
import { describe, expect, it, vi } from 'vitest';

import { ChangedRanges } from '../changed.ts';
import { fixtures, objectOptions, options } from '../fixtures/all.ts';
import * as arenas from '../fixtures/arenas.ts';
import * as classes from '../fixtures/classes.ts';
import { edition32 } from '../fixtures/editions.ts';
import * as generations from '../fixtures/generations.ts';
import * as objects from '../fixtures/objects.ts';
import * as pools from '../fixtures/pools.ts';
import { firstMalloc } from '../fixtures/reading.ts';
import { en } from '../locales/en.ts';
import { loadMessages } from '../locales/language.ts';
import { partNames } from '../locales/parts.ts';
import { arenaDiagram } from './arena.ts';
import { arenasDiagram } from './arenas.ts';
import { explainDiagram } from './explain.ts';
import { fieldTable } from './fields.ts';
import { generationsDiagram } from './generations.ts';
import { letters } from './letters.ts';
import { linking } from './link-by-drag.ts';
import { objectsDiagram } from './objects.ts';
import { poolDiagram } from './pool.ts';
import { sizeClassesDiagram } from './size-classes.ts';
import { usedPoolsDiagram } from './usedpools.ts';

const chinese = await loadMessages('zh-Hans', partNames);

function draw(template: unknown): HTMLElement {
  const place = document.createElement('div');
  document.body.replaceChildren(place);
  render(template, place);
  return place;
}

const named = (place: HTMLElement, part: string) =>
  [...place.querySelectorAll('[aria-label]')].filter((element) => element.getAttribute('aria-label')?.includes(part));
const text = (place: HTMLElement) => place.textContent.replace(/\s+/g, ' ');
const cells = (place: HTMLElement) => [...place.querySelectorAll<SVGElement>('[role=option]')];

describe.each(Object.entries(fixtures))('%s', (_, fixture) => {
  it.each([324, 1066])('is drawn %d pixels wide without a value that is missing', (width) => {
    const place = draw(fixture(width));
    expect(place.innerHTML).not.toMatch(/undefined|NaN|\[object/);
    for (const svg of place.querySelectorAll('svg.drawing'))
      expect(Number(svg.getAttribute('width'))).toBeLessThanOrEqual(width);
  });

  it('has one tab stop in each list of cells, and a name for each cell', () => {
    const place = draw(fixture(1066));
    for (const list of place.querySelectorAll('[role=listbox]')) {
      const inside = [...list.querySelectorAll('[role=option]')];
      expect(inside.filter((cell) => cell.getAttribute('tabindex') === '0')).toHaveLength(1);
      expect(inside.every((cell) => cell.getAttribute('aria-label'))).toBe(true);
    }
  });
});

describe('pool', () => {
  it('draws every block with its state and its place on the free list', () => {
    const place = draw(poolDiagram(pools.typicalPool, options()));
    expect(cells(place)).toHaveLength(31);
    expect(named(place, 'block 9, freed')[0]?.getAttribute('aria-label')).toContain('2 on the free list');
    expect(named(place, ', untouched,')).toHaveLength(19);
    expect(place.querySelectorAll('.arrow-line')).toHaveLength(4);
  });

  it('numbers long free lists without drawing arrows', () => {
    const place = draw(poolDiagram(pools.smallBlocksPool, options()));
    expect(place.querySelectorAll('.arrow-line')).toHaveLength(0);
    expect(named(place, '210 on the free list')).toHaveLength(1);
  });

  it('says that the pool is full by the offsets that decide it', () => {
    expect(text(draw(poolDiagram(pools.fullPool, options())))).toContain('nextoffset 3616 > maxnextoffset 3584');
  });

  it('does the arithmetic of POOL_ADDR for the selected block only', () => {
    const at = pools.POOL + 32 + 3 * 128;
    const selected = { address: at, place: undefined, pool: pools.POOL, block: at };
    expect(text(draw(poolDiagram(pools.typicalPool, options({ selected }))))).toContain('& 0xfffff000');
    expect(text(draw(poolDiagram(pools.typicalPool, options())))).not.toContain('0xfffff000');
  });

  it('tells damage and what CPython would do', () => {
    expect(text(draw(poolDiagram(pools.cyclicPool, options())))).toContain(
      en.poolView.damageCycle({ at: '0x10083120', value: '0x10083220' }),
    );
    expect(text(draw(poolDiagram(pools.strayPool, options())))).toContain('0x41414141 ?');
  });

  it('marks the block that was just handed out, right of its number', () => {
    const leftOf = (block: number, written = 0) => {
      const made = pools.POOL + 32 + block * 24;
      const changed = new ChangedRanges([made, written]);
      const place = draw(poolDiagram(pools.oddPool, options({ made, width: 480, changed })));
      expect(place.querySelectorAll('.made-ring')).toHaveLength(1);
      const [right] =
        place
          .querySelector('.made-mark')
          ?.getAttribute('d')
          ?.match(/[\d.]+/g) ?? [];
      return right === undefined ? undefined : Number(right) - 9;
    };
    // About 7 pixels a digit, from the fourth pixel of the cell on.
    expect(leftOf(5)).toBeGreaterThan(4 + 7);
    expect(leftOf(125)).toBeGreaterThan(4 + 3 * 7);
    // Nor over the corner of what was written: then the ring alone says it.
    expect(leftOf(5, 4)).toBeGreaterThan(4 + 7);
    expect(leftOf(125, 4)).toBeUndefined();
  });

  it('marks what changed in words', () => {
    const changed = new ChangedRanges([pools.POOL + 32, 4]);
    const place = draw(poolDiagram(pools.typicalPool, options({ changed })));
    expect(named(place, en.poolView.changedNow)).toHaveLength(1);
  });

  it('chooses by click and by keyboard, and moves with the arrow keys', () => {
    const onSelect = vi.fn();
    const place = draw(poolDiagram(pools.typicalPool, options({ onSelect })));
    const [first, second] = cells(place);
    first?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    expect(onSelect).toHaveBeenLastCalledWith(pools.POOL + 32);
    first?.focus();
    first?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    expect(document.activeElement).toBe(second);
    second?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    expect(onSelect).toHaveBeenLastCalledWith(pools.POOL + 32 + 128);
  });
});

describe('arena', () => {
  it('orders freepools and shows where pool_address points', () => {
    const place = draw(arenaDiagram(arenas.typicalArena, options()));
    expect(named(place, 'pool 7, empty')[0]?.getAttribute('aria-label')).toContain('1 in freepools');
    expect(text(place)).toContain('pool_address 0x10093000');
    expect(text(place)).toContain(en.arenaView.nothingLost);
  });

  it('draws what alignment cost', () => {
    const place = draw(arenaDiagram(arenas.unalignedArena, options()));
    expect(text(place)).toContain('4,080 bytes lost before');
    expect(text(place)).toContain('16 bytes lost after');
  });
});

describe('the sentinel of a ring', () => {
  it.each([280, 340, 400, 680])('has room for its words, %d pixels wide, in both languages', (width) => {
    for (const messages of [en, chinese]) {
      const place = draw(usedPoolsDiagram(classes.noUsedPools, options({ width, messages })));
      const words = [...place.querySelectorAll('.sentinel text.label, .sentinel text.value')];
      expect(words).toHaveLength(6);
      for (const word of words) {
        const [x, y] = [Number(word.getAttribute('x')), word.getAttribute('y')];
        const others = words
          .filter((other) => other.getAttribute('y') === y)
          .map((one) => Number(one.getAttribute('x')));
        const end = Math.min(width, ...others.filter((other) => other > x));
        // A letter takes about half of the 12 pixels of its type.
        expect(x + 6 * letters(word.textContent)).toBeLessThanOrEqual(end);
      }
    }
  });
});

describe('arenas', () => {
  it('sums up long lists', () => {
    expect(text(draw(arenasDiagram(arenas.oneArena, options())))).toContain(
      'arenas[1] → arenas[2] → … → arenas[15] → NULL',
    );
  });

  it('has nothing in its list of terms but terms and what is said of them, in 2.7 too', () => {
    for (const edition of [edition32, generations.edition27]) {
      const place = draw(arenasDiagram(arenas.someArenas, options({ edition })));
      const parts = [...place.querySelectorAll('dl > div > *')].map(({ tagName }) => tagName);
      expect(new Set(parts)).toEqual(new Set(['DT', 'DD']));
      expect(place.querySelectorAll('dl > :not(div, dt, dd)')).toHaveLength(0);
    }
    expect(document.body.textContent).toContain(options().messages.arenasView.walk);
  });

  it('lists usable arenas in their order with nfreepools', () => {
    const told = text(draw(arenasDiagram(arenas.someArenas, options())));
    expect(told.indexOf('arenas[7] 1 free')).toBeLessThan(told.indexOf('arenas[3] 3 free'));
  });

  it('has one element for each of a thousand, all within reach of the arrow keys and named', () => {
    const view = arenas.manyArenas;
    const chosen = vi.fn();
    const place = draw(arenasDiagram(view, options({ onSelect: chosen })));
    expect(place.querySelectorAll('svg.drawing *').length).toBeLessThan(view.arenas.length + 100);
    const [first, ...rest] = cells(place);
    first?.focus();
    const walked = [...rest, undefined].map(() => {
      const { activeElement } = document;
      activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
      return activeElement?.getAttribute('aria-label');
    });
    expect(new Set(walked).size).toBe(view.arenas.length);
    expect(walked[30]).toMatch(/30.*64/);
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    expect(chosen).toHaveBeenCalledWith(view.arenas.at(-1)?.at);
  });

  it('says what one of a thousand is to whoever points at it, as it is now', () => {
    const place = draw(arenasDiagram(arenas.manyArenas, options()));
    const cell = cells(place)[30];
    cell?.dispatchEvent(new Event('pointerover', { bubbles: true }));
    expect(cell?.querySelector('title')?.textContent).toBe(cell?.getAttribute('aria-label'));
  });

  it('marks which of a thousand was changed and which is chosen, and takes the marks away', () => {
    const view = arenas.manyArenas;
    const { at = 0, index } = view.arenas[33] ?? {};
    const changed = new ChangedRanges([at, 4]);
    const place = document.createElement('div');
    document.body.replaceChildren(place);
    const chosenOne = () => cells(place).filter((cell) => cell.getAttribute('aria-selected') === 'true');
    render(arenasDiagram(view, options({ changed, selected: { address: at, place: undefined, arena: index } })), place);
    expect(chosenOne().map((cell) => cells(place).indexOf(cell))).toEqual([33]);
    expect(chosenOne()[0]?.getAttribute('aria-label')).toContain(en.diagram.changed);
    expect(place.querySelectorAll('.changed-mark')).toHaveLength(1);
    render(arenasDiagram(view, options()), place);
    expect(chosenOne()).toHaveLength(0);
    expect(place.querySelectorAll('.changed-mark')).toHaveLength(0);
    expect(cells(place)[33]?.getAttribute('aria-label')).not.toContain(en.diagram.changed);
  });

  it('says how 2.7 does without nfp2lasta', () => {
    const edition = { ...edition32, arenaOrder: 'walk' as const };
    expect(text(draw(arenasDiagram(arenas.oneArena, options({ edition }))))).toContain(en.arenasView.walk);
  });
});

describe('usedpools', () => {
  it('explains the sentinel of the class that is chosen', () => {
    const selected = { address: 0x10020058, place: { kind: 'usedPools' as const, index: 6, szidx: 3 } };
    const told = text(draw(usedPoolsDiagram(classes.typicalUsedPools, options({ selected }))));
    expect(told).toContain('The sentinel of size class 3: 0x10020050');
    expect(told).toContain('Empty rings: 0, 2, 4–7, 9–63');
  });
});

describe('size classes', () => {
  it('marks the class that the last request fell into', () => {
    const place = draw(sizeClassesDiagram(classes.typicalStats, { ...options(), lastRequest: 28 }));
    expect(place.querySelector('tr.last')?.textContent.replace(/\s+/g, ' ')).toContain('25–32');
    expect(text(place)).toContain('last request: 28 bytes');
  });

  it('marks a request that pymalloc declines', () => {
    const place = draw(sizeClassesDiagram(classes.typicalStats, { ...options(), lastRequest: 600 }));
    expect(place.querySelector('tr.outside.last')).not.toBeNull();
  });

  it('accounts for all bytes of all arenas', () => {
    const { arenaBytes, ...of } = classes.crowdedStats;
    const parts =
      of.allocatedBytes +
      of.availableBytes +
      of.freePoolBytes +
      of.headerBytes +
      of.quantizationBytes +
      of.alignmentBytes;
    expect(parts).toBe(arenaBytes);
  });
});

describe('generations', () => {
  it('draws each object in its list with its reference count', () => {
    const place = draw(generationsDiagram(generations.typicalGenerations, options()));
    expect(named(place, 'generation 0, 5 objects')).not.toHaveLength(0);
    expect(named(place, 'a (list at 0x100900a8), ob_refcnt 2')).toHaveLength(1);
    expect(text(place)).toContain('count 701, threshold 700');
    expect(text(place)).toContain('120 < 250: a full collection that is due would be put off');
  });

  it('never mistakes gc_refs for ob_refcnt, and tells colours by words', () => {
    const place = draw(generationsDiagram(generations.moving, options()));
    expect(named(place, 'b (list at 0x100900d8), ob_refcnt 1, gc_refs 1, grey')).toHaveLength(1);
    expect(named(place, 'ob_refcnt 2, black')).toHaveLength(1);
    expect(text(place)).toContain(en.generationsView.undecided);
  });

  it('says that a link back is not there while gc_refs takes its place', () => {
    const selected = { address: generations.FIRST + 48 + 8, place: undefined };
    const place = draw(generationsDiagram(generations.moving, options({ selected })));
    expect(text(place)).toContain('gc_refs = 0x6 >> 2 = 1');
    const of27 = draw(generationsDiagram(generations.moving27, options({ selected, edition: generations.edition27 })));
    expect(text(of27)).toContain('gc_refs 1');
    expect(of27.querySelectorAll('.gc-joint[title]')).toHaveLength(0);
  });

  it('does not call reachable what is kept for a legacy finalizer', () => {
    const told = text(draw(generationsDiagram(generations.finalizing, options())));
    expect(told).toMatch(/unreachable, as far as is known d unreachable, but kept for a legacy finalizer old_style/);
  });

  it('draws a few of a million', () => {
    const place = draw(generationsDiagram(generations.aMillion, options()));
    expect(cells(place)).toHaveLength(36 + 1);
    expect(text(place)).toContain('… and 999,964 more');
  });

  it('chooses the object of a cell', () => {
    const onSelect = vi.fn();
    const place = draw(generationsDiagram(generations.typicalGenerations, options({ onSelect })));
    cells(place)[1]?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    expect(onSelect).toHaveBeenLastCalledWith(generations.FIRST + 48 + 8);
  });
});

describe('explain', () => {
  it('marks the present step inside an operation', () => {
    const inside = { around: firstMalloc, present: firstMalloc.steps[4] };
    const place = draw(explainDiagram({ explanations: [], total: 1, label: '', inside }, options()));
    const present = place.querySelector('[aria-current=step]');
    expect(present?.textContent).toContain(en.explainView.here);
    expect(present?.textContent).toContain('usable_arenas is NULL');
  });

  it('lists of very many writes of a step the first, and says how many there are besides', () => {
    const [change] = firstMalloc.steps.flatMap(({ changes }) => changes);
    const [step] = firstMalloc.steps;
    if (change === undefined || step === undefined) throw new Error('the fixture changes nothing');
    const listed = (n: number): string[] => {
      const steps = [{ ...step, changes: Array.from({ length: n }, (_, at) => ({ ...change, at })) }];
      const place = draw(explainDiagram({ explanations: [{ ...firstMalloc, steps }], total: 1, label: '' }, options()));
      return [...place.querySelectorAll('.changes > li')].map(({ textContent }) => textContent.trim());
    };
    expect(listed(50)).toHaveLength(50);
    expect(listed(2050)).toHaveLength(51);
    expect(listed(2050).at(-1)).toBe('and 2,000 more');
  });

  it('says that an operation was too long to be told', () => {
    const explanations = [{ ...firstMalloc, steps: [], marks: 0 }];
    const place = draw(explainDiagram({ explanations, total: 1, label: '' }, options()));
    expect(text(place)).toContain(en.explainView.tooLong);
  });
});

describe('explain, of many operations', () => {
  it('says once how many there were', () => {
    const told = (total: number) =>
      text(draw(explainDiagram({ explanations: [firstMalloc], total, label: '' }, options())));
    expect(told(63)).toContain('The last 1 of 63 operations.');
    expect(told(63).match(/63 operations/g)).toHaveLength(1);
  });
});

describe('fields', () => {
  it('says of a pointer to a pool that it leads to the pool, not to the field there', () => {
    const at = 0x100c1000;
    const target = { kind: 'poolHeader', arena: 0, pool: 1, poolAt: at, field: 'ref.count' } as const;
    const field = { name: 'address', at: 0x100c0010, size: 4, target };
    const leadsTo = (value: number) =>
      draw(fieldTable([{ ...field, value }], '', options())).querySelector('td:last-child');
    expect(leadsTo(at)?.textContent.trim()).toBe('arena 0, pool 1');
    expect(leadsTo(at + 2)?.textContent.trim()).toBe('arena 0, pool 1, ref.count');
  });
});

describe('objects', () => {
  const everyKind = (over = {}) =>
    draw(objectsDiagram(objects.everyKind, objectOptions(objects.everyKind, { width: 1066, ...over })));

  it('draws every object with its names, count, address, size class and generation', () => {
    const place = everyKind();
    expect(cells(place)).toHaveLength(11);
    expect(named(place, 'text, other, str')).toHaveLength(1);
    expect(named(place, 'a, list, 3 items, ob_refcnt 3, 0x100900a8, class 5, generation 0')).toHaveLength(1);
    expect(text(place)).toContain('was o');
  });

  it('draws one arrow for each pair of objects, weak ones apart', () => {
    const place = everyKind();
    expect(place.querySelectorAll('.arrow-line')).toHaveLength(11);
    expect(place.querySelectorAll('.arrow-line.weak')).toHaveLength(1);
  });

  it('offers only what somebody listens to', () => {
    const offered = (over = {}) => {
      const place = everyKind(over);
      return {
        table: place.querySelectorAll('input[type=checkbox]').length,
        arrange: [...place.querySelectorAll('button')].filter((button) => button.textContent === 'Arrange anew').length,
        handles: place.querySelectorAll('.handle').length,
        told: text(place).includes('Drag from one object'),
      };
    };
    expect(offered()).toEqual({ table: 0, arrange: 0, handles: 0, told: false });
    const nothing = () => undefined;
    expect(offered({ onTable: nothing, onArrange: nothing, linking: linking(nothing) })).toEqual({
      table: 1,
      arrange: 1,
      handles: 11,
      told: true,
    });
  });

  it('says which objects are garbage', () => {
    const place = draw(objectsDiagram(objects.garbageCycle, objectOptions(objects.garbageCycle)));
    expect(named(place, ', garbage')).toHaveLength(3);
    expect(named(place, 'kept, list')[0]?.getAttribute('aria-label')).not.toContain('garbage');
  });

  it('shows gc_refs and the colour while a collection is at it', () => {
    const place = draw(objectsDiagram(objects.collecting, objectOptions(objects.collecting)));
    expect(named(place, 'gc_refs 1, grey')).toHaveLength(1);
    expect(named(place, 'in unreachable')).toHaveLength(1);
  });

  it('tells all of the chosen object, and leads to its pool and its blocks', () => {
    const onSelect = vi.fn();
    const selected = { address: objects.addressAt(0), place: undefined };
    const place = everyKind({ onSelect, selected });
    const details = place.querySelector('.object-details');
    expect(details?.textContent.replace(/\s+/g, ' ')).toContain('ob_item 0x10091020');
    for (const link of details?.querySelectorAll('button') ?? []) link.click();
    expect(onSelect).toHaveBeenCalledWith(0x10090000);
    expect(onSelect).toHaveBeenCalledWith(0x10091020);
  });

  it('goes to the nearest card with the arrow keys and chooses with Enter', () => {
    const onSelect = vi.fn();
    const place = everyKind({ onSelect });
    const [first] = cells(place);
    first?.focus();
    first?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    const next = document.activeElement;
    expect(next).not.toBe(first);
    next?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    expect(onSelect).toHaveBeenLastCalledWith(Number(next?.getAttribute('data-address')));
  });

  it('counts what is too much in groups', () => {
    const told = text(draw(objectsDiagram(objects.million, objectOptions(objects.million))));
    expect(told).toContain('1,000,001 objects');
    expect(told).toContain('999,900 × list generation 2');
    expect(told).toContain('+ 999,961 not drawn');
    expect(
      named(
        draw(objectsDiagram(objects.million, objectOptions(objects.million))),
        '999,961 references to objects that are not drawn',
      ),
    ).toHaveLength(1);
  });

  it('has the same facts as a table', () => {
    const rows = [...everyKind({ asTable: true }).querySelectorAll('tbody tr')].map((row) =>
      row.textContent.replace(/\s+/g, ' ').trim(),
    );
    expect(rows).toHaveLength(11);
    expect(rows[0]).toMatch(/^a list 3 items .*0x100900a8 3 class 5 generation 0 \[0\] tuple at 0x10090138/);
    expect(rows[8]).toContain('wr_object thing (weakly)');
  });
});

it('draws those cells anew in which something is another', () => {
  const { messages } = options();
  const tell = vi.fn(messages.arenasView.cell);
  const o = { ...options(), messages: { ...messages, arenasView: { ...messages.arenasView, cell: tell } } };
  const place = draw(arenasDiagram(arenas.manyArenas, o));
  expect(tell).toHaveBeenCalledTimes(arenas.manyArenas.arenas.length);
  tell.mockClear();
  const changed = structuredClone(arenas.manyArenas);
  const [first] = changed.arenas;
  if (first !== undefined) first.nfreepools += 1;
  render(arenasDiagram(changed, o), place);
  expect(tell).toHaveBeenCalledTimes(1);
});
