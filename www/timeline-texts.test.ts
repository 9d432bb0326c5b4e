// What the rows of the timeline say of real operations, in every edition.

import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';

import { editions, startCore } from './core.ts';
import { en } from './locales/en.ts';
import { Session } from './store.ts';
import { type Row } from './timeline-rows.ts';
import { TimelineTexts } from './timeline-texts.ts';

beforeAll(async () => {
  await startCore(await readFile(new URL('../pkg/core/pymalloc_explorer_bg.wasm', import.meta.url)));
});

it('says of every mark which step it is, or which step it is like', async () => {
  const like: string[] = [];
  for (const { edition } of editions()) {
    const session = new Session(edition, 'aligned');
    await session.allocate(24, 1, false);
    await session.reallocate(64);
    await session.allocate(600, 1, true);
    for (const act of session.acts) {
      const operation = act.first + 1;
      const marks = session.heap.stepCount(operation) ?? 0;
      expect(marks).toBeGreaterThan(0);
      for (let mark = 1; mark <= marks; mark += 1) {
        const row: Row = { kind: 'step', act, operation, mark };
        const [told] = new TimelineTexts(session).tell([row], 0);
        const text = told?.text(en) ?? '';
        expect(text).toMatch(/^\d+ (\w|\.)+|^\d+ the same as after step \d+$/);
        if (text.includes('the same as')) like.push(text);
        else expect(told?.note?.(en)).toMatch(/\.$/);
      }
    }
  }
  expect(new Set(like)).not.toEqual(new Set());
});
