// Session files: what is written is read again, files of every version stay readable, everything else is refused.

import fc from 'fast-check';
import { expect, it } from 'vitest';

import { session as sessions } from '../../tests/share/arbitrary.ts';
import { type FiledSession, isSessionText, readSessionFile, sessionFile } from './file.ts';
import { MOST_ACTS, MOST_HEADER, MOST_PLAIN_FILE } from './limits.ts';
import { ShareProblem } from './problem.ts';
import { type SavedSession } from './saved.ts';

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const empty: SavedSession = { edition: 'cpython-3.10-32', arenas: 'aligned', acts: [] };

function withTrace(session: SavedSession, name: string, text: string): FiledSession {
  const opened = { act: { act: 'trace', name }, operations: 2 } as const;
  return { session: { ...session, acts: [opened, ...session.acts] }, trace: new Blob([text]) };
}

async function unpacked(file: Blob, extension: string): Promise<Uint8Array<ArrayBuffer>> {
  const stream = extension.endsWith('.gz') ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream();
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** In parts as short as `length`. */
function inParts(text: Uint8Array, length = 1 + (text.length >> 2)): Uint8Array[] {
  return Array.from({ length: Math.ceil(text.length / length) }, (_, n) => text.subarray(n * length, (n + 1) * length));
}

async function problemOf(text: string | Uint8Array): Promise<unknown> {
  try {
    await readSessionFile(inParts(typeof text === 'string' ? bytes(text) : text));
    return undefined;
  } catch (error) {
    if (error instanceof ShareProblem) return error.problem;
    throw error;
  }
}

it('random sessions come back, with and without a trace', async () => {
  const filed = fc.oneof(
    sessions.map((session) => ({ session, trace: undefined })),
    fc
      .tuple(
        sessions,
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
        fc.string({ unit: 'grapheme', minLength: 1 }),
      )
      .map(([session, name, text]) => withTrace(session, name, text)),
  );
  await fc.assert(
    fc.asyncProperty(filed, async (it) => {
      const { file, extension } = await sessionFile(it);
      const text = await unpacked(file, extension);
      expect(isSessionText(text)).toBe(true);
      const { session, trace } = await readSessionFile(inParts(text));
      expect(session).toEqual(it.session);
      expect(await trace?.text()).toBe(await it.trace?.text());
    }),
  );
});

it('a file of version 1 stays readable', async () => {
  const stored =
    '{"pymallocExplorerSession":1,"edition":"cpython-3.9-64","arenas":"unaligned","step":"3.1","lang":"zh-Hans",' +
    '"state":["trace,two.trace=2","m24x3","new,list,a/ref,a,a"]}\na 0 32\na 1 48\n';
  const { session, trace } = await readSessionFile(inParts(bytes(stored), 7));
  expect(session).toEqual({
    edition: 'cpython-3.9-64',
    arenas: 'unaligned',
    acts: [
      { act: { act: 'trace', name: 'two.trace' }, operations: 2 },
      { act: { act: 'allocate', nbytes: 24, count: 3, zeroed: false }, operations: 3 },
      {
        act: {
          act: 'requests',
          requests: [
            { op: 'new', kind: 'list', id: 'a' },
            { op: 'ref', from: 'a', to: 'a' },
          ],
        },
        operations: 2,
      },
    ],
    step: { operation: 3, mark: 1 },
    lang: 'zh-Hans',
  });
  expect(await trace?.text()).toBe('a 0 32\na 1 48\n');
});

it('a long file is packed', async () => {
  expect((await sessionFile({ session: empty, trace: undefined })).extension).toBe('.pymalloc');
  const text = 'a 0 32\nf 0\n'.repeat(MOST_PLAIN_FILE);
  const { file, extension } = await sessionFile(withTrace(empty, 'long', text));
  expect(extension).toBe('.pymalloc.gz');
  expect(file.size).toBeLessThan(text.length / 50);
  const parts = inParts(await unpacked(file, extension), 65_536);
  expect(await (await readSessionFile(parts)).trace?.text()).toBe(text);
});

it.each([
  ['', { code: 'not_a_session' }],
  ['{\n', { code: 'not_a_session' }],
  ['[]', { code: 'not_a_session' }],
  ['null', { code: 'not_a_session' }],
  ['{"name": "something else"}', { code: 'not_a_session' }],
  ['{"pymallocExplorerSession": 2}', { code: 'unknown_version', version: '2' }],
  [
    `{"pymallocExplorerSession": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    { code: 'unknown_version', version: 'object' },
  ],
  ['{"pymallocExplorerSession": 1}', { code: 'missing', what: 'edition' }],
  [file('"edition": 3'), { code: 'missing', what: 'edition' }],
  [file('"edition": "cpython-3.10-32", "state": "m24"'), { code: 'bad_value', what: 'state', text: 'm24' }],
  [file('"edition": "cpython-3.10-32", "state": ["m24", {}]'), { code: 'bad_act', number: 2, text: 'object' }],
  [file('"edition": "cpython-3.10-32", "state": ["m24;m24"]'), { code: 'bad_act', number: 1, text: 'm24;m24' }],
  [file('"edition": "cpython-3.10-32", "state": ["trace,a=1"]'), { code: 'no_trace', name: 'a' }],
  [`${file('"edition": "cpython-3.10-32", "state": ["m24", "trace,a=1"]')}\na 0 1`, { code: 'late_trace', number: 2 }],
])('%s', async (text, problem) => {
  expect(await problemOf(text)).toEqual(problem);
});

function file(inside: string): string {
  return `{"pymallocExplorerSession": 1, ${inside}}`;
}

it('what is too much', async () => {
  const acts = JSON.stringify(Array.from({ length: MOST_ACTS + 1 }, () => 'm1'));
  expect(await problemOf(file(`"edition": "cpython-3.10-32", "state": ${acts}`))).toMatchObject({
    code: 'too_many_acts',
  });
  expect(await problemOf(file(`"edition": "${'x'.repeat(MOST_HEADER)}"`))).toEqual({ code: 'not_a_session' });
});

it('anything that is JSON, and anything at all: a session or a reason', async () => {
  const json = fc.jsonValue().map((value) => JSON.stringify(value));
  const near = fc
    .dictionary(fc.constantFrom('edition', 'arenas', 'state', 'step', 'view'), fc.jsonValue())
    .map((content) => JSON.stringify({ pymallocExplorerSession: 1, edition: 'cpython-3.10-32', ...content }));
  const hostile = fc.oneof(json.map(bytes), near.map(bytes), fc.uint8Array({ maxLength: 200 }));
  await fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      await problemOf(text);
    }),
    { numRuns: 1_000 },
  );
});

it('a trace is not taken for a session', () => {
  expect(['# {', 'a 0 32\n', '', '\n\nd'].map((text) => isSessionText(bytes(text)))).not.toContain(true);
});
