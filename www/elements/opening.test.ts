// A page's elements are drawn for the first time in slices: all of them, and those that come with them.

import { expect, it } from 'vitest';
import { nextTask } from '../slices.ts';
import { opening } from './opening.ts';

/** Longer than a slice. */
const LONG_MS = 6;

function takeLong(): void {
  const end = performance.now() + LONG_MS;
  while (performance.now() < end);
}

it('draws all that wait and those that come with them, and lets others have a turn between', async () => {
  const done: string[] = [];
  opening.begin();
  expect(opening.isOn).toBe(true);
  opening.wait(() => {
    takeLong();
    done.push('parent');
    // As an element does that is made by another.
    void Promise.resolve().then(() => {
      opening.wait(() => done.push('child'));
    });
    void nextTask().then(() => done.push('somebody else'));
  });
  opening.wait(() => done.push('sibling'));
  await opening.finish();
  expect(done).toEqual(['parent', 'somebody else', 'sibling', 'child']);
  expect(opening.isOn).toBe(false);
});
