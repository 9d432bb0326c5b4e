// English: what was done and what happened. A part of the catalogue that is loaded as one.

import { events } from '../events.ts';
import { called, functions, kinds, phases } from '../functions.ts';
import { operations, requests } from '../operations.ts';
import { acts, outcome, work } from '../outcome.ts';
import { places } from '../places.ts';

export const part = {
  events,
  called,
  functions,
  kinds,
  phases,
  operations,
  requests,
  places,
  timeline: { acts, outcome, work },
};
