// A page's elements are drawn in slices: all of them, those that come with them, and with turns for others in between.

import { expect, it } from 'vitest';
import { nextTask } from '../slices.ts';
import { drawSlices } from './draw-slices.ts';

function takeLong(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

/** As an element does it: at once, or when it is its turn. */
function draw(isNew: boolean, what: () => void): void {
  if (drawSlices.mustWait(isNew)) drawSlices.wait(what);
  else drawSlices.draw(what);
}

it('draws all that wait while a page opens and those that come with them, and lets others have a turn between', async () => {
  const done: string[] = [];
  drawSlices.begin();
  draw(true, () => {
    takeLong(6);
    done.push('parent');
    // As an element does that is made by another.
    void Promise.resolve().then(() => {
      draw(true, () => done.push('child'));
    });
    void nextTask().then(() => done.push('somebody else'));
  });
  draw(true, () => done.push('sibling'));
  draw(false, () => done.push('known'));
  expect(done).toEqual(['known']);
  await drawSlices.finish();
  expect(done).toEqual(['known', 'parent', 'somebody else', 'sibling', 'child']);
  expect(drawSlices.mustWait(true)).toBe(false);
});

it('draws at once what is drawn soon', async () => {
  const done: string[] = [];
  for (const name of ['one', 'another', 'third']) draw(false, () => done.push(name));
  expect(done).toEqual(['one', 'another', 'third']);
  await nextTask();
});

it('lets those wait that come after one that took long, in their order, and nobody after the next task', async () => {
  const done: string[] = [];
  draw(false, () => {
    takeLong(10);
    done.push('long');
  });
  void nextTask().then(() => done.push('a click'));
  draw(false, () => {
    takeLong(6);
    done.push('second');
  });
  draw(false, () => done.push('third'));
  expect(done).toEqual(['long']);
  draw(true, () => done.push('new'));
  await nextTask();
  await nextTask();
  draw(false, () => done.push('one that came later'));
  await drawSlices.settled();
  expect(done).toEqual(['long', 'new', 'a click', 'second', 'third', 'one that came later']);
  await nextTask();
  draw(false, () => done.push('at once'));
  expect(done.at(-1)).toBe('at once');
});
