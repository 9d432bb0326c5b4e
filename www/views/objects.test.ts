// @vitest-environment happy-dom
// Places for many objects are looked for in several tasks of the page: a click waits for one of them at most.

import { afterEach, expect, it, vi } from 'vitest';

import { options } from '../fixtures/all.ts';
import { tree } from '../fixtures/objects.ts';
import { panelOf } from '../fixtures/panel.ts';
import { objects } from './objects.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** So many tasks are enough for everything. */
const MANY_TASKS = 200;

/** Draws objects where each look at the clock is so many milliseconds later; `tasks` answers how many were drawn in each. */
function drawn(later: number) {
  vi.useFakeTimers();
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += later));
  let view = tree(40);
  const { draw, counts } = panelOf(objects, '[role=option]', () => ({
    session: { objects: view },
    options: options(),
  }));
  draw();
  return {
    change: () => {
      view = tree(50);
      draw();
    },
    tasks: () => {
      for (let task = 0; task < MANY_TASKS && vi.getTimerCount() > 0; task += 1) vi.runOnlyPendingTimers();
      return counts;
    },
  };
}

it('draws at once what has its places soon', () => {
  const { tasks } = drawn(0.01);
  expect(tasks()).toEqual([expect.toSatisfy((count: number) => count > 10)]);
});

it('goes on looking for places in further tasks where that takes long, and draws once', () => {
  const { tasks } = drawn(3);
  const counts = tasks();
  expect(counts.length).toBeGreaterThan(3);
  expect(counts.slice(0, -1).every((count) => count === 0)).toBe(true);
  expect(counts.at(-1)).toBeGreaterThan(10);
});

it('draws at once what has changed while places were looked for, so that what moves is seen', () => {
  const { change, tasks } = drawn(3);
  change();
  expect(tasks().slice(0, 2)).toEqual([0, expect.toSatisfy((count: number) => count > 10)]);
});
