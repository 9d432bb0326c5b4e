// @vitest-environment happy-dom
// Many steps are drawn a few in each frame: at no time has a click to wait for all of them.

import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { options } from '../fixtures/all.ts';
import { panelOf } from '../fixtures/panel.ts';
import { firstMalloc, manyDeallocations } from '../fixtures/reading.ts';
import { type Explanation } from '../generated/Explanation.ts';
import { explain } from './explain.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** Steps that are there each time that something is drawn, while `first` is told and `then` after it. */
function frames(first: readonly Explanation[], then: readonly Explanation[]): number[] {
  let explanations = first;
  const { draw, counts } = panelOf(explain, '.steps > li', () => ({
    session: { explanations, told: { count: 1, label: () => '' }, inside: undefined },
    options: options(),
  }));
  draw();
  explanations = then;
  draw();
  vi.runAllTimers();
  draw();
  return counts;
}

const long: Explanation = { ...manyDeallocations, number: 2 };

it('draws what comes in several frames, and all of it in the end', () => {
  const all = long.steps.length;
  const [first, ...counts] = frames([firstMalloc], [long]);
  expect(first).toBe(firstMalloc.steps.length);
  expect(counts[0]).toBeLessThan(all / 2);
  expect(counts.length).toBeGreaterThan(3);
  expect(counts).toEqual(counts.toSorted((a, b) => a - b));
  expect(counts.slice(-2)).toEqual([all, all]);
});

it('draws what is there at first as a whole, so that nothing below it moves', () => {
  expect(frames([long], [long])[0]).toBe(long.steps.length);
});
