// English: the view of everything that was done. Never markup or style.

import { msg } from '../message.ts';

/** The view of everything that was done. */
export const list = {
  label: 'Actions, operations and steps',
  empty: 'Nothing was done yet. Every click will be a line here, which opens into its operations and their steps.',
  operations: msg<{ n: number }>('{n, plural, one {# operation} other {# operations}}'),
  operation: msg<{ n: number; call: string }>('{n, number}. {call}'),
  answer: msg<{ address: string }>('returned {address}'),
  step: msg<{ n: number; name: string }>('{n, number} {name}'),
  /** A place between two steps, which no step of its own leads to. */
  likeStep: msg<{ n: number; before: number }>(
    '{n, number} {before, plural, =0 {the same as before the first step} other {the same as after step #}}',
  ),
  ahead: 'later than where you are',
  cut: msg<{ n: number }>('cut off {n, number}'),
  compareFrom: 'Compare from here',
  compareWith: 'With here',
  compareEnd: 'End comparison',
  compareNothing: 'Choose two places in the timeline: “Compare from here” at the one, “With here” at the other.',
  comparingFrom: msg<{ a: string }>('A is {a}. Go to another place and choose “With here”.'),
  comparing: msg<{ a: string; b: string }>('A is {a}, B is {b}.'),
  placeAfter: msg<{ n: number }>('{n, plural, =0 {the beginning} other {after operation #}}'),
  placeInside: msg<{ n: number; mark: number }>('after step {mark, number} of operation {n, number}'),
};
