// Scrubbing goes to the last place that was asked for, once a frame, and nowhere after one has let go.

import { beforeEach, expect, it, vi } from 'vitest';

import { Scrubbing } from './scrubbing.ts';
import { type Place } from './timeline.ts';

function scrubbing() {
  const frames: (() => void)[] = [];
  const been: Place[] = [];
  const scrub = new Scrubbing(
    (to) => {
      been.push(to);
    },
    (call) => {
      frames.push(call);
    },
  );
  return { scrub, been, paint: () => frames.splice(0).map((call) => call()).length };
}

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

it('goes after each frame to the last place, and drops those before it', () => {
  const { scrub, been, paint } = scrubbing();
  for (const operation of [9, 8, 7]) scrub.ask({ operation });
  expect(scrub.to).toEqual({ operation: 7 });
  expect(been).toEqual([]);
  expect(paint()).toBe(1);
  expect(been).toEqual([{ operation: 7 }]);
  expect(scrub.to).toBeUndefined();
  scrub.ask({ operation: 6, mark: 2 });
  expect(paint()).toBe(1);
  expect(been.at(-1)).toEqual({ operation: 6, mark: 2 });
});

it('is there at once where one lets go, and does not go again', () => {
  const { scrub, been, paint } = scrubbing();
  scrub.ask({ operation: 3 });
  scrub.arrive();
  scrub.arrive();
  paint();
  expect(been).toEqual([{ operation: 3 }]);
});

it('moves until nothing was asked for a while', () => {
  const { scrub } = scrubbing();
  expect(scrub.moving).toBe(false);
  scrub.ask({ operation: 3 });
  vi.advanceTimersByTime(140);
  scrub.ask({ operation: 4 });
  scrub.arrive();
  vi.advanceTimersByTime(140);
  expect(scrub.moving).toBe(true);
  vi.advanceTimersByTime(140);
  expect(scrub.moving).toBe(false);
});
