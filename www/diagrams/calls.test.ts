// The call tree of a part of an operation has the same way to the present step as that of the whole.

import { beforeAll, describe, expect, it } from 'vitest';

import { startCoreInNode } from '../../tests/core-in-node.ts';
import { Heap } from '../core.ts';
import { firstMalloc } from '../fixtures/reading.ts';
import { type Edition } from '../generated/Edition.ts';
import { type Call, callTree } from './calls.ts';

beforeAll(startCoreInNode);

function way(roots: readonly Call[]): string[] {
  const on = roots.find(({ present }) => present);
  return on === undefined ? [] : [`${on.function} ${on.mark}`, ...way(on.calls)];
}

describe('the way to the present step', () => {
  it.each<Edition>(['cpython-2.7-32', 'cpython-3.10-64'])(
    'is the same from a part as from the whole: %s',
    (edition) => {
      const heap = Heap.open(edition, 'aligned');
      heap.request({ op: 'new', kind: 'list', id: 'a' });
      heap.request({ op: 'ref', from: 'a', to: 'a' });
      heap.request({ op: 'root_del', id: 'a' });
      heap.request({ op: 'collect', gen: 2 });
      for (let operation = 1; operation <= heap.operations; operation += 1) {
        const whole = heap.explain(operation, 0, 10_000);
        for (const step of whole.steps) {
          const part = heap.explain(operation, Math.max(0, step.mark - 3), 6);
          const present = part.steps.find(({ mark }) => mark === step.mark);
          expect(present).toEqual(step);
          expect(way(callTree(part, present).roots)).toEqual(way(callTree(whole, step).roots));
        }
      }
      heap.free();
    },
  );

  it('ends at the function that the step is in', () => {
    const present = firstMalloc.steps[7];
    expect(callTree(firstMalloc, present).innermost?.function).toBe('new_arena');
  });
});
