// Trace files, whole and broken. What a browser makes of a damaged gzip file is in the page tests.

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

import { joined, MOST_TRACE_BYTES, readTraceFile } from './trace-file.ts';

const text = 'm 0 24\n'.repeat(1000);
const packed = new Uint8Array(gzipSync(text));

async function read(content: string | Uint8Array<ArrayBuffer>, signal = new AbortController().signal) {
  return new TextDecoder().decode(joined(await readTraceFile(new Blob([content]), signal)));
}

test('a trace file is read plain or gzip', async () => {
  expect(await read(text)).toBe(text);
  expect(await read(packed)).toBe(text);
});

test('a byte-order mark is passed over', async () => {
  const mark = [0xef, 0xbb, 0xbf];
  const marked = new Uint8Array([...mark, ...new TextEncoder().encode(text)]);
  expect([...marked.slice(0, 3)]).toEqual(mark);
  const { signal } = new AbortController();
  // Wherever the parts begin that it comes in.
  for (const cuts of [[], [1], [2], [3], [1, 2], [1, 2, 3], [2, 4]]) {
    const file = new Blob([marked]);
    const ends = [...cuts, marked.length];
    Object.assign(file, {
      stream: () =>
        new ReadableStream({
          start(controller) {
            for (const [index, end] of ends.entries()) controller.enqueue(marked.slice(ends[index - 1] ?? 0, end));
            controller.close();
          },
        }),
    });
    const parts = await readTraceFile(file, signal);
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(joined(parts))).toBe(text);
  }
});

test('an empty or damaged file is refused', async () => {
  await expect(read('')).rejects.toThrow('empty');
  await expect(read(new Uint8Array(gzipSync('')))).rejects.toThrow('empty');
  await expect(read(packed.slice(0, -20))).rejects.toThrow();
});

test.each([text, packed])('a file that vanishes while it is read is refused by its name', async (content) => {
  const gone = new File([content], 'gone.trace');
  Object.assign(gone, {
    stream: () =>
      new ReadableStream({
        pull() {
          throw new DOMException('gone', 'NotFoundError');
        },
      }),
  });
  const reading = readTraceFile(gone, new AbortController().signal);
  await expect(reading).rejects.toMatchObject({ reason: 'unreadable', file: 'gone.trace' });
});

test('reading can be cancelled', async () => {
  await expect(read(text, AbortSignal.abort(new Error('cancelled')))).rejects.toThrow('cancelled');
});

test('docs/limits.md states how long a trace may be', () => {
  const limits = readFileSync(new URL('../docs/limits.md', import.meta.url), 'utf8');
  expect(limits).toContain(`${MOST_TRACE_BYTES.toLocaleString('en')} bytes (\`MOST_TRACE_BYTES\``);
});

test('a gzip bomb is unpacked no further than a trace may be long', async () => {
  const bomb = new Uint8Array(gzipSync(Buffer.alloc(MOST_TRACE_BYTES + 1), { level: 1 }));
  expect(bomb.length).toBeLessThan(MOST_TRACE_BYTES / 100);
  await expect(read(bomb)).rejects.toThrow('tooLong');
}, 60_000);
