// 简体中文: the same keys as English, put together from the parts. Holds no logic.

import { catalogue as english } from '../en/index.ts';
import { type Translation } from '../message.ts';
import { errors } from './errors.ts';
import { operations, requests } from './operations.ts';
import { places } from './places.ts';
import { scenarios } from './scenarios.ts';
import { timeline } from './timeline.ts';

export const catalogue: Translation<typeof english> = { ...english, operations, requests, places, errors, scenarios, timeline };
