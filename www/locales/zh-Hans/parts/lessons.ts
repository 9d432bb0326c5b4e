// 简体中文: 对象的情景. A part of the catalogue that is loaded as one.

import { type part as english } from '../../en/parts/lessons.ts';
import { type Translation } from '../../message.ts';
import { lesson, objectScenarios } from '../object-scenarios.ts';

export const part: Translation<typeof english> = { lesson, objectScenarios };
