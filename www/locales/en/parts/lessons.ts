// English: the scenarios of objects. A part of the catalogue that is loaded as one.

import { lesson, objectScenarios } from '../object-scenarios.ts';

export const part = { lesson, objectScenarios };
