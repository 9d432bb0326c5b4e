// A lesson knows which of its steps stand, whatever was done, undone and gone back to meanwhile.

import { expect, it } from 'vitest';

import { type Act, type DoneAct } from './acts.ts';
import { lessonAt, nextDone } from './lesson.ts';
import { en } from './locales/en.ts';
import { lessonLength, lessonNames, lessonStep, objectScenarioIds } from './object-scenarios.ts';

const step = (index: number, first: number): DoneAct => ({
  act: { act: 'lesson', id: 'two-objects', index, names: {} },
  first,
  count: 4,
});
const other: DoneAct = { act: { act: 'allocate', nbytes: 8, count: 2, zeroed: false }, first: 4, count: 2 };

it('goes forth with each step and back with each undo', () => {
  expect(lessonAt([], 0)).toBeUndefined();
  const one = lessonAt([step(0, 0)], 4);
  expect([one?.taken, one?.of, one?.next?.(en)]).toEqual([1, 3, 'del a; del b']);
  expect(lessonAt([step(0, 0), step(1, 4)], 8)?.taken).toBe(2);
  const last = lessonAt([step(0, 0), step(1, 4), step(2, 8)], 12);
  expect([last?.taken, last?.next]).toEqual([3, undefined]);
});

it('follows where one stands in the timeline, and leads to a step that is done already', () => {
  const acts = [step(0, 0), step(1, 4)];
  expect(lessonAt(acts, 3)).toBeUndefined();
  const early = lessonAt(acts, 5);
  expect(early?.taken).toBe(1);
  expect(early && nextDone(acts, early)).toBe(acts[1]);
  const late = lessonAt(acts, 8);
  expect(late && nextDone(acts, late)).toBeUndefined();
});

it('does not take another act for its own', () => {
  expect(lessonAt([other], 6)).toBeUndefined();
  const lesson = lessonAt([step(0, 0), other], 6);
  expect(lesson?.taken).toBe(1);
  const elsewhere: Act = { act: 'lesson', id: 'chain', index: 1, names: {} };
  expect(lesson && nextDone([step(0, 0), { act: elsewhere, first: 6, count: 1 }], lesson)).toBeUndefined();
});

it('finds names beside those that there are', () => {
  const view = { names: [{ number: 0, name: 'a', object: 1, roots: 1 }], objects: [] };
  expect(lessonNames('two-objects', { names: [], objects: [] })).toEqual({});
  const names = lessonNames('two-objects', view);
  expect(names).toEqual({ a: 'a2' });
  expect(lessonStep('two-objects', 1, names)?.label(en)).toBe('del a2; del b');
});

it('says what a step does as Python would', () => {
  const labels = objectScenarioIds.flatMap((id) =>
    Array.from({ length: lessonLength(id) }, (_, index) => lessonStep(id, index, {})?.label(en)),
  );
  expect(labels).toContain('a = []; b = []; a.append(b); b.append(a)');
  expect(labels).toContain('x = WithDel(); y = Plain(); x.other = y; y.other = x');
  for (const label of labels) expect(label).not.toContain('…');
});
