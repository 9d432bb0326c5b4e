// What a question claims to be right is what happens, as seen in the heap and not in the events that the claim is read
// from; and a session asks before it shows, and judges afterwards.

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { startCoreInNode } from '../../tests/core-in-node.ts';
import { Heap, editions } from '../core.ts';
import { ObjectGraph } from '../diagrams/object-graph.ts';
import { type Edition } from '../generated/Edition.ts';
import { type EditionInfo } from '../generated/EditionInfo.ts';
import { type Operation } from '../generated/Operation.ts';
import { type PoolView } from '../generated/PoolView.ts';
import { en } from '../locales/en.ts';
import { Session } from '../store.ts';
import { isRight, type Question, toggled } from './question.ts';
import { questionBefore } from './questions.ts';

beforeAll(startCoreInNode);

const names = ['cpython-2.7-32', 'cpython-3.9-64', 'cpython-3.10-32', 'cpython-3.10-64'] as const;

function infoOf(edition: Edition): EditionInfo {
  const found = editions().find((info) => info.edition === edition);
  if (found === undefined) throw new Error(`no edition ${edition}`);
  return found;
}

function carryOut(heap: Heap, operation: Operation): number {
  switch (operation.op) {
    case 'malloc':
      return heap.malloc(operation.nbytes);
    case 'realloc':
      return heap.realloc(operation.addr, operation.nbytes);
    case 'free':
      heap.freeBlock(operation.addr);
      return 0;
    default:
      throw new Error(operation.op);
  }
}

const arenasOf = (heap: Heap) => heap.arenas().arenas.filter(({ address }) => address !== 0).length;

/** What the heap was like before an operation. */
interface Before {
  readonly arenas: number;
  readonly pool: PoolView | undefined;
}

function lookAt(heap: Heap, operation: Operation): Before {
  const place = operation.op === 'free' ? heap.locate(operation.addr) : undefined;
  return { arenas: arenasOf(heap), pool: place?.kind === 'block' ? heap.pool(place.poolAt) : undefined };
}

/** What an answer must be, by looking at the heap before and after. */
function seen(question: Question, operation: Operation, before: Before, heap: Heap, result: number): unknown {
  const asked = question.ask(en);
  const yesNo = (yes: boolean) => (yes ? 'yes' : 'no');
  if (question.by === 'block') return result;
  if (question.by === 'pool') return result - (result % infoOf(heap.info().edition).poolSize);
  if (operation.op === 'malloc') {
    const values = question.by === 'choice' ? question.choices.map(({ value }) => value) : [];
    if (values.includes('raw')) return heap.locate(result).kind === 'block' ? 'pymalloc' : 'raw';
    return yesNo(arenasOf(heap) > before.arenas);
  }
  if (operation.op === 'realloc') return yesNo(result !== operation.addr);
  if (operation.op !== 'free') return undefined;
  if (asked === en.predict.arenaGoes({ addr: `0x${operation.addr.toString(16)}` })) {
    return yesNo(arenasOf(heap) < before.arenas);
  }
  const { pool } = before;
  if (pool?.state === 'full') return 'PoolWasFull';
  const allocated = pool?.blocks.filter((state) => state === 'allocated').length;
  return allocated === 1 ? 'PoolIsEmpty' : 'PoolStaysUsed';
}

const program = fc.array(fc.record({ what: fc.nat(9), nbytes: fc.nat(700), at: fc.nat(10_000) }), {
  minLength: 30,
  maxLength: 80,
});

describe.each(names)('%s', (edition) => {
  it('knows the right answer about the allocator', () => {
    const info = infoOf(edition);
    const askedOf = new Set<string>();
    fc.assert(
      fc.property(program, fc.boolean(), (requests, crowded) => {
        const heap = Heap.open(edition, 'aligned');
        const blocks: number[] = [];
        // Few large blocks fill pools and arenas.
        for (let many = 0; many < (crowded ? 700 : 8); many += 1) blocks.push(heap.malloc(crowded ? 500 : 24));
        requests.forEach(({ what, nbytes, at }, turn) => {
          const address = blocks.length === 0 ? 0 : (blocks.splice(at % blocks.length, 1)[0] ?? 0);
          const operation: Operation =
            what < 3 || address === 0
              ? { op: 'malloc', nbytes: crowded ? 500 : nbytes }
              : what < 4
                ? { op: 'realloc', addr: address, nbytes }
                : { op: 'free', addr: address };
          if (operation.op === 'malloc' && address !== 0) blocks.push(address);
          const question = questionBefore(operation, heap, info, turn);
          const before = lookAt(heap, operation);
          const result = carryOut(heap, operation);
          if (result !== 0) blocks.push(result);
          if (question !== undefined) {
            const explanation = heap.explain(heap.operations, 0, 5_000);
            const truth = question.truth({ heap, explanation });
            expect(truth?.answer).toBe(seen(question, operation, before, heap, result));
            askedOf.add(question.by === 'choice' ? question.choices.map(({ value }) => value).join() : question.by);
          }
        });
        heap.free();
      }),
      { numRuns: 12, seed: 3 },
    );
    expect([...askedOf].sort()).toEqual(
      ['PoolStaysUsed,PoolWasFull,PoolIsEmpty', 'block', 'pool', 'pymalloc,raw', 'yes,no'].sort(),
    );
  });

  it('knows what is unreachable', () => {
    const info = infoOf(edition);
    const pairs = fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 14 });
    fc.assert(
      fc.property(pairs, fc.subarray([0, 1, 2, 3, 4, 5]), (references, forgotten) => {
        const heap = Heap.open(edition, 'aligned');
        for (let id = 0; id < 6; id += 1) heap.request({ op: 'new', kind: 'list', id: `n${id}` });
        for (const [from, to] of references) heap.request({ op: 'ref', from: `n${from}`, to: `n${to}` });
        for (const id of forgotten) heap.request({ op: 'root_del', id: `n${id}` });
        const request = { op: 'collect', gen: 2 } as const;
        const question = questionBefore({ op: 'object', request }, heap, info, 0);
        const view = heap.objects(99);
        const graph = new ObjectGraph(view, en);
        const garbage = view.objects.map(({ at }) => at).filter((at) => graph.isGarbage(at));
        heap.request(request);
        const explanation = heap.explain(heap.operations, 0, 20_000);
        const truth = question?.truth({ heap, explanation });
        if (view.total > 0) expect(isRight(garbage, truth?.answer ?? '')).toBe(true);
        else expect(question).toBeUndefined();
        heap.free();
      }),
      { numRuns: 40, seed: 3 },
    );
  });

  const namesLeft = (heap: Heap) => heap.objects(99).objects.map(({ at }) => at);
  const answered = (heap: Heap, question: Question | undefined) =>
    question?.truth({ heap, explanation: heap.explain(heap.operations, 0, 20_000) })?.answer;

  it('knows what dies when a name goes, also where a finalizer saves it', () => {
    const info = infoOf(edition);
    const told: unknown[] = [];
    const kept = fc.record({ other: fc.boolean(), saved: fc.boolean(), cycle: fc.boolean() });
    fc.assert(
      fc.property(kept, ({ other, saved, cycle }) => {
        const heap = Heap.open(edition, 'aligned');
        const on_fin = saved ? [{ op: 'root_add', id: 'a' } as const] : [];
        heap.request({ op: 'new', kind: 'fin', id: 'a', slots: 2, on_fin });
        heap.request({ op: 'new', kind: 'list', id: 'l' });
        if (other) heap.request({ op: 'ref', from: 'l', to: 'a' });
        if (cycle) heap.request({ op: 'ref', from: 'a', to: 'a' });
        const at = heap.objects(99).objects.find(({ label }) => label === 'a')?.at ?? 0;
        const request = { op: 'root_del', id: 'a' } as const;
        const question = questionBefore({ op: 'object', request }, heap, info, 0);
        expect(question?.ask(en)).toBe(en.predict.dies({ name: 'a' }));
        heap.request(request);
        const lives =
          namesLeft(heap).includes(at) ||
          heap.generations(99).generations.some(({ list }) => list.members.some(({ object }) => object === at));
        expect(answered(heap, question)).toBe(lives ? 'no' : 'yes');
        told.push(lives);
        heap.free();
      }),
      { numRuns: 30, seed: 3 },
    );
    expect(new Set(told)).toEqual(new Set([true, false]));
  });

  it('knows what survives a collection', () => {
    const info = infoOf(edition);
    const told: unknown[] = [];
    fc.assert(
      fc.property(
        fc.subarray([0, 1, 2, 3]),
        fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { maxLength: 10 }),
        fc.nat(3),
        (forgotten, references, turn) => {
          const heap = Heap.open(edition, 'aligned');
          for (let id = 0; id < 4; id += 1) {
            heap.request({ op: 'new', kind: 'list', id: `n${id}` });
            heap.request({ op: 'ref', from: `n${id}`, to: `n${id}` });
          }
          for (const [from, to] of references) heap.request({ op: 'ref', from: `n${from}`, to: `n${to}` });
          for (const id of forgotten) heap.request({ op: 'root_del', id: `n${id}` });
          const request = { op: 'collect', gen: 2 } as const;
          // Every third question about a collection is about one object.
          const question = questionBefore({ op: 'object', request }, heap, info, 3 * turn + 2);
          const { objects } = heap.objects(99);
          const one = objects.find(({ label }) => question?.ask(en) === en.predict.survives({ name: label ?? '' }));
          expect(one).toBeDefined();
          heap.request(request);
          const lives = heap
            .generations(99)
            .generations.some(({ list }) => list.members.some(({ object }) => object === one?.at));
          expect(answered(heap, question)).toBe(lives ? 'yes' : 'no');
          told.push(lives);
          heap.free();
        },
      ),
      { numRuns: 40, seed: 3 },
    );
    expect(new Set(told)).toEqual(new Set([true, false]));
  });

  it('knows which generation is collected', () => {
    const info = infoOf(edition);
    const told = new Set<unknown>();
    const heap = Heap.open(edition, 'aligned');
    heap.request({ op: 'threshold', t: [2, 1, 1] });
    const counts = () => heap.generations(0).generations.map(({ count }) => count);
    for (let id = 0; id < 60; id += 1) {
      const request = { op: 'new', kind: 'list', id: `n${id}` } as const;
      const question = questionBefore({ op: 'object', request }, heap, info, id);
      const before = counts();
      heap.request(request);
      const after = counts();
      // A collection of a generation sets its count and those of the younger ones to 0; the next one's goes up.
      const collected = after.findLastIndex((count, at) => count < (before[at] ?? 0));
      if (question === undefined) expect(collected).toBe(-1);
      else {
        expect(question.ask(en)).toBe(en.predict.whichGeneration);
        expect(answered(heap, question)).toBe(collected < 0 ? 'none' : String(collected));
        told.add(collected);
      }
    }
    heap.free();
    expect(told.size).toBeGreaterThan(1);
  });
});

describe('a session that asks first', () => {
  it('asks before it allocates, and counts what was right', async () => {
    const session = new Session('cpython-3.10-32', 'aligned');
    await session.allocate(24, 1, false);
    const first = session.selection.block ?? 0;
    session.prediction.turn(true);
    // What makes questions is loaded.
    await new Promise((resolve) => setTimeout(resolve));

    const done = session.allocate(24, 1, false);
    expect(session.prediction.question?.by).toBe('block');
    expect(session.length).toBe(1);
    session.select(first + 24);
    session.prediction.submit();
    await done;
    expect(session.prediction.verdict?.right).toBe(true);
    expect(session.prediction.verdict?.why?.operation).toBe(2);

    const again = session.allocate(24, 1, false);
    session.select(first);
    session.prediction.submit();
    await again;
    expect(session.prediction.verdict?.right).toBe(false);
    expect([session.prediction.right, session.prediction.asked]).toEqual([1, 2]);
  });

  it('shows without an answer, and leaves all as it is when called off', async () => {
    const session = new Session('cpython-3.10-32', 'aligned');
    session.prediction.turn(true);
    // What makes questions is loaded.
    await new Promise((resolve) => setTimeout(resolve));
    const done = session.allocate(600, 1, false);
    session.prediction.show();
    await done;
    expect(session.length).toBe(1);
    expect(session.prediction.verdict?.right).toBeUndefined();
    expect(session.prediction.asked).toBe(0);

    const never = session.allocate(600, 1, false);
    session.prediction.callOff();
    await never;
    expect(session.length).toBe(1);
  });

  it('asks before one steps over an operation of the past', async () => {
    const session = new Session('cpython-3.10-32', 'aligned');
    for (const nbytes of [24, 24]) await session.allocate(nbytes, 1, false);
    const second = session.selection.block ?? 0;
    session.seek(1);
    session.prediction.turn(true);
    // What makes questions is loaded.
    await new Promise((resolve) => setTimeout(resolve));
    session.move('over');
    expect(session.position).toBe(1);
    expect(session.prediction.question?.by).toBe('block');
    session.select(second);
    session.prediction.submit();
    await expect.poll(() => session.prediction.verdict?.right).toBe(true);
    expect(session.position).toBe(2);
  });

  it('asks for gc_refs where subtract_refs begins', async () => {
    const session = new Session('cpython-3.10-32', 'aligned');
    await session.request({ op: 'new', kind: 'list', id: 'a' });
    await session.request({ op: 'ref', from: 'a', to: 'a' });
    await session.request({ op: 'collect', gen: 2 });
    const operation = session.length;
    const marks = session.heap.explain(operation, 0, 10_000).steps;
    const start = marks.find(({ event }) => event.kind === 'PhaseStarted' && event.phase === 'subtract_refs');
    session.stepTo(operation, start?.mark ?? 0);
    session.prediction.turn(true);
    // What makes questions is loaded.
    await new Promise((resolve) => setTimeout(resolve));
    session.move('over');
    const { question } = session.prediction;
    expect(question?.ask(en)).toBe(en.predict.gcRefs({ name: 'a', refs: 2 }));
    session.prediction.choose('1');
    await expect.poll(() => session.prediction.verdict?.right).toBe(true);
    expect(session.inside?.mark).toBeGreaterThan(start?.mark ?? 0);
  });

  it('drops a question when one goes elsewhere', async () => {
    const session = new Session('cpython-3.10-32', 'aligned');
    await session.allocate(24, 1, false);
    session.prediction.turn(true);
    // What makes questions is loaded.
    await new Promise((resolve) => setTimeout(resolve));
    const never = session.allocate(24, 1, false);
    session.seek(0);
    await never;
    expect(session.prediction.question).toBeUndefined();
    expect(session.length).toBe(1);
  });
});

it('takes an object back that is chosen twice', () => {
  expect(toggled([1, 2], 2)).toEqual([1]);
  expect(toggled([1], 2)).toEqual([1, 2]);
  expect(isRight([1, 2], [2, 1])).toBe(true);
  expect(isRight([1], [2, 1])).toBe(false);
});
