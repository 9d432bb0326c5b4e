// 简体中文: 做过什么，发生了什么. A part of the catalogue that is loaded as one.

import { type part as english } from '../../en/parts/telling.ts';
import { type Translation } from '../../message.ts';
import { events } from '../events.ts';
import { called, functions, kinds, phases } from '../functions.ts';
import { operations, requests } from '../operations.ts';
import { acts, outcome, work } from '../outcome.ts';
import { places } from '../places.ts';

export const part: Translation<typeof english> = {
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
