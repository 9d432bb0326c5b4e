// A journey that ends before the memory has arrived: cancelled, or for lack of memory. The worker here takes everything and
// does nothing; that a whole journey brings back what was done is seen in the page (tests/page/long-work.spec.ts).

import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { type Heap, wholeState } from '../core.ts';
import { startWorker } from './start-worker.ts';
import { elsewhere } from './trip.ts';

vi.mock('../core.ts');
vi.mock('./start-worker.ts');

/** Three slices. */
const BYTES = 3 << 22;
const task: Parameters<typeof elsewhere>[1] = { name: 'request', args: { request: { op: 'collect', gen: 2 } } };
const heap = { pointer: 8 } as Partial<Heap> as Heap;

const worker = { postMessage: vi.fn(), addEventListener: vi.fn(), terminate: vi.fn() };
const setAbsence = vi.fn();
let buffer: Pick<ArrayBuffer, 'byteLength' | 'slice'>;
let rejections: unknown[] = [];
const onRejection = (reason: unknown): void => {
  rejections.push(reason);
};

beforeEach(() => {
  vi.clearAllMocks();
  rejections = [];
  process.on('unhandledRejection', onRejection);
  buffer = new ArrayBuffer(BYTES);
  vi.mocked(startWorker).mockReturnValue(worker as unknown as Worker);
  vi.mocked(wholeState).mockImplementation(
    () =>
      ({ memory: { buffer }, table: { length: 0 }, module: {}, setAbsence }) as unknown as ReturnType<
        typeof wholeState
      >,
  );
});

afterEach(() => {
  process.off('unhandledRejection', onRejection);
});

/** After this whoever rejects without anybody who hears it has been heard here. */
const calm = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

it('who cancels while the memory is on its way hears it once, and nothing else is rejected', async () => {
  const stop = new AbortController();
  worker.postMessage.mockImplementation(({ kind }: { kind: string }) => {
    if (kind === 'slice') stop.abort();
  });
  await expect(elsewhere(heap, task, { signal: stop.signal, report: vi.fn() })).rejects.toThrow('aborted');
  await calm();
  expect(rejections).toEqual([]);
  expect(worker.terminate).toHaveBeenCalledOnce();
  expect(setAbsence).toHaveBeenLastCalledWith(undefined);
});

it('where there is no memory for the copy, the page is to do the work itself, and at once', async () => {
  worker.postMessage.mockReset();
  const slice = vi.fn(() => {
    throw new RangeError('Array buffer allocation failed');
  });
  buffer = { byteLength: BYTES, slice };
  const signal = new AbortController().signal;
  expect(await elsewhere(heap, task, { signal, report: vi.fn() })).toBeUndefined();
  expect(slice).toHaveBeenCalledOnce();
  expect(worker.terminate).toHaveBeenCalledOnce();
  expect(setAbsence).toHaveBeenLastCalledWith(undefined);
});
