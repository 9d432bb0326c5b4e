// Licence expressions, as packages write them.

import { expect, it } from 'vitest';
import { isAllowed } from './licences.mjs';

const allowed = new Set(['MIT', 'Apache-2.0', 'Unicode-3.0']);

it.each([
  ['MIT', true],
  ['GPL-3.0', false],
  ['GPL-3.0 OR MIT', true],
  ['MIT/Apache-2.0', true],
  ['(MIT OR GPL-3.0) AND Unicode-3.0', true],
  ['(MIT OR GPL-3.0) AND LGPL-2.1', false],
  ['MIT AND GPL-3.0', false],
  ['GPL-3.0 AND MIT OR Apache-2.0', true],
  ['null', false],
  ['undefined', false],
])('%s: %s', (expression, expected) => {
  expect(isAllowed(expression, allowed)).toBe(expected);
});
