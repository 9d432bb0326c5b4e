// Drawings take turns: no frame waits for all of them, and each comes to its turn.

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Turns } from './turns.ts';

/** Longer than what drawing may take of a frame. */
const LONG_MS = 20;

let frames: (() => void)[] = [];
let now = 0;

beforeEach(() => {
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (call: () => void) => frames.push(call));
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** What is drawn in each frame, until nothing waits. */
function shown(drawn: string[]): string[][] {
  const all: string[][] = [];
  for (let frame = frames.shift(); frame !== undefined; frame = frames.shift()) {
    frame();
    all.push(drawn.splice(0));
  }
  return all;
}

function wanted(turns: Turns, drawn: string[], name: string, isNear: boolean, takes: number): void {
  turns.wait(() => {
    now += takes;
    drawn.push(name);
  }, isNear);
}

it('draws what takes long in a frame of its own', () => {
  const [turns, drawn]: [Turns, string[]] = [new Turns(), []];
  for (const name of ['a', 'b', 'c']) wanted(turns, drawn, name, true, LONG_MS);
  expect(drawn).toEqual([]);
  expect(shown(drawn)).toEqual([['a'], ['b'], ['c']]);
});

it('draws together what is quick', () => {
  const [turns, drawn]: [Turns, string[]] = [new Turns(), []];
  for (const name of ['a', 'b', 'c']) wanted(turns, drawn, name, true, 0);
  expect(shown(drawn)).toEqual([['a', 'b', 'c']]);
});

it('draws what is in sight before what is not, one of those in a frame', () => {
  const [turns, drawn]: [Turns, string[]] = [new Turns(), []];
  wanted(turns, drawn, 'far', false, 0);
  wanted(turns, drawn, 'also far', false, 0);
  wanted(turns, drawn, 'near', true, 0);
  expect(shown(drawn)).toEqual([['near'], ['far'], ['also far']]);
});
