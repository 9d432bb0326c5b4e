// Undo and Redo of an act of very many operations: the page has its turns meanwhile, and what comes of it is what was there.

import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';
import { startSmallCore } from '../core.ts';
import { en } from '../locales/en.ts';
import { Session } from '../store.ts';

beforeAll(async () => {
  await startSmallCore(
    'cpython-3.10-32',
    await readFile(new URL('../../pkg/core-32/pymalloc_explorer_bg.wasm', import.meta.url)),
  );
});

/** The bytes where one stands. */
const state = (session: Session): Buffer => Buffer.from(session.heap.snapshot());

/** More than are gone through in one go. */
const OPERATIONS = 60_000;

/** Positions that others saw while work went on, and how many of their clicks did something. */
async function seenDuring(session: Session, begin: () => unknown): Promise<{ places: number[]; clicks: number }> {
  const places: number[] = [];
  let clicks = 0;
  void begin();
  for (; session.busy; await new Promise((resolve) => setImmediate(resolve))) {
    places.push(session.position);
    const { length } = session;
    await session.allocate(24, 1, false);
    clicks += session.length - length;
  }
  return { places, clicks };
}

it('goes back and forth in parts', async () => {
  const session = new Session('cpython-3.10-32', 'aligned');
  await session.allocate(24, 2, false);
  const before = state(session);
  await session.allocate(512, OPERATIONS, false);
  const after = state(session);
  const chosen = session.selection.address;

  const back = await seenDuring(session, () => {
    session.undo();
  });
  expect(new Set(back.places).size).toBeGreaterThan(5);
  expect(back.clicks).toBe(0);
  expect(state(session).equals(before)).toBe(true);
  expect([session.position, session.length]).toEqual([2, 2]);
  expect(session.said?.(en)).toContain('Undone');

  const forth = await seenDuring(session, () => session.redo());
  expect(new Set(forth.places).size).toBeGreaterThan(5);
  expect(state(session).equals(after)).toBe(true);
  expect([session.position, session.length]).toEqual([OPERATIONS + 2, OPERATIONS + 2]);
  expect(session.said?.(en)).toContain('Done again');
  expect([session.selection.address, session.told?.count]).toEqual([chosen, OPERATIONS]);
});

it('comes from the middle of an operation', async () => {
  const session = new Session('cpython-3.10-32', 'aligned');
  const before = state(session);
  await session.allocate(512, OPERATIONS, false);
  session.seek(100);
  session.move('backInto');
  expect(session.inside).toBeDefined();
  await seenDuring(session, () => {
    session.undo();
  });
  expect(session.inside).toBeUndefined();
  expect(state(session).equals(before)).toBe(true);
  await seenDuring(session, () => session.redo());
  expect(session.position).toBe(OPERATIONS);
});
