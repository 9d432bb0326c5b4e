// A lesson knows which of its steps stand, whatever was done and undone meanwhile.

import { expect, it } from 'vitest';

import { Lesson } from './lesson.ts';
import { en } from './locales/en.ts';
import { lessonLength, lessonStep, namesBeside, objectScenarioIds } from './object-scenarios.ts';

const act = (label: string) => ({ label: () => label, steps: () => [][Symbol.iterator]() });

it('goes forth with each step and back with each undo', () => {
  const lesson = new Lesson('chain', [act('make'), act('del a')]);
  const make = { label: 'make', first: 3 };
  const del = { label: 'del a', first: 9 };
  expect(lesson.next([])?.label(en)).toBe('make');
  lesson.did([make], make);
  expect(lesson.next([make])?.label(en)).toBe('del a');
  lesson.did([make, del], del);
  expect(lesson.next([make, del])).toBeUndefined();
  expect(lesson.taken([make])).toBe(1);
  expect(lesson.taken([])).toBe(0);
});

it('does not take another action for its own', () => {
  const lesson = new Lesson('chain', [act('make'), act('del a')]);
  const make = { label: 'make', first: 3 };
  lesson.did([make], make);
  expect(lesson.taken([{ label: 'Allocate', first: 3 }])).toBe(0);
});

it('finds names beside those that there are', () => {
  const name = namesBeside({ names: [{ name: 'a', object: 1, roots: 1 }], objects: [] });
  expect([name('a'), name('a'), name('b')]).toEqual(['a2', 'a3', 'b']);
});

it('says what a step does as Python would', () => {
  const labels = objectScenarioIds.flatMap((id) =>
    Array.from({ length: lessonLength(id) }, (_, index) => lessonStep(id, index, {})?.label(en)),
  );
  expect(labels).toContain('a = []; b = []; a.append(b); b.append(a)');
  expect(labels).toContain('x = WithDel(); y = Plain(); x.other = y; y.other = x');
  for (const label of labels) expect(label).not.toContain('…');
});
