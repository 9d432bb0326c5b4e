// @vitest-environment happy-dom
// The cells of a thousand arenas come in several frames: at no time has a click to wait for all of them.

import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { options } from '../fixtures/all.ts';
import { manyArenas, someArenas } from '../fixtures/arenas.ts';
import { panelOf } from '../fixtures/panel.ts';
import { type ArenasView } from '../generated/ArenasView.ts';
import { arenas } from './allocator.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** Cells that are there each time that something is drawn: of each view in turn, up to its end. */
function frames(...views: readonly ArenasView[]): number[][] {
  let view: ArenasView | undefined;
  const panel = panelOf(arenas, '[role=option]', () => ({ heap: { arenas: () => view }, options: options() }));
  return views.map((next) => {
    view = next;
    panel.draw();
    vi.runAllTimers();
    return panel.counts.splice(0);
  });
}

const [many, some] = [manyArenas.arenas.length, someArenas.arenas.length];

it('makes a thousand cells in several frames', () => {
  const [counts = []] = frames(manyArenas);
  expect(counts.length).toBeGreaterThan(2);
  expect(counts[0]).toBeLessThan(many / 2);
  expect(counts.at(-1)).toBe(many);
});

it('keeps those that are there', () => {
  const [first = [], second, third] = frames(manyArenas, manyArenas, someArenas);
  expect(first.at(-1)).toBe(many);
  expect([second, third]).toEqual([[many], [some]]);
});
