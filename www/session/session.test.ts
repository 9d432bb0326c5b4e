// The session with the real core, without a page: what is done, undone, forked and gone back to, against a model that
// keeps the bytes of every state that it saw.

import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { startCore } from '../core.ts';
import { en } from '../locales/en.ts';
import { objectScenarioIds, lessonLength } from '../object-scenarios.ts';
import { scenarioIds } from '../scenarios.ts';
import { Session } from '../store.ts';

beforeAll(async () => {
  await startCore(await readFile(new URL('../../pkg/core/pymalloc_explorer_bg.wasm', import.meta.url)));
});

function empty(): Session {
  return new Session('cpython-3.10-32', 'aligned');
}

/** The bytes where one stands. */
function state(session: Session): Buffer {
  return Buffer.from(session.heap.snapshot());
}

const labels = (session: Session): string[] => session.acts.map((act) => session.labelOf(act)(en));
const said = (session: Session): string => session.said?.(en) ?? '';
const failure = (session: Session): string => session.failure?.tell(en).what ?? '';

describe('the timeline', () => {
  it('remembers what an act cut off when a later act cuts it in turn', async () => {
    const session = empty();
    await session.allocate(24, 5, false);
    session.seek(2);
    await session.allocate(40, 4, false);
    session.seek(4);
    await session.allocate(56, 1, false);
    expect(session.acts.map((act) => [act.count, session.cutBy(act)])).toEqual([
      [2, 0],
      [2, 3],
      [1, 2],
    ]);
  });

  it('holds one act for each click, however many operations that was', async () => {
    const session = empty();
    await session.allocate(24, 3, false);
    await session.allocate(40, 1, true);
    expect(labels(session)).toEqual(['Allocate: 3 × 24 bytes', 'Allocate zeroed: 40 bytes']);
    expect(session.acts.map(({ first, count }) => [first, count])).toEqual([
      [0, 3],
      [3, 1],
    ]);
    expect([session.position, session.length]).toEqual([4, 4]);
  });

  it('forks where one operates in the past, and undo brings the future back', async () => {
    const session = empty();
    await session.allocate(24, 5, false);
    await session.allocate(40, 5, false);
    const end = state(session);
    session.seek(3);
    await session.allocate(56, 1, false);
    expect(labels(session)).toEqual(['Allocate: 5 × 24 bytes', 'Allocate: 56 bytes']);
    expect(session.acts.map(({ count }) => count)).toEqual([3, 1]);
    expect(said(session)).toContain('7 operations that came after are cut off; Undo brings them back.');
    session.undo();
    expect(said(session)).toBe('Undone: Allocate: 56 bytes. What came after is back.');
    expect([session.position, session.length]).toEqual([3, 10]);
    expect(session.acts.map(({ count }) => count)).toEqual([5, 5]);
    session.seek(10);
    expect(state(session).equals(end)).toBe(true);
    await session.redo();
    expect([session.position, session.length]).toEqual([4, 4]);
  });

  it('starts from the end of an operation that one is inside of', async () => {
    const session = empty();
    await session.allocate(24, 3, false);
    session.stepTo(2, 1);
    expect(session.place).toEqual({ operation: 2, mark: 1 });
    await session.allocate(40, 1, false);
    expect(session.acts.map(({ count }) => count)).toEqual([2, 1]);
    session.undo();
    expect(session.place).toEqual({ operation: 2, mark: 1 });
  });

  it('is as it was after a mistake in the past', async () => {
    const session = empty();
    await session.allocate(24, 2, false);
    const address = session.selection.address;
    session.select(address);
    await session.freeSelected();
    session.seek(3);
    await session.allocate(24, 4, false);
    session.seek(3);
    session.select(address);
    await session.freeSelected();
    expect(failure(session)).toContain('Double free');
    expect([session.position, session.length]).toEqual([3, 7]);
  });

  it('lets what is undone be redone until something else is done', async () => {
    const session = empty();
    await session.allocate(24, 2, false);
    session.undo();
    expect(session.redoable.what).toBe('act');
    await session.allocate(40, 1, false);
    expect(session.redoable.what).toBe('nothing');
    await session.redo();
    expect(failure(session)).toBe('There is nothing to redo.');
  });

  it('brings the heap from before a reset back, and the later one again', async () => {
    const session = empty();
    await session.allocate(24, 2, false);
    const before = state(session);
    session.reset();
    expect(session.length).toBe(0);
    await session.allocate(8, 1, false);
    session.undo();
    session.undo();
    expect(state(session).equals(before)).toBe(true);
    await session.redo();
    expect(session.length).toBe(0);
    await session.redo();
    expect(labels(session)).toEqual(['Allocate: 8 bytes']);
  });

  it('tells the operation that one moves to, and all of an act that one visits', async () => {
    const session = empty();
    await session.allocate(24, 30, false);
    session.seek(7);
    expect(said(session)).toMatch(/^Operation 7 of 30: malloc\(24\) returned 0x/);
    expect(session.explanations.map(({ number }) => number)).toEqual([7]);
    const [act] = session.acts;
    if (act !== undefined) session.visit(act);
    expect(session.explanations).toHaveLength(30);
    session.seek(0);
    expect(said(session)).toBe('Before the first of 30 operations.');
    expect(session.told).toBeUndefined();
  });

  it('tells what a collection returned of that operation only', async () => {
    const session = empty();
    await session.request({ op: 'new', kind: 'list', id: 'a' }, { op: 'collect', gen: 2 });
    expect(session.told?.collected).toBe(0);
    session.seek(1);
    expect(session.told?.collected).toBeUndefined();
    session.seek(2);
    expect(session.told?.collected).toBe(0);
  });

  it('calls objects by their names, of which the first operation has yet to give one', async () => {
    const session = empty();
    await session.request({ op: 'new', kind: 'list', id: 'here' }, { op: 'new', kind: 'tuple', id: 'there' });
    session.seek(1);
    const made = session.explanations[0]?.result ?? 0;
    expect(session.namesIn(1, en).object(made)).toContain('here');
    expect(session.namesIn(1, en).kindOf('here')).toBe('list');
    expect(labels(session)).toEqual(['here = []; there = ()']);
  });
});

describe('moves', () => {
  it('go over operations, into them and along their steps, and back the same way', async () => {
    const session = empty();
    await session.allocate(24, 2, false);
    session.move('first');
    expect(session.place).toEqual({ operation: 0 });
    session.move('into');
    expect(session.place).toEqual({ operation: 1, mark: 0 });
    const places = [session.place];
    while (session.move('over')) places.push(session.place);
    expect(session.inside?.mark).toBe(session.inside?.marks);
    for (const place of places.toReversed()) {
      expect(session.place).toEqual(place);
      session.move('back');
    }
    expect(session.move('back')).toBe(false);
    session.move('last');
    session.move('into');
    expect(session.place).toEqual({ operation: 2, mark: 0 });
    session.move('backInto');
    expect(session.inside?.operation).toBe(1);
    expect(session.inside?.mark).toBe(session.inside?.marks);
    session.move('out');
    expect(session.place).toEqual({ operation: 1 });
  });

  it('show the state at the end of an operation the same from inside and from outside', async () => {
    const session = empty();
    await session.allocate(24, 1, false);
    const after = state(session);
    session.move('backInto');
    expect(state(session).equals(after)).toBe(true);
  });
});

describe('acts', () => {
  it('do the same when they are done again', async () => {
    const session = empty();
    for (const id of scenarioIds.filter((name) => name !== 'double-arenas')) await session.runScenario(id, 7);
    await session.freeChosen({ act: 'freeRandom', count: 20, seed: 3 });
    await session.freeChosen({ act: 'freeEveryOther' });
    for (const id of objectScenarioIds.filter((name) => name !== 'million')) {
      await session.startLesson(id);
      for (let step = 1; step < lessonLength(id); step += 1) await session.nextAct();
    }
    const copy = empty();
    const acts = session.acts.map(({ act, count }) => ({ act, operations: count }));
    const rebuilt = await copy.rebuild({ edition: 'cpython-3.10-32', arenas: 'aligned', acts });
    expect(failure(copy)).toBe('');
    expect(rebuilt).toBe(true);
    expect(labels(copy)).toEqual(labels(session));
    expect(state(copy).equals(state(session))).toBe(true);
  });

  it('of large blocks, which are prepared for, do the same, too', async () => {
    const session = empty();
    await session.allocate(64 << 20, 1, false);
    await session.allocate(16 << 20, 2, false);
    const acts = session.acts.map(({ act, count }) => ({ act, operations: count }));
    const copy = empty();
    expect(await copy.rebuild({ edition: 'cpython-3.10-32', arenas: 'aligned', acts })).toBe(true);
    expect(copy.length).toBe(3);
    expect(state(copy).equals(state(session))).toBe(true);
  });

  it('that come to something else are told, and change nothing', async () => {
    const session = empty();
    await session.allocate(24, 1, false);
    const acts = [{ act: { act: 'freeAll' as const }, operations: 5 }];
    expect(await session.rebuild({ edition: 'cpython-3.10-32', arenas: 'aligned', acts })).toBe(false);
    expect(failure(session)).toContain('Step 1 of the session (Free: all blocks) came to 0 operations, not to 5');
    expect(session.length).toBe(1);
  });

  it('of a lesson follow where one stands: a step that is done is gone to, not done twice', async () => {
    const session = empty();
    await session.startLesson('two-objects');
    await session.nextAct();
    const { length } = session;
    session.undo();
    expect(session.lesson?.taken).toBe(1);
    await session.redo();
    session.seek(4);
    expect(session.lesson?.taken).toBe(1);
    await session.nextAct();
    expect([session.position, session.length, session.lesson?.taken]).toEqual([length, length, 2]);
  });
});

type Command =
  | { do: 'allocate'; nbytes: number; count: number }
  | { do: 'free'; seed: number }
  | { do: 'seek' | 'into'; at: number }
  | { do: 'undo' | 'redo' };

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    do: fc.constant('allocate' as const),
    nbytes: fc.integer({ min: 1, max: 600 }),
    count: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({ do: fc.constant('free' as const), seed: fc.nat() }),
  fc.record({ do: fc.constantFrom('seek' as const, 'into' as const), at: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const) }),
);

/** Counts of acts, the bytes of every position that was seen, and where the cursor is. */
interface Model {
  readonly counts: readonly number[];
  readonly states: readonly (Buffer | undefined)[];
  readonly position: number;
}

class Walk {
  readonly session = empty();
  #model: Model = { counts: [], states: [undefined], position: 0 };
  readonly #undo: Model[] = [];
  readonly #redo: Model[] = [];
  /** The bytes by place and forks. */
  readonly #met = new Map<string, Buffer>();

  async take(next: Command): Promise<void> {
    const { session } = this;
    switch (next.do) {
      case 'allocate':
        await this.#act(() => session.allocate(next.nbytes, next.count, false));
        return;
      case 'free':
        await this.#act(() => session.freeChosen({ act: 'freeRandom', count: 2, seed: next.seed }));
        return;
      case 'seek':
        this.#move(Math.round(next.at * (this.#model.states.length - 1)), false);
        return;
      case 'into':
        this.#move(Math.ceil(next.at * (this.#model.states.length - 1)), true);
        return;
      case 'undo':
        session.undo();
        this.#swap(this.#undo, this.#redo);
        return;
      case 'redo':
        await session.redo();
        // Whoever does an act again sees what it came to, wherever the cursor stood when it was undone.
        if (this.#swap(this.#redo, this.#undo))
          this.#model = { ...this.#model, position: this.#model.states.length - 1 };
    }
  }

  async #act(act: () => Promise<void>): Promise<void> {
    const before = this.#model;
    await act();
    const kept = before.states.slice(0, before.position + 1);
    const made = this.session.length - before.position;
    // Nothing to free is a refusal.
    if (this.session.failure !== undefined) return;
    const counts = countsUpTo(before.counts, before.position);
    this.#undo.push(before);
    this.#redo.length = 0;
    this.#model = {
      counts: [...counts, made],
      states: [...kept, ...Array.from({ length: made }, () => undefined)],
      position: before.position + made,
    };
  }

  #move(to: number, into: boolean): void {
    if (into && to > 0) this.session.stepTo(to, 1);
    else this.session.seek(to);
    this.#model = { ...this.#model, position: to };
  }

  #swap(from: Model[], to: Model[]): boolean {
    const model = from.pop();
    if (model === undefined) return false;
    to.push(this.#model);
    this.#model = model;
    return true;
  }

  check(): void {
    const { session } = this;
    const { counts, states, position } = this.#model;
    expect(session.acts.map(({ count }) => count)).toEqual(counts);
    expect([session.position, session.length]).toEqual([position, states.length - 1]);
    const now = state(session);
    const { place, forks } = session;
    const key = `${place.operation} ${place.mark ?? ''} ${forks}`;
    expect(this.#met.get(key)?.equals(now) ?? true).toBe(true);
    this.#met.set(key, now);
    if (session.inside !== undefined) return;
    expect(states[position]?.equals(now) ?? true).toBe(true);
    this.#model = { counts, position, states: states.with(position, now) };
  }
}

function countsUpTo(counts: readonly number[], position: number): number[] {
  const kept: number[] = [];
  let left = position;
  for (const count of counts) {
    if (left > 0) kept.push(Math.min(count, left));
    left -= count;
  }
  return kept;
}

/** Undo comes back to where one stood before the redo, not before the act was done first. */
const redoneElsewhere: Command[] = [
  { do: 'allocate', nbytes: 64, count: 2 },
  { do: 'allocate', nbytes: 32, count: 1 },
  { do: 'undo' },
  { do: 'seek', at: 0 },
  { do: 'redo' },
  { do: 'undo' },
];

it('any walk of acts, moves, undo and redo ends where the model does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 25 }), async (commands) => {
      const walk = new Walk();
      for (const next of commands) {
        await walk.take(next);
        walk.check();
      }
      walk.session.heap.free();
    }),
    { numRuns: 60, examples: [[redoneElsewhere]] },
  );
}, 60_000);
