// Each step of real operations, in all editions, happens on exactly one line of the outline of its function.

import { beforeAll, describe, expect, it } from 'vitest';

import { startCoreInNode } from '../../tests/core-in-node.ts';
import { Heap, editions, HeapFailure } from '../core.ts';
import { eventSamples } from '../fixtures/event-samples.ts';
import { type EditionInfo } from '../generated/EditionInfo.ts';
import { type Edition } from '../generated/Edition.ts';
import { type NewKind } from '../generated/NewKind.ts';
import { type Request } from '../generated/Request.ts';
import { type Event } from '../generated/Event.ts';
import { type Step } from '../generated/Step.ts';
import { seededRandom } from '../random.ts';
import { outlineOf } from './index.ts';
import { calledBy, keyOf, linesAt, linesOf } from './outline.ts';

beforeAll(startCoreInNode);

const names = ['cpython-2.7-32', 'cpython-3.9-64', 'cpython-3.10-32', 'cpython-3.10-64'] as const;
const MARKS = 4_000;

/** A random whole number below a bound. */
type Below = (bound: number) => number;

function belowOf(seed: number): Below {
  const random = seededRandom(seed);
  return (bound) => Math.floor(bound * random());
}

function infoOf(edition: Edition): EditionInfo {
  const found = editions().find((info) => info.edition === edition);
  if (found === undefined) throw new Error(`no edition ${edition}`);
  return found;
}

/** Carries out what can be, and tells the steps of it. */
function* stepsOf(heap: Heap, operate: () => void): Generator<Step> {
  const before = heap.operations;
  try {
    operate();
  } catch (error) {
    if (!(error instanceof HeapFailure)) throw error;
  }
  for (let operation = before + 1; operation <= heap.operations; operation += 1) {
    yield* heap.explain(operation, 0, MARKS).steps;
  }
}

/** What an allocator meets: all sizes, arenas that fill and empty, limits, blocks that move. */
function* allocatorSteps(edition: Edition, seed: number): Generator<Step> {
  for (const alignment of ['aligned', 'unaligned'] as const) {
    const heap = Heap.open(edition, alignment);
    const below = belowOf(seed);
    const blocks: number[] = [];
    const take = () => blocks.splice(below(blocks.length), 1)[0] ?? 0;
    for (let round = 0; round < 700; round += 1) {
      const nbytes = below(20) === 0 ? below(3000) : ([0, 8, 24, 500, 512, 513][below(6)] ?? 8);
      yield* stepsOf(heap, () => {
        const chance = below(10);
        if (round === 600) heap.setLimits(below(3) + 1, 0);
        else if (chance < 5) blocks.push(heap.malloc(nbytes));
        else if (chance < 6) blocks.push(heap.calloc(3, nbytes));
        else if (chance < 8) blocks.push(heap.realloc(take(), nbytes));
        else heap.freeBlock(take());
      });
    }
    for (let many = 0; many < 3000; many += 1) blocks.push(heap.malloc(500));
    yield* stepsOf(heap, () => heap.malloc(2 ** 40));
    while (blocks.length > 0) {
      yield* stepsOf(heap, () => {
        heap.freeBlock(take());
      });
    }
    heap.free();
  }
}

const kinds: readonly NewKind[] = [
  'int',
  'float',
  'str',
  'leaf',
  'tuple',
  'list',
  'dict',
  'set',
  'node',
  'fin',
  'legacy',
  'instance',
  'instance_fin',
  'instance_legacy',
];

/** A program over a few names: objects of all kinds that refer to one another, lose names, and are collected. */
function request(below: Below, round: number): Request {
  const id = `n${below(9)}`;
  const to = `n${below(9)}`;
  const key = below(3);
  switch (below(16)) {
    case 0:
      return { op: 'unref', from: id, to };
    case 1:
      return { op: 'root_del', id };
    case 2:
      return { op: 'weakref', id: `w${round}`, to, cb: below(2) === 0 };
    case 3:
      return { op: 'collect', gen: below(3) };
    case 4:
      return { op: 'set_item', of: id, key, to };
    case 5:
      return { op: 'del_item', of: id, key };
    case 6:
      return { op: 'bind', name: id, to };
    case 7:
      return { op: 'set_item', of: id, key: `a${below(3)}`, to };
    case 8:
    case 9:
    case 10:
      return { op: 'ref', from: id, to };
    default: {
      const kind = kinds[below(kinds.length)] ?? 'list';
      const made = `o${round}`;
      const on_fin =
        kind.includes('fin') || kind.includes('legacy') ? { on_fin: [{ op: 'root_add' as const, id: made }] } : {};
      return { op: 'new', kind, id: made, ...on_fin };
    }
  }
}

function* objectSteps(edition: Edition, seed: number): Generator<Step> {
  const heap = Heap.open(edition, 'aligned');
  const below = belowOf(seed);
  const requests: Request[] = [{ op: 'threshold', t: [6, 2, 2] }];
  for (let round = 0; round < 900; round += 1) {
    const next = request(below, round);
    requests.push(next);
    if (next.op === 'new')
      requests.push({ op: 'bind', name: `n${below(9)}`, to: next.id }, { op: 'root_del', id: next.id });
  }
  for (const one of requests) yield* stepsOf(heap, () => heap.request(one));
  heap.free();
}

interface Happened {
  readonly function: string;
  readonly event: Event;
}

/** What happened in an edition, once each: the samples, and runs of both kinds. */
function happenedIn(edition: Edition): Happened[] {
  const found = new Map<string, Happened>();
  const samples = eventSamples.filter((sample) => sample.edition === edition);
  for (const steps of [samples, allocatorSteps(edition, 1), objectSteps(edition, 2)]) {
    for (const step of steps) found.set(`${step.function} ${keyOf(step.event) ?? ''}`, step);
  }
  return [...found.values()];
}

const partsOf = (name: string, edition: EditionInfo) => outlineOf(name, edition) ?? [];

describe.each(names)('%s', (edition) => {
  it('has one line for each step, in the outline of its function', () => {
    const info = infoOf(edition);
    const strays = happenedIn(edition).filter(
      ({ function: name, event }) =>
        outlineOf(name, info) === undefined ||
        (event.kind !== 'Call' && linesAt(partsOf(name, info), event).length !== 1),
    );
    expect(strays.map(({ function: name, event }) => `${name}: ${event.kind}`)).toEqual([]);
  });

  it('calls only what has an outline', () => {
    const info = infoOf(edition);
    const functions = new Set(happenedIn(edition).map(({ function: name }) => name));
    const called = [...functions].flatMap((name) =>
      linesOf(partsOf(name, info)).flatMap((line) => calledBy(line) ?? []),
    );
    expect(called.filter((name) => outlineOf(name, info) === undefined)).toEqual([]);
  });
});
