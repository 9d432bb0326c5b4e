// English: acts and the timeline: what was done, how one moves in it, and what undo brings back. Never markup or style.

import { msg } from '../message.ts';

/** What a click is called afterwards. */
const acts = {
  allocate: msg<{ n: number; nbytes: number }>(
    'Allocate: {n, plural, one {} other {# × }}{nbytes, plural, one {# byte} other {# bytes}}',
  ),
  allocateZeroed: msg<{ n: number; nbytes: number }>(
    'Allocate zeroed: {n, plural, one {} other {# × }}{nbytes, plural, one {# byte} other {# bytes}}',
  ),
  reallocate: msg<{ nbytes: number }>('Reallocate: {nbytes, plural, one {# byte} other {# bytes}}'),
  free: msg<{ at: string }>('Free: the block at {at}'),
  freeUnchecked: msg<{ at: string }>('Free, unchecked: {at}'),
  freeAll: 'Free: all blocks',
  freeEveryOther: 'Free: every other block',
  freeRandom: msg<{ n: number }>('Free: {n, plural, one {# block} other {# blocks}} at random'),
  freeClass: msg<{ szidx: number }>('Free: all of size class {szidx, number}'),
  limits: 'Set limits',
};

export const timeline = {
  acts,
};
