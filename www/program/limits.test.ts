// docs/programs.md states the limits that the code has, and its example runs.

import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';

import { startCore } from '../core.ts';
import {
  MOST_ACTS,
  MOST_BYTES,
  MOST_ITEMS,
  MOST_NAME,
  MOST_OPERATIONS as MOST_IN_LINK,
  MOST_VALUE,
} from '../share/limits.ts';
import { Session } from '../store.ts';
import { readProgram, runProgram } from './index.ts';
import { MOST_DEPTH, MOST_DIGITS, MOST_MADE, MOST_OPERATIONS, MOST_STEPS, MOST_TEXT } from './limits.ts';

const guide = await readFile(new URL('../../docs/programs.md', import.meta.url), 'utf8');

beforeAll(async () => {
  await startCore(await readFile(new URL('../../pkg/core/pymalloc_explorer_bg.wasm', import.meta.url)));
});

it('the guide has the limits of the code', () => {
  const table = guide.slice(guide.indexOf('## Limits')).match(/^\| [^|]+ \| [\d,]+ \|$/gm) ?? [];
  const stated = table.map((row) => Number(/([\d,]+) \|$/.exec(row)?.[1]?.replaceAll(',', '')));
  expect(stated).toEqual([
    MOST_TEXT,
    MOST_DEPTH,
    MOST_OPERATIONS,
    MOST_STEPS,
    MOST_BYTES,
    MOST_DIGITS,
    MOST_VALUE,
    MOST_NAME,
    MOST_ITEMS,
    MOST_MADE,
  ]);
});

it('what a program may do fits into a session file', () => {
  // A statement comes to two acts at most: an allocation, and the object that its name gives up.
  expect(2 * MOST_STEPS).toBeLessThanOrEqual(MOST_ACTS);
  expect(MOST_OPERATIONS).toBeLessThanOrEqual(MOST_IN_LINK);
  expect(MOST_DIGITS).toBeLessThan(MOST_VALUE);
});

it("the guide's example runs, and so does every form in its tables that is a line of its own", async () => {
  const [, example = ''] = /```python\n(.*?)```/s.exec(guide) ?? [];
  const session = new Session('cpython-3.10-64', 'aligned');
  expect((await runProgram(session, readProgram(example))).problem).toBeUndefined();
  expect(session.length).toBe(22);
  const rows =
    guide.slice(guide.indexOf('## What there is'), guide.indexOf('## What there is not')).match(/^\| `.*$/gm) ?? [];
  const forms = rows.flatMap((row) =>
    [...(row.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, form = '']) => form),
  );
  expect(forms.length).toBeGreaterThan(60);
  const operators = ['+', '-', '*', '//', '%', '**'];
  for (const form of forms.filter((form) => !operators.includes(form) && form !== ';')) {
    const isStatement = /^(del|import|pass|for|gc)\b| = |\.(append|add|remove|discard)\(|^free/.test(form);
    const line = form.endsWith(':') ? `${form} pass` : isStatement ? form : `z = ${form}`;
    expect(() => readProgram(line), form).not.toThrow();
  }
});
