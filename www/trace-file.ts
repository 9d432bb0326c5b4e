// Reads a trace out of a file, plain or gzip, within limits. Knows nothing of the trace's lines: the core parses them.

import { type Messages } from './locales/messages.ts';
import { nextTask, SLICE_MS } from './slices.ts';

/** Enough for some ten million operations; what is larger would not fit into memory twice. */
export const MOST_TRACE_BYTES = 256 * 1024 * 1024;

/** Copying so many bytes takes a few milliseconds. */
const COPIED_AT_ONCE = 4 * 1024 * 1024;

/** Of a packed file. */
const UNPACKED_AT_ONCE = 4 * 1024;

/** A byte-order mark, in UTF-8. */
const MARK = [0xef, 0xbb, 0xbf];

/** The file cannot be read as a trace at all. */
export class TraceFileFailure extends Error {
  override readonly name = 'TraceFileFailure';

  /** `file` is its name, where it has one. */
  constructor(
    readonly reason: 'empty' | 'damaged' | 'tooLong' | 'unreadable',
    readonly file = '',
  ) {
    super(reason);
  }
}

/** Why a file cannot be read. */
export function tellTraceFile({ traceFile }: Messages, { reason, file }: TraceFileFailure): string {
  switch (reason) {
    case 'tooLong':
      return traceFile.tooLong({ mebibytes: MOST_TRACE_BYTES / 1024 / 1024 });
    case 'unreadable':
      return traceFile.unreadable({ file });
    default:
      return traceFile[reason];
  }
}

/**
 * The text of a trace file, unpacked where it is gzip, in parts that are small: to join them would keep whoever reads it.
 * Aborting the signal rejects with its reason.
 */
export async function readTraceFile(file: Blob, signal: AbortSignal): Promise<Uint8Array[]> {
  if (file.size === 0) throw new TraceFileFailure('empty');
  const packed = await isGzip(file);
  const stream = packed ? unpacked(file) : file.stream();
  try {
    const parts = await collect(stream, signal);
    if (parts.length === 0) throw new TraceFileFailure('empty');
    return withoutMark(parts);
  } catch (error) {
    if (signal.aborted || error instanceof TraceFileFailure) throw error;
    if (error instanceof DOMException) throw unreadable(file);
    if (packed) throw new TraceFileFailure('damaged');
    throw error;
  }
}

/** The text without the byte-order mark that some editors put in front of it. */
function withoutMark(parts: readonly Uint8Array[]): Uint8Array[] {
  const start = joined(parts.slice(0, MARK.length));
  const isMarked = MARK.every((byte, index) => byte === start[index]);
  return [isMarked ? start.subarray(MARK.length) : start, ...parts.slice(MARK.length)];
}

/** Whether a file starts like gzip. What is a folder, or was moved or deleted since it was chosen, is refused. */
export async function isGzip(file: Blob): Promise<boolean> {
  const start = await file
    .slice(0, 2)
    .arrayBuffer()
    .catch(() => {
      throw unreadable(file);
    });
  const [first, second] = new Uint8Array(start);
  return first === 0x1f && second === 0x8b;
}

/**
 * What a gzip file holds. A browser unpacks at once what it is given, a thousand times as much where it is hostile: it is
 * given little at a time.
 */
export function unpacked(file: Blob): ReadableStream<Uint8Array> {
  const reader = file.stream().getReader();
  let left = new Uint8Array();
  const pieces: UnderlyingDefaultSource<Uint8Array<ArrayBuffer>> = {
    async pull(controller) {
      while (left.length === 0) {
        const { done, value } = await reader.read();
        if (done) {
          controller.close();
          return;
        }
        left = value;
      }
      controller.enqueue(left.subarray(0, UNPACKED_AT_ONCE));
      left = left.subarray(UNPACKED_AT_ONCE);
    },
    cancel: (reason) => reader.cancel(reason),
  };
  return new ReadableStream(pieces, { highWaterMark: 0 }).pipeThrough(new DecompressionStream('gzip'));
}

function unreadable(file: Blob): TraceFileFailure {
  return new TraceFileFailure('unreadable', file instanceof File ? file.name : '');
}

/** None of the parts is empty. Where they all are there at once, others have their turn in between. */
async function collect(stream: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<Uint8Array[]> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  let end = performance.now() + SLICE_MS;
  for (;;) {
    if (performance.now() > end) {
      await nextTask();
      end = performance.now() + SLICE_MS;
    }
    if (signal.aborted) {
      await reader.cancel();
      signal.throwIfAborted();
    }
    const { done, value } = await reader.read();
    if (done) return parts;
    length += value.length;
    if (length > MOST_TRACE_BYTES) {
      await reader.cancel();
      throw new TraceFileFailure('tooLong');
    }
    if (value.length > 0) parts.push(value);
  }
}

/** A blob of parts, which takes a copy of them: of as many at once as nobody notices. */
export async function blobOf(parts: readonly Uint8Array[]): Promise<Blob> {
  const blobs: Blob[] = [];
  let some: Uint8Array<ArrayBuffer>[] = [];
  let copied = 0;
  for (const part of parts) {
    some.push(new Uint8Array(part));
    copied += part.length;
    if (copied < COPIED_AT_ONCE) continue;
    blobs.push(new Blob(some));
    [some, copied] = [[], 0];
    await nextTask();
  }
  return new Blob([...blobs, ...some]);
}

export function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(lengthOf(parts));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
