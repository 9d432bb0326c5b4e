// @vitest-environment happy-dom
// Every fixture is drawn at both widths, and what matters of each is looked for by role and name, not by markup.

import { render } from 'lit';
import { describe, expect, it, vi } from 'vitest';

import { ChangedRanges } from '../changed.ts';
import { fixtures, options } from '../fixtures/all.ts';
import * as arenas from '../fixtures/arenas.ts';
import * as classes from '../fixtures/classes.ts';
import { edition32 } from '../fixtures/editions.ts';
import * as pools from '../fixtures/pools.ts';
import { en } from '../locales/en.ts';
import { arenaDiagram } from './arena.ts';
import { arenasDiagram } from './arenas.ts';
import { poolDiagram } from './pool.ts';
import { sizeClassesDiagram } from './size-classes.ts';
import { usedPoolsDiagram } from './usedpools.ts';

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
      en.poolView.damageCycle('0x10083120', '0x10083220'),
    );
    expect(text(draw(poolDiagram(pools.strayPool, options())))).toContain('0x41414141 ?');
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

describe('arenas', () => {
  it('sums up long lists', () => {
    expect(text(draw(arenasDiagram(arenas.oneArena, options())))).toContain(
      'arenas[1] → arenas[2] → … → arenas[15] → NULL',
    );
  });

  it('lists usable arenas in their order with nfreepools', () => {
    const told = text(draw(arenasDiagram(arenas.someArenas, options())));
    expect(told.indexOf('arenas[7] 1 free')).toBeLessThan(told.indexOf('arenas[3] 3 free'));
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
