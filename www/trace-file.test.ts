// Trace files, whole and broken. What a browser makes of a damaged gzip file is in the page tests.

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';

import { blobOf, joined, lengthOf, MOST_TRACE_BYTES, readTraceFile } from './trace-file.ts';
import { SLICE_MS } from './slices.ts';

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

describe('however much there is at once', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  test('something else has its turn while it is read', async () => {
    const parts = Array.from({ length: 40 }, () => Uint8Array.of(0x61));
    const file = new Blob(['a'.repeat(parts.length)]);
    let turns = 0;
    let isRead = false;
    const turn = (): void => {
      turns += 1;
      if (!isRead) setImmediate(turn);
    };
    vi.spyOn(file, 'stream').mockImplementation(() => {
      const left = [...parts];
      setImmediate(turn);
      return new ReadableStream({
        pull(controller) {
          const next = left.pop();
          if (next === undefined) controller.close();
          else controller.enqueue(next);
        },
      });
    });
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += SLICE_MS));
    const read = await readTraceFile(file, new AbortController().signal);
    isRead = true;
    expect(lengthOf(read)).toBe(parts.length);
    expect(turns).toBeGreaterThan(parts.length / 4);
  });

  test('little of a packed file is unpacked at once', async () => {
    const given: number[] = [];
    class Unpacking extends TransformStream<Uint8Array, Uint8Array> {
      constructor() {
        super({
          transform(chunk, controller) {
            given.push(chunk.length);
            controller.enqueue(chunk);
          },
        });
      }
    }
    vi.stubGlobal('DecompressionStream', Unpacking);
    const parts = await readTraceFile(
      new Blob([Uint8Array.of(0x1f, 0x8b), new Uint8Array(100_000)]),
      new AbortController().signal,
    );
    expect(lengthOf(parts)).toBe(100_002);
    expect(Math.max(...given)).toBe(4096);
  });
});

test('a blob of parts has all of them', async () => {
  const parts = Array.from({ length: 7 }, (_, n) => new Uint8Array(1_500_000).fill(n));
  const whole = new Uint8Array(await (await blobOf(parts)).arrayBuffer());
  expect(Buffer.compare(whole, joined(parts))).toBe(0);
});
