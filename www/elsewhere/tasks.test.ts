// What a task answers, as it leaves the worker.

import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';
import { Heap, startCore } from '../core.ts';
import { carryOut, handedOver } from './tasks.ts';

beforeAll(async () => {
  await startCore(await readFile(new URL('../../pkg/core/pymalloc_explorer_bg.wasm', import.meta.url)));
});

it('hands over what an operation changed, and does not copy it', () => {
  const heap = Heap.open('cpython-3.10-32', 'aligned');
  const request = { op: 'cycles', count: 1000 } as const;
  const told = { first: 0, count: 1, act: { act: 'requests', requests: [request] } } as const;
  const answer = carryOut(heap, { name: 'request', args: { request, told } });
  const [buffer] = handedOver(answer);
  const { answer: posted } = structuredClone({ answer }, { transfer: handedOver(answer) });
  expect(buffer).toHaveProperty('byteLength', 0);
  expect(posted).toHaveProperty(
    'foreseen.changed.length',
    expect.toSatisfy((length: number) => length > 1000),
  );
  expect(handedOver(carryOut(heap, { name: 'request', args: { request } }))).toEqual([]);
});
