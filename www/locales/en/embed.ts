// English: what an element in somebody else's page says of itself: its controls, its notices, what is wrong with what it
// was given.

import { msg } from '../message.ts';

export const embed = {
  label: msg<{ views: string }>('CPython memory: {views}'),
  toolbar: 'Controls',
  empty: 'An empty heap.',
  size: 'Bytes',
  allocate: 'Allocate',
  free: 'Free',
  freeWhat: 'Choose a block that is allocated: the one to free.',
  make: 'Make',
  kind: 'What to make',
  forget: 'Drop name',
  forgetWhat: 'Choose an object that has a name.',
  collect: 'gc.collect()',
  place: msg<{ n: number; of: number }>('{n, number} of {of, number}'),
  placeInside: msg<{ n: number; of: number; mark: number; marks: number }>(
    '{n, number} of {of, number}, step {mark, number} of {marks, number}',
  ),
  legend: 'Legend',
  program: 'Program',
  line: msg<{ n: number; code: string }>('Line {n, number}: {code}'),
  open: 'Open in the explorer',
  notice: 'Notice',
  badValue: msg<{ attribute: string; value: string; used: string }>(
    '{attribute}="{value}" is none of the values it can have; "{used}" is used.',
  ),
};
