// @vitest-environment happy-dom
// Many steps are drawn a few in each frame: at no time has a click to wait for all of them.

import { render } from 'lit';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { options } from '../fixtures/all.ts';
import { firstMalloc, manyDeallocations } from '../fixtures/reading.ts';
import { type Explanation } from '../generated/Explanation.ts';
import { type Shown } from './drawing.ts';
import { explain } from './explain.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const shownWith = (explanations: readonly Explanation[]): Shown =>
  ({
    session: { explanations, told: { count: 1, label: () => '' }, inside: undefined },
    options: options(),
  }) as unknown as Shown;

/** Steps that are drawn, each time that something is, from `explanations` on. */
function frames(first: readonly Explanation[], then: readonly Explanation[]): number[] {
  const place = document.createElement('div');
  let now = first;
  const counts: number[] = [];
  const draw = (): void => {
    render(drawing.draw(shownWith(now)), place);
    counts.push(place.querySelectorAll('.steps > li').length);
  };
  const drawing = explain.begin({
    width: 400,
    visible: true,
    still: false,
    session: undefined,
    requestUpdate: draw,
    dress: () => undefined,
  });
  draw();
  now = then;
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
