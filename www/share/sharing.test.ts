// A session shared and opened again, with the real core: the same bytes, wherever one stands.

import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { startCore } from '../core.ts';
import { type Request } from '../generated/Request.ts';
import { en } from '../locales/en.ts';
import { Session } from '../store.ts';
import { sessionFile } from './file.ts';
import { writeLink } from './link.ts';
import { pack } from './pack.ts';
import { filedOf, openFile, openLink, savedOf } from './sharing.ts';

beforeAll(async () => {
  await startCore(await readFile(new URL('../../pkg/core/pymalloc_explorer_bg.wasm', import.meta.url)));
});

const empty = (): Session => new Session('cpython-3.10-32', 'aligned');
const bytesOf = (session: Session): string => Buffer.from(session.heap.snapshot()).toString('base64');

/** One click of a random reader; what cannot be done says so and does nothing. */
type Click = (session: Session) => Promise<unknown> | undefined;

const name = fc.constantFrom('a', 'b', 'c');
const requests: fc.Arbitrary<Request> = fc.oneof(
  fc.record({ op: fc.constant('new' as const), kind: fc.constantFrom('list' as const, 'dict' as const), id: name }),
  fc.record({ op: fc.constant('ref' as const), from: name, to: name }),
  fc.record({ op: fc.constant('root_del' as const), id: name }),
  fc.record({ op: fc.constant('collect' as const), gen: fc.nat({ max: 2 }) }),
);

const clicks: fc.Arbitrary<Click> = fc.oneof(
  fc.tuple(fc.nat({ max: 600 }), fc.integer({ min: 1, max: 40 }), fc.boolean()).map(
    ([size, count, zeroed]): Click =>
      (session) =>
        session.allocate(size, count, zeroed),
  ),
  fc.constant<Click>((session) => session.freeSelected()),
  fc.nat({ max: 600 }).map(
    (size): Click =>
      (session) =>
        session.reallocate(size),
  ),
  fc.constantFrom('freeAll' as const, 'freeEveryOther' as const).map(
    (act): Click =>
      (session) =>
        session.freeChosen({ act }),
  ),
  fc.nat({ max: 99 }).map(
    (seed): Click =>
      (session) =>
        session.freeChosen({ act: 'freeRandom', count: 5, seed }),
  ),
  fc.nat({ max: 3 }).map(
    (arenas): Click =>
      (session) =>
        session.setLimits(arenas, 0),
  ),
  fc.constantFrom('fill-pool' as const, 'empty-pool' as const).map(
    (id): Click =>
      (session) =>
        session.runScenario(id, 1),
  ),
  fc.constantFrom('chain' as const, 'self-cycle' as const).map(
    (id): Click =>
      (session) =>
        session.startLesson(id),
  ),
  fc.constant<Click>((session) => session.nextAct()),
  fc.array(requests, { minLength: 1, maxLength: 4 }).map(
    (list): Click =>
      (session) =>
        session.request(...list),
  ),
  // Into the past: what is done next forks.
  fc.nat().map((at): Click => (session) => {
    session.seek(at % (session.length + 1));
    return undefined;
  }),
);

describe('what was shared and opened', () => {
  it('is the same, byte for byte, by link and by file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(clicks, { maxLength: 12 }), async (list) => {
        const session = empty();
        for (const click of list) await click(session);
        const saved = savedOf(session, { topic: 'objects' });
        const byLink = empty();
        const { fragment } = await writeLink(saved);
        expect(await openLink(byLink, fragment)).toMatchObject({ topic: 'objects' });
        const byFile = empty();
        const { file } = await sessionFile(await filedOf(session, saved));
        await openFile(byFile, file, 'a.pymalloc');
        for (const other of [byLink, byFile]) {
          expect(bytesOf(other)).toBe(bytesOf(session));
          expect(savedOf(other, { topic: 'objects' })).toEqual(saved);
          other.seek(0);
          session.seek(0);
          expect(bytesOf(other)).toBe(bytesOf(session));
          session.seek(saved.step?.operation ?? session.length);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is one thing for Undo', async () => {
    const session = empty();
    await session.allocate(24, 3, false);
    const before = bytesOf(session);
    await openLink(session, 'edition=cpython-2.7-32&state=m8;m16&v=1');
    expect(session.edition.edition).toBe('cpython-2.7-32');
    session.undo();
    expect(session.edition.edition).toBe('cpython-3.10-32');
    expect(bytesOf(session)).toBe(before);
  });

  it('waits for what is going on: links in their order, and a trace', async () => {
    const session = empty();
    const work = session.allocate(1, 200_000, false);
    await new Promise((resolve) => {
      session.addEventListener('change', resolve, { once: true });
    });
    expect(session.busy).toBe(true);
    const links = [3, 4].map((count) => openLink(session, `edition=cpython-2.7-32&state=m16x${count}&v=1`));
    await Promise.all([work, ...links]);
    expect(session.length).toBe(4);
    session.undo();
    expect(session.length).toBe(3);
    const more = session.allocate(1, 200_000, false);
    await Promise.all([more, openFile(session, new Blob(['a 0 32\n']), 'a.trace')]);
    expect(session.length).toBe(1);
  });

  it('opens what was asked for last, whichever is read sooner', async () => {
    const session = empty();
    const sizes = Array.from({ length: 200 }, (_, size) => `m${size + 1}`).join(';');
    const slow = `z=${await pack(`edition=cpython-2.7-32&state=${sizes}`)}&v=1`;
    await Promise.all([slow, 'edition=cpython-2.7-32&state=m16&v=1'].map((fragment) => openLink(session, fragment)));
    expect(session.length).toBe(1);
  });

  it('is refused with words where it is none, and the heap stays', async () => {
    const session = empty();
    await session.allocate(24, 1, false);
    const before = bytesOf(session);
    for (const fragment of [
      'v=1',
      'edition=cpython-3.10-32&state=m24=9&v=1',
      'edition=cpython-3.10-32&state=f0x10=1&v=1',
    ]) {
      expect(await openLink(session, fragment)).toBeUndefined();
      expect(session.failure?.tell(en).what).not.toBe('');
      session.dismissFailure();
    }
    await openFile(session, new Blob(['{"pymallocExplorerSession":9}\n']), 'a.pymalloc');
    expect(session.failure?.tell(en).what).toContain('version 9');
    expect(bytesOf(session)).toBe(before);
  });
});
