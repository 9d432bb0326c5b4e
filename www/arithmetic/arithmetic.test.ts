// The arithmetic says what the core does: over random programs in all editions, each computation comes to the values that
// stand in the image and in the events; and its bits put together are the numbers again.

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { startCoreInNode } from '../../tests/core-in-node.ts';
import { Heap, editions, HeapFailure } from '../core.ts';
import { type Edition } from '../generated/Edition.ts';
import { type EditionInfo } from '../generated/EditionInfo.ts';
import { type Event } from '../generated/Event.ts';
import { type Step } from '../generated/Step.ts';
import { en } from '../locales/en.ts';
import { poolAddr, sizeClass } from './allocator.ts';
import { computationsAt, computationsOf } from './at-hand.ts';
import { type Computation, type ComputationId } from './computation.ts';
import { readerOf } from './of-session.ts';
import { fieldOf, radix, radixFields } from './radix.ts';

beforeAll(startCoreInNode);

const names = ['cpython-2.7-32', 'cpython-3.9-64', 'cpython-3.10-32', 'cpython-3.10-64'] as const;

function infoOf(edition: Edition): EditionInfo {
  const found = editions().find((info) => info.edition === edition);
  if (found === undefined) throw new Error(`no edition ${edition}`);
  return found;
}

const row = (computation: Computation | undefined, code: string) =>
  computation?.rows.findLast((one) => one.code === code)?.value;
const of = (computations: readonly Computation[], id: ComputationId) => computations.find((one) => one.id === id);

/** Each step of an operation, with the image as it is at that step. */
function walk(heap: Heap, operate: () => void, look: (step: Step) => void): void {
  const before = heap.operations;
  try {
    operate();
  } catch (error) {
    if (!(error instanceof HeapFailure)) throw error;
  }
  for (let operation = before + 1; operation <= heap.operations; operation += 1) {
    for (const step of heap.explain(operation, 0, 3_000).steps) {
      heap.seekStep(operation, step.mark);
      look(step);
    }
  }
  heap.settle();
}

const requests = fc.array(fc.record({ nbytes: fc.integer({ min: 0, max: 560 }), frees: fc.nat(9), at: fc.nat(1000) }), {
  minLength: 20,
  maxLength: 60,
});

describe.each(names)('%s', (edition) => {
  it('comes to what the allocator does', () => {
    const info = infoOf(edition);
    const seen = new Set<string>();
    fc.assert(
      fc.property(requests, fc.constantFrom('aligned' as const, 'unaligned' as const), (program, arenas) => {
        const heap = Heap.open(edition, arenas);
        const blocks: number[] = [];
        for (const { nbytes, frees, at } of program) {
          const operate = () => {
            if (frees > 3 || blocks.length === 0) blocks.push(heap.malloc(nbytes));
            else heap.freeBlock(blocks.splice(at % blocks.length, 1)[0] ?? 0);
          };
          walk(heap, operate, ({ event }) => {
            const computations = computationsOf(event, info, readerOf(heap, info));
            for (const { id } of computations) seen.add(id);
            agrees(event, computations, heap, info);
          });
        }
        heap.free();
      }),
      { numRuns: 12, seed: 7 },
    );
    const owner = info.ownerTest === 'radixTree' ? ['radix', 'radixMark'] : ['arenaOfIndex'];
    const all = ['arenaStart', 'blockIndex', 'initPool', 'nextBlock', 'nextPool', 'poolAddr', 'sizeClass', ...owner];
    expect([...seen].sort()).toEqual(all.sort());
  });

  it('finds pool and block of any address', () => {
    const info = infoOf(edition);
    const heap = Heap.open(edition, 'unaligned');
    const first = heap.malloc(24);
    for (let more = 0; more < 2000; more += 1) heap.malloc(more % 512);
    const arena = heap.arena(0).address;
    fc.assert(
      fc.property(fc.nat(info.arenaSize - 1), (offset) => {
        const address = arena + offset;
        const place = heap.locate(address);
        const computations = computationsAt(address, place, info, readerOf(heap, info));
        if (!('poolAt' in place)) return;
        expect(row(of(computations, 'poolAddr'), 'POOL_ADDR(addr)')).toBe(BigInt(place.poolAt));
        if (place.kind !== 'block') return;
        expect(row(of(computations, 'blockIndex'), '/ INDEX2SIZE(szidx)')).toBe(BigInt(place.block));
      }),
      { seed: 7 },
    );
    expect(heap.locate(first).kind).toBe('block');
    heap.free();
  });

  it('puts a number together again from its parts', () => {
    const info = infoOf(edition);
    fc.assert(
      fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), (any) => {
        const addr = info.word === 4 ? any % 2 ** 32 : any;
        const pool = row(poolAddr(addr, info), 'POOL_ADDR(addr)') ?? -1n;
        expect(Number(pool)).toBe(addr - (addr % info.poolSize));
        if (info.mapBits.length === 0) return;
        const fields = radixFields(info);
        const together = fields.reduce((sum, field) => sum + (fieldOf(BigInt(addr), field) << BigInt(field.low)), 0n);
        expect(Number(together)).toBe(addr);
        expect(fields.reduce((sum, { width }) => sum + width, 0)).toBe(8 * info.word);
      }),
      { seed: 7 },
    );
  });

  it('comes to what the collector does', () => {
    const info = infoOf(edition);
    const heap = Heap.open(edition, 'aligned');
    const seen = new Set<string>();
    for (const id of ['a', 'b', 'c']) heap.request({ op: 'new', kind: 'list', id });
    const references = [
      ['a', 'b'],
      ['b', 'a'],
      ['c', 'c'],
      ['c', 'a'],
      ['a', 'c'],
    ] as const;
    for (const [from, to] of references) heap.request({ op: 'ref', from, to });
    for (const id of ['a', 'b']) heap.request({ op: 'root_del', id });
    const look = ({ event }: Step) => {
      const computations = computationsOf(event, info, readerOf(heap, info));
      for (const { id } of computations) seen.add(id);
      agreesOfHeads(event, computations, heap);
    };
    walk(heap, () => heap.request({ op: 'collect', gen: 2 }), look);
    heap.request({ op: 'root_del', id: 'c' });
    walk(heap, () => heap.request({ op: 'collect', gen: 2 }), look);
    const bits = info.gcBits === null ? [] : ['getGcRefs', 'setGcRefs', 'subtractRef', 'unreachableFlag'];
    expect([...seen].filter((id) => id !== 'poolAddr')).toEqual(expect.arrayContaining(bits));
    heap.free();
  });
});

/** What a step says in its event and leaves in the image is what its computations come to. */
function agrees(event: Event, computations: readonly Computation[], heap: Heap, info: EditionInfo): void {
  switch (event.kind) {
    case 'UsedPoolFound':
    case 'NoUsedPool':
      expect(row(of(computations, 'sizeClass'), '>> ALIGNMENT_SHIFT')).toBe(BigInt(event.szidx));
      expect(of(computations, 'sizeClass')?.rows.at(-1)?.value).toBe(BigInt(event.size));
      return;
    case 'BlockLinked':
      expect(row(of(computations, 'poolAddr'), 'POOL_ADDR(addr)')).toBe(BigInt(event.pool));
      return;
    case 'NextBlockCarved':
      expect(row(of(computations, 'nextBlock'), 'pool + nextoffset')).toBe(BigInt(event.block));
      expect(of(computations, 'nextBlock')?.rows.at(-1)?.value).toBe(BigInt(heap.pool(event.pool).nextoffset));
      return;
    case 'PoolInitialised':
      expect(
        of(computations, 'initPool')
          ?.rows.slice(1)
          .map(({ value }) => Number(value)),
      ).toEqual([event.nextoffset, event.maxnextoffset]);
      return;
    case 'PoolCarved':
      expect(of(computations, 'nextPool')?.rows.at(-1)?.value).toBe(BigInt(event.pool_address));
      return;
    case 'ArenaStartsUnaligned':
      expect(row(of(computations, 'arenaStart'), 'excess')).toBe(BigInt(event.excess));
      expect(of(computations, 'arenaStart')?.rows.at(-1)?.value).toBe(BigInt(event.pool_address));
      return;
    case 'InRangeByIndex':
    case 'NotInRangeByIndex': {
      const said = of(computations, 'arenaOfIndex')?.so(en);
      const not = en.arithmetic.so.coversNot({ arena: event.arenaindex });
      expect(said === not).toBe(event.kind === 'NotInRangeByIndex');
      return;
    }
    case 'InRangeByRadix':
    case 'NotInRangeByRadix': {
      const said = of(computations, 'radix')?.so(en);
      const not = radix({ ...event, tail_hi: 0, tail_lo: 0 }, info).so(en);
      expect(said === not).toBe(event.kind === 'NotInRangeByRadix' && event.tail_hi === 0 && event.tail_lo === 0);
      expect(row(of(computations, 'radix'), 'MAP_BOT_INDEX(addr)')).toBe(BigInt(event.index));
      expect(row(of(computations, 'radix'), 'tail(addr)')).toBe(BigInt(event.tail));
      return;
    }
    default:
  }
}

function agreesOfHeads(event: Event, computations: readonly Computation[], heap: Heap): void {
  const first = computations[0];
  if (first === undefined) return;
  const heads = heap.generations(99);
  const head = [...heads.generations, ...heads.working].flatMap(({ list }) => list.members);
  switch (event.kind) {
    case 'RefsCopied':
    case 'RefSubtracted': {
      const { gcRefs } = head.find(({ object }) => object === event.object) ?? {};
      expect(gcRefs).toBe(event.refs);
      const shifted = event.kind === 'RefsCopied' ? row(first, 'refs') : row(first, '>> _PyGC_PREV_SHIFT');
      expect(shifted).toBe(BigInt(event.refs));
      return;
    }
    case 'Reachable':
      expect(row(first, '>> _PyGC_PREV_SHIFT')).toBe(BigInt(event.refs));
      return;
    case 'MarkedReachable':
    case 'MovedBack':
      expect(row(first, '>> _PyGC_PREV_SHIFT')).toBe(1n);
      return;
    case 'TentativelyUnreachable':
      expect((row(first, '_gc_next') ?? 0n) & 1n).toBe(1n);
      return;
    default:
  }
}

it('rounds a request up to its class', () => {
  const info = infoOf('cpython-3.10-32');
  for (let nbytes = 1; nbytes <= info.smallRequestThreshold; nbytes += 1) {
    const size = Number(sizeClass(nbytes, info).rows.at(-1)?.value);
    expect(size).toBeGreaterThanOrEqual(nbytes);
    expect(size - nbytes).toBeLessThan(info.alignment);
  }
});
