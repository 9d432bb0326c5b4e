// @vitest-environment happy-dom
// Finding places for many objects and drawing them are two tasks of the page: a click waits for neither after the other.

import { afterEach, expect, it, vi } from 'vitest';

import { options } from '../fixtures/all.ts';
import { tree } from '../fixtures/objects.ts';
import { panelOf } from '../fixtures/panel.ts';
import { objects } from './objects.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Objects that are there each time that something is drawn, where each look at the clock is so many milliseconds later. */
function frames(later: number): number[] {
  vi.useFakeTimers();
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += later));
  const shown = { session: { objects: tree(40) }, options: options() };
  const { draw, counts } = panelOf(objects, '[role=option]', () => shown);
  draw();
  vi.runOnlyPendingTimers();
  return counts;
}

it('draws at once what has its places soon', () => {
  expect(frames(0.01)).toHaveLength(1);
});

it('draws a task later where finding places took long', () => {
  const [first, second, ...more] = frames(20);
  expect(first).toBe(0);
  expect(second).toBeGreaterThan(10);
  expect(more).toEqual([]);
});
