// The state that the page exports, against what the real allocators were recorded with: the same text, byte for byte.

import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';

import { startCore } from '../core.ts';
import { type ArenaAlignment } from '../generated/ArenaAlignment.ts';
import { type Edition } from '../generated/Edition.ts';
import { Session } from '../store.ts';

const golden = new URL('../../tests/golden/', import.meta.url);
const editions: Readonly<Record<string, Edition>> = {
  p27: 'cpython-2.7-32',
  p32: 'cpython-3.10-32',
  p64: 'cpython-3.10-64',
  p64s: 'cpython-3.9-64',
};
const runs = readdirSync(new URL('expected/', golden)).flatMap((file) => {
  const [, trace = '', config = '', mode = ''] =
    /^(arena_release\w*)\.(\w+)\.(aligned|unaligned)\.jsonl\.gz$/.exec(file) ?? [];
  const edition = editions[config];
  return edition === undefined ? [] : [{ file, trace, edition, mode: mode as ArenaAlignment }];
});

beforeAll(async () => {
  await startCore(await readFile(new URL('../../pkg/core/pymalloc_explorer_bg.wasm', import.meta.url)));
});

it('there are recordings of each edition', () => {
  expect(new Set(runs.map(({ edition }) => edition)).size).toBeGreaterThanOrEqual(3);
});

it.each(runs)('$file', async ({ file, trace, edition, mode }) => {
  const session = new Session(edition, mode);
  await session.open(new Blob([readFileSync(new URL(`traces/${trace}.trace.gz`, golden))]), trace);
  const last =
    gunzipSync(readFileSync(new URL(`expected/${file}`, golden)))
      .toString()
      .trimEnd()
      .split('\n')
      .at(-1) ?? '';
  const recorded = /"state":(\{.*?\})(?:,"stats":|\}$)/s.exec(last)?.[1];
  expect(session.heap.canonicalState()).toBe(recorded);
});
