// The page's plain modules, without a document and without the core.

import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { ChangedRanges } from '../../www/changed.ts';
import { alignDown, byte, bytes, hex, mask, percent, runs } from '../../www/format.ts';
import { sample, seededRandom } from '../../www/random.ts';
import { runInSlices } from '../../www/slices.ts';
import { readTraceFile } from '../../www/trace-file.ts';

test('changed ranges are found by any byte that they share', () => {
  const changed = new ChangedRanges([16, 4, 32, 8]);
  expect(changed.has(0, 16)).toBe(false);
  expect(changed.has(0, 17)).toBe(true);
  expect(changed.has(19, 1)).toBe(true);
  expect(changed.has(20, 12)).toBe(false);
  expect(changed.has(39, 100)).toBe(true);
  expect(changed.has(40, 100)).toBe(false);
  expect(ChangedRanges.none.has(0, 1000)).toBe(false);
});

test('numbers are written as they are, beyond 32 bits too', () => {
  expect(hex(0)).toBe('0x0');
  expect(hex(0x7f12_3456_7010)).toBe('0x7f1234567010');
  expect(byte(7)).toBe('07');
  expect(alignDown(0x7f12_3456_7fff, 4096)).toBe(0x7f12_3456_7000);
  expect(mask(4096, 4)).toBe('0xfffff000');
  expect(mask(16384, 8)).toBe('0xffffffffffffc000');
  expect([bytes(512), bytes(4096), bytes(1024 * 1024)]).toEqual(['512 B', '4 KiB', '1 MiB']);
});

test('a share is 0% or 100% only when it is exactly that', () => {
  expect([percent(0, 5), percent(1, 1000), percent(999, 1000), percent(5, 5)]).toEqual(['0%', '1%', '99%', '100%']);
});

test('consecutive numbers become runs', () => {
  expect(runs([1, 2, 3, 7, 6])).toEqual([
    [1, 3],
    [7, 7],
    [6, 6],
  ]);
});

test('the same seed draws the same elements, each once', () => {
  const list = Float64Array.from({ length: 100 }, (_, index) => index);
  const draw = (seed: number) => [...sample(list, 40, seededRandom(seed))];
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
  expect(new Set(draw(7)).size).toBe(40);
  expect(sample(list, 1000, seededRandom(1)).length).toBe(100);
});

test('quick work is finished before the first wait, and long work can be cancelled', async () => {
  let done = 0;
  function* quick() {
    yield (done = 1);
  }
  const finished = runInSlices(quick(), new AbortController().signal, () => undefined);
  expect(done).toBe(1);
  await finished;

  const cancel = new AbortController();
  function* endless() {
    for (let step = 0; ; step += 1) yield step;
  }
  const reports: number[] = [];
  await runInSlices(endless(), cancel.signal, (step) => {
    reports.push(step);
    if (reports.length === 2) cancel.abort();
  });
  expect(reports).toHaveLength(2);
});

test('a trace file is read plain or gzip, and a damaged one is refused', async () => {
  const text = 'm 0 24\n'.repeat(1000);
  const { signal } = new AbortController();
  const read = async (content: string | Uint8Array<ArrayBuffer>) =>
    new TextDecoder().decode(await readTraceFile(new Blob([content]), signal));
  const packed = new Uint8Array(gzipSync(text));
  expect(await read(text)).toBe(text);
  expect(await read(packed)).toBe(text);
  await expect(read(packed.slice(0, -20))).rejects.toThrow();
  await expect(read('')).rejects.toThrow('empty');
});
