// The documentation states the limits that the code has.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import * as limits from './limits.ts';

it('docs/session-format.md states each limit', () => {
  const text = readFileSync(new URL('../../docs/session-format.md', import.meta.url), 'utf8');
  const { MOST_BYTES, MOST_UINT, ...stated } = limits;
  expect([MOST_BYTES, MOST_UINT + 1]).toEqual([2 ** 40, 2 ** 32]);
  for (const limit of Object.values(stated)) expect(text).toContain(limit.toLocaleString('en'));
});
