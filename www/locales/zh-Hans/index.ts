// 简体中文: the same keys as English, put together from the parts. Holds no logic.

import { catalogue as english } from '../en/index.ts';
import { type Translation } from '../message.ts';
import { errors } from './errors.ts';
import { events } from './events.ts';
import { called, functions, kinds, phases } from './functions.ts';
import { operations, requests } from './operations.ts';
import { outline } from './outline.ts';
import { places } from './places.ts';
import { scenarios } from './scenarios.ts';
import { timeline } from './timeline.ts';

export const catalogue: Translation<typeof english> = {
  ...english,
  events,
  functions,
  kinds,
  called,
  phases,
  operations,
  requests,
  places,
  errors,
  outline,
  scenarios,
  timeline,
};
