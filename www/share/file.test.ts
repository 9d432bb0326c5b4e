// Session files: what is written is read again, files of every version stay readable, everything else is refused.

import fc from 'fast-check';
import { expect, it } from 'vitest';

import { session as sessions } from '../../tests/share/arbitrary.ts';
import { type FiledSession, isSessionText, readSessionText, sessionFile, sessionText } from './file.ts';
import { MOST_ACTS, MOST_NAME, MOST_PLAIN_FILE_BYTES } from './limits.ts';
import { ShareProblem } from './problem.ts';
import { type SavedSession } from './saved.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const empty: SavedSession = { edition: 'cpython-3.10-32', arenas: 'aligned', acts: [] };

function withTrace(session: SavedSession, name: string, text: string): FiledSession {
  const opened = { act: { act: 'trace', name }, operations: 2 } as const;
  return { session: { ...session, acts: [opened, ...session.acts] }, trace: { name, text } };
}

function problemOf(text: string | Uint8Array): unknown {
  try {
    readSessionText(typeof text === 'string' ? bytes(text) : text);
    return undefined;
  } catch (error) {
    if (error instanceof ShareProblem) return error.problem;
    throw error;
  }
}

it('random sessions come back, with and without a trace', () => {
  const filed = fc.oneof(
    sessions.map((session) => ({ session, trace: undefined })),
    fc
      .tuple(sessions, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), fc.string({ unit: 'grapheme' }))
      .map(([session, name, text]) => withTrace(session, name, text)),
  );
  fc.assert(
    fc.property(filed, (it) => {
      const text = bytes(sessionText(it));
      expect(isSessionText(text)).toBe(true);
      expect(readSessionText(text)).toEqual(it);
    }),
  );
});

it('a file of version 1 stays readable', () => {
  const stored = `{
    "pymallocExplorerSession": 1,
    "edition": "cpython-3.9-64",
    "arenas": "unaligned",
    "step": "3.1",
    "lang": "zh-Hans",
    "state": ["trace,two.trace=2", "m24x3", "new,list,a/ref,a,a"],
    "trace": { "name": "two.trace", "text": "a 0 32\\na 1 48\\n" }
  }`;
  expect(readSessionText(bytes(stored))).toEqual({
    session: {
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
    },
    trace: { name: 'two.trace', text: 'a 0 32\na 1 48\n' },
  });
});

it('a long file is packed', async () => {
  const short = await sessionFile({ session: empty, trace: undefined });
  expect(short.extension).toBe('.pymalloc.json');
  const text = 'a 0 32\nf 0\n'.repeat(MOST_PLAIN_FILE_BYTES);
  const { blob, extension } = await sessionFile(withTrace(empty, 'long', text));
  expect(extension).toBe('.pymalloc.json.gz');
  expect(blob.size).toBeLessThan(text.length / 50);
  const unpacked = await new Response(blob.stream().pipeThrough(new DecompressionStream('gzip'))).bytes();
  expect(readSessionText(unpacked).trace?.text).toBe(text);
});

it.each([
  ['', { code: 'not_a_session' }],
  ['{', { code: 'not_a_session' }],
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
  [
    file('"edition": "cpython-3.10-32", "state": ["trace,a=1"], "trace": {"name": "b", "text": ""}'),
    { code: 'no_trace', name: 'a' },
  ],
  [
    file('"edition": "cpython-3.10-32", "state": ["m24", "trace,a=1"], "trace": {"name": "a", "text": ""}'),
    { code: 'no_trace', name: 'a' },
  ],
  [file('"edition": "cpython-3.10-32", "trace": {"name": 1}'), { code: 'bad_value', what: 'trace', text: '' }],
])('%s', (text, problem) => {
  expect(problemOf(text)).toEqual(problem);
});

function file(inside: string): string {
  return `{"pymallocExplorerSession": 1, ${inside}}`;
}

it('what is too much', () => {
  const acts = JSON.stringify(Array.from({ length: MOST_ACTS + 1 }, () => 'm1'));
  expect(problemOf(file(`"edition": "cpython-3.10-32", "state": ${acts}`))).toMatchObject({ code: 'too_many_acts' });
  const trace = JSON.stringify({ name: 'x'.repeat(MOST_NAME + 1), text: '' });
  expect(problemOf(file(`"edition": "cpython-3.10-32", "trace": ${trace}`))).toMatchObject({ code: 'bad_value' });
});

it('anything that is JSON, and anything at all: a session or a reason', () => {
  const json = fc.jsonValue().map((value) => JSON.stringify(value));
  const near = fc
    .dictionary(fc.constantFrom('edition', 'arenas', 'state', 'step', 'trace', 'view'), fc.jsonValue())
    .map((content) => JSON.stringify({ pymallocExplorerSession: 1, edition: 'cpython-3.10-32', ...content }));
  const hostile = fc.oneof(json.map(bytes), near.map(bytes), fc.uint8Array({ maxLength: 200 }));
  fc.assert(
    fc.property(hostile, (text) => {
      problemOf(text);
    }),
    { numRuns: 1_000 },
  );
});

it('a trace is not taken for a session', () => {
  expect(['# {', 'a 0 32\n', '', '\n\nd'].map((text) => isSessionText(bytes(text)))).not.toContain(true);
});
