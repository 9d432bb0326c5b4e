// When workers are let go.

import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { Leaving } from './leaving.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('lets a worker go once, a while after its work', () => {
  const [leaving, terminate] = [new Leaving(), vi.fn()];
  leaving.later({ terminate });
  vi.advanceTimersByTime(500);
  expect(terminate).not.toHaveBeenCalled();
  vi.runAllTimers();
  leaving.now();
  expect(terminate).toHaveBeenCalledOnce();
});

it('lets it go at once when there is to be another, and the other in its own time', () => {
  const [leaving, first, second] = [new Leaving(), vi.fn(), vi.fn()];
  leaving.later({ terminate: first });
  vi.advanceTimersByTime(1000);
  leaving.later({ terminate: second });
  expect(first).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(1000);
  expect(second).not.toHaveBeenCalled();
  vi.runAllTimers();
  expect(second).toHaveBeenCalledOnce();
});
