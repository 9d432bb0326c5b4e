// Links: what is written is read again, links of every version stay readable, and whatever else is given to the reader
// is refused with a reason.

import fc from 'fast-check';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

import { patience, runsOr } from '../../tests/fuzzing.ts';
import { session as sessions } from '../../tests/share/arbitrary.ts';
import { MOST_ACTS, MOST_LINK, MOST_OBJECTS, MOST_OPERATIONS, MOST_UNPACKED } from './limits.ts';
import { isLink } from './anchor.ts';
import { readLink, writeLink } from './link.ts';
import { ShareProblem } from './problem.ts';
import { type SavedSession } from './saved.ts';

const empty: SavedSession = { edition: 'cpython-3.10-32', arenas: 'aligned', acts: [] };

async function problemOf(fragment: string): Promise<unknown> {
  try {
    await readLink(fragment);
    return undefined;
  } catch (error) {
    if (error instanceof ShareProblem) return error.problem;
    throw error;
  }
}

const packed = (text: string | Buffer): string => `z=${deflateRawSync(text, { level: 9 }).toString('base64url')}&v=1`;

describe('what is written is read again', () => {
  it('random sessions', async () => {
    await fc.assert(
      fc.asyncProperty(sessions, async (session) => {
        const { fragment, isTooLong } = await writeLink(session);
        if (!isTooLong) expect(await readLink(`#${fragment}`)).toEqual(session);
      }),
    );
  });

  it('random sessions, by links that need no encoding and end in no sign that a program leaves off', async () => {
    await fc.assert(
      fc.asyncProperty(sessions, async (session) => {
        const { fragment } = await writeLink(session);
        expect(new URL(`https://example.org/#${fragment}`).hash).toBe(`#${fragment}`);
        expect(fragment).toMatch(/^[\w.~%:@/;,=&+-]*&v=1$/);
      }),
    );
  });

  it('a short session as text that can be read, a long one packed', async () => {
    const one = { act: { act: 'allocate', nbytes: 24, count: 1, zeroed: false }, operations: 1 } as const;
    const short = await writeLink({ ...empty, acts: [one] });
    expect(short.fragment).toBe('edition=cpython-3.10-32&arenas=aligned&state=m24&v=1');
    const long = { ...empty, acts: Array.from({ length: 5_000 }, () => one) };
    const { fragment, isTooLong } = await writeLink(long);
    expect(fragment).toMatch(/^z=[\w-]+&v=1$/);
    expect(isTooLong).toBe(false);
    expect(await readLink(fragment)).toEqual(long);
  });

  it.each([0, 1, 512])('%d bytes, 40 times', async (nbytes) => {
    const many = { act: { act: 'allocate', nbytes, count: 40, zeroed: false }, operations: 40 } as const;
    const { fragment } = await writeLink({ ...empty, acts: [many] });
    expect(await readLink(fragment)).toMatchObject({ acts: [many] });
  });
});

/** Links as they were once shared: neither they nor what they mean may ever change. */
describe('links of version 1 stay readable', () => {
  const plain =
    'edition=cpython-2.7-32&arenas=unaligned&step=57.3&topic=objects&view=generations&select=0x100c0020&lang=zh-Hans' +
    '&state=m24x100;z8;r0x100c0020,64;f0x100c0028;u0x100c0030;free_all=12;free_every_other=3;free_random,5,7=5;' +
    'free_class,2=1;limits,4,65536;new,list,a,refs:b%2Bc+d/set_item,a,-1,b/bind,x%3B,y;' +
    'new,fin,f,on_fin:root_add+f,slots:3/weakref,w,f,1;scenario,empty-pool,1,0x100c0000=126;lesson,chain,0,a:a2=9&v=1';
  const session: SavedSession = {
    edition: 'cpython-2.7-32',
    arenas: 'unaligned',
    acts: [
      { act: { act: 'allocate', nbytes: 24, count: 100, zeroed: false }, operations: 100 },
      { act: { act: 'allocate', nbytes: 8, count: 1, zeroed: true }, operations: 1 },
      { act: { act: 'reallocate', at: 0x100c0020, nbytes: 64 }, operations: 1 },
      { act: { act: 'free', at: 0x100c0028, unchecked: false }, operations: 1 },
      { act: { act: 'free', at: 0x100c0030, unchecked: true }, operations: 1 },
      { act: { act: 'freeAll' }, operations: 12 },
      { act: { act: 'freeEveryOther' }, operations: 3 },
      { act: { act: 'freeRandom', count: 5, seed: 7 }, operations: 5 },
      { act: { act: 'freeClass', szidx: 2 }, operations: 1 },
      { act: { act: 'limits', arenas: 4, bytes: 65_536 }, operations: 1 },
      {
        act: {
          act: 'requests',
          requests: [
            { op: 'new', kind: 'list', id: 'a', refs: ['b+c', 'd'] },
            { op: 'set_item', of: 'a', key: -1, to: 'b' },
            { op: 'bind', name: 'x;', to: 'y' },
          ],
        },
        operations: 3,
      },
      {
        act: {
          act: 'requests',
          requests: [
            { op: 'new', kind: 'fin', id: 'f', on_fin: [{ op: 'root_add', id: 'f' }], slots: 3 },
            { op: 'weakref', id: 'w', to: 'f', cb: true },
          ],
        },
        operations: 2,
      },
      { act: { act: 'scenario', id: 'empty-pool', seed: 1, pool: 0x100c0000 }, operations: 126 },
      { act: { act: 'lesson', id: 'chain', index: 0, names: { a: 'a2' } }, operations: 9 },
    ],
    step: { operation: 57, mark: 3 },
    topic: 'objects',
    view: 'generations',
    select: 0x100c0020,
    lang: 'zh-Hans',
  };

  it('plain', async () => {
    expect(await readLink(plain)).toEqual(session);
  });

  it('packed', async () => {
    const link =
      'z=RU9LbsIwED0N2TABxyGBYnnDqreIJs6YuHXGkW0-4fQVRbS795ceDS67wNrMSx4Dl3KzL2tZYCTGpC-M3p2ZhiJlmnWz39RFDrMzOvRfZHIqro5u-kxMEZ87qUjkyWQt7pUQRggpCo981o-x_MSnnTGTnuTu6avHQcX_JLQ7Zf_oQV3euBbKRqIOvdeVfGG6Uly6kEeKun5JEXkIEzSw181LMR5TAqkr5d3kcoIdtE1Tt4rpBt6lDAiRbDr2K3ky62GbKHcu0wQIZQX9tnc8wH1Vn2D57VjHYCFwZx0fYwi5w2FYW0g-5HSstzfC70gWbmChUskQY3QBaJrzUs4heKjg_UoIXclWeUopMJgRHYMAPKLUHz8&v=1';
    expect(await readLink(link)).toEqual(session);
  });
});

it('a trace that comes with the page is a name in a link', async () => {
  const python = { act: 'trace', name: 'python-start', example: 'python-start' } as const;
  const session = { ...empty, acts: [{ act: python, operations: 20_000 }] };
  const { fragment } = await writeLink(session);
  expect(fragment).toContain('state=example,python-start=20000');
  expect(await readLink(fragment)).toEqual(session);
});

describe('what cannot be opened is refused with a reason', () => {
  const start = 'edition=cpython-3.10-32&arenas=aligned';

  it.each([
    ['', { code: 'cut_off' }],
    ['#', { code: 'cut_off' }],
    [start, { code: 'cut_off' }],
    [`${start}&v=2`, { code: 'unknown_version', version: '2' }],
    [`${start}&v=constructor`, { code: 'unknown_version', version: 'constructor' }],
    ['v=1', { code: 'missing', what: 'edition' }],
    [`${start}&v=1&v=1`, { code: 'twice', what: 'v' }],
    ['edition=cpython-4&v=1', { code: 'bad_value', what: 'edition', text: 'cpython-4' }],
    ['edition=__proto__&v=1', { code: 'bad_value', what: 'edition', text: '__proto__' }],
    [`${start}&step=1.2.3&v=1`, { code: 'bad_value', what: 'step', text: '1.2.3' }],
    [`${start}&select=-1&v=1`, { code: 'bad_value', what: 'select', text: '-1' }],
    [`${start}&view=javascript:alert(1)&v=1`, { code: 'bad_value', what: 'view', text: 'javascript:alert(1)' }],
    [`${start}&lang=fr&v=1`, { code: 'bad_value', what: 'lang', text: 'fr' }],
    [`${start}&state=m24&step=2&v=1`, { code: 'no_such_position', operation: 2, operations: 1 }],
    [`${start}&state=trace,a.trace=3&v=1`, { code: 'trace_in_link' }],
    [`${start}&state=m24;example,free-list=20&v=1`, { code: 'late_trace', number: 2 }],
    ['z=%%%&v=1', { code: 'damaged' }],
    ['z=A&v=1', { code: 'damaged' }],
    ['z=____&v=1', { code: 'damaged' }],
    ['z=&v=1', { code: 'damaged' }],
  ])('%s', async (fragment, problem) => {
    expect(await problemOf(fragment)).toEqual(problem);
  });

  it.each([
    ...['m', 'm-1', 'm1.5', 'm1e9', 'm01', 'm24x', 'm24xx2', 'm24x2x3', 'm24=1=1', 'm24=-1', 'm9999999999999999'],
    ...['m0x1f', 'm0x', 'm24,2', 'f24x2', 'r0x10x2'],
    ...[
      'r24,1',
      'r0x10',
      'f24',
      'f0xg',
      'f0x10,2',
      'f0xfffffffffffffff',
      'free_all',
      'free_random,1=1',
      'free_class,=1',
    ],
    ...['limits,1', 'limits,1,2,3', 'limits,4294967296,0', 'scenario,none,1=1', 'scenario,churn,1', 'lesson,chain,x=1'],
    ...[
      'example,none=1',
      'lesson,chain,0,a=1',
      'lesson,chain,0,a:b,a:c=1',
      'constructor',
      '__proto__=1',
      'hasOwnProperty,1',
      '',
    ],
    ...['new', 'new,list', 'new,dragon,a', 'new,list,a,b', 'new,list,a,refs:b,refs:c', 'new,list,a,constructor:b'],
    ...['new,fin,a,on_fin:explode', 'new,fin,a,on_fin:ref+b', 'new,list,%', 'new,list,%FF', 'new,list,a b', 'ref,a'],
    ...[
      'set_item,a,-0,b',
      'set_item,a,1.5,b',
      'set_item,a,@b',
      'threshold,1,2',
      'debug,2',
      'enable,1',
      'ref,a,b/',
      'cycles',
    ],
  ])('the act “%s”', async (text) => {
    expect(await problemOf(`${start}&state=m8;${text}&v=1`)).toEqual({ code: 'bad_act', number: 2, text });
  });

  it('what is too long, or too much', async () => {
    expect(await problemOf(`${start}&v=1&x=${'x'.repeat(MOST_LINK)}`)).toMatchObject({ code: 'link_too_long' });
    expect(await problemOf(packed(`${start}&state=${'m1;'.repeat(MOST_ACTS)}m1`))).toMatchObject({
      code: 'too_many_acts',
    });
    expect(await problemOf(`${start}&state=m1x${MOST_OPERATIONS};m1&v=1`)).toMatchObject({
      code: 'too_many_operations',
    });
    expect(await problemOf(`${start}&state=many,list,a,${MOST_OBJECTS};cycles,1&v=1`)).toMatchObject({
      code: 'too_many_objects',
    });
    expect(await problemOf(`${start}&state=new,list,${'a'.repeat(257)}&v=1`)).toMatchObject({ code: 'bad_act' });
  });

  it('a little that unpacks to much, before it is all unpacked', async () => {
    const bomb = packed(Buffer.alloc(4 * 1024 * 1024, 'm'));
    expect(bomb.length).toBeLessThan(MOST_LINK);
    expect(await problemOf(bomb)).toEqual({ code: 'unpacks_too_large', most: MOST_UNPACKED });
  });

  it(
    'anything: a session or a reason, and a session that is written is that session',
    async () => {
      const letters = fc.string({
        unit: fc.constantFrom(...Array.from('0123456789abcdfmnrxuz_%,;:=&/+@.-#')),
        maxLength: 300,
      });
      const hostile = fc.oneof(
        fc.string({ maxLength: 300, unit: 'binary' }),
        letters,
        letters.map((text) => `${start}&state=${text}&v=1`),
        letters.map(packed),
      );
      await fc.assert(fc.asyncProperty(hostile, refusesOrReads), runsOr(1_000));
    },
    patience,
  );

  it(
    'links with signs changed, left out, doubled and put in',
    async () => {
      const sign = fc.oneof(
        fc.constantFrom(...Array.from('0x,;:=&/+@.-%#z')),
        fc.string({ minLength: 1, maxLength: 1, unit: 'binary' }),
      );
      const edit = fc.record({
        at: fc.nat(),
        remove: fc.nat({ max: 3 }),
        put: fc.string({ unit: sign, maxLength: 3 }),
      });
      const edits = fc.array(edit, { minLength: 1, maxLength: 4 });
      const changed = async (session: SavedSession, changes: { at: number; remove: number; put: string }[]) => {
        let { fragment } = await writeLink(session);
        for (const { at, remove, put } of changes) {
          const start = at % (fragment.length + 1);
          fragment = fragment.slice(0, start) + put + fragment.slice(start + remove);
        }
        await refusesOrReads(fragment);
      };
      await fc.assert(fc.asyncProperty(sessions, edits, changed), runsOr(1_000));
    },
    patience,
  );

  async function refusesOrReads(fragment: string): Promise<void> {
    try {
      const session = await readLink(fragment);
      expect(await readLink((await writeLink(session)).fragment)).toEqual(session);
    } catch (error) {
      expect(error).toBeInstanceOf(ShareProblem);
    }
  }
});

it('other anchors are none of ours', () => {
  expect(['', '#', '#top', '#topic=1', '#/v=1'].map(isLink)).toEqual([false, false, false, false, false]);
  expect(['#v=9', '#edition=x', '#z=abc', '#a=b&v=1'].map(isLink)).toEqual([true, true, true, true]);
});
