// What a seed promises.

import { expect, test } from 'vitest';

import { sample, seededRandom } from './random.ts';

test('the same seed draws the same elements, each once', () => {
  const list = Float64Array.from({ length: 100 }, (_, index) => index);
  const draw = (seed: number) => [...sample(list, 40, seededRandom(seed))];
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
  expect(new Set(draw(7)).size).toBe(40);
  expect(sample(list, 1000, seededRandom(1)).length).toBe(100);
});
