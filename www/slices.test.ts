// Work in slices: quick work at once, long work cancellable.

import { expect, test } from 'vitest';

import { runInSlices } from './slices.ts';

test('quick work is finished before the first wait', async () => {
  let done = 0;
  function* quick() {
    yield (done = 1);
  }
  const finished = runInSlices(quick(), new AbortController().signal, () => undefined);
  expect(done).toBe(1);
  await finished;
});

test('long work reports after each slice and ends when it is cancelled', async () => {
  const cancel = new AbortController();
  function* endless() {
    for (let step = 0; ; step += 1) yield step;
  }
  const reports: number[] = [];
  await runInSlices(endless(), cancel.signal, (step) => {
    reports.push(step);
    if (reports.length === 2) cancel.abort();
  });
  expect(reports).toHaveLength(2);
});

test('work that rests again and again tells that it goes on, and can be cancelled', async () => {
  const cancel = new AbortController();
  function* resting() {
    yield 7;
    for (;;) yield new Promise((resolve) => setTimeout(resolve, 5));
  }
  const reports: number[] = [];
  await runInSlices(resting(), cancel.signal, (step) => {
    reports.push(step);
    if (reports.length === 2) cancel.abort();
  });
  expect(reports).toEqual([7, 7]);
});
