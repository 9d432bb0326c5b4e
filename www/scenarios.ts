// Ready scenarios: short programs of allocations that lead to something worth seeing. Each goes on from the heap as it
// is, and takes every number from the edition. What they are called and what they show is told in locales/.

import { type Hands, type Steps } from './actions.ts';
import { type EditionInfo } from './generated/EditionInfo.ts';
import { type PoolView } from './generated/PoolView.ts';
import { seededRandom } from './random.ts';

export const scenarioIds = [
  'fill-pool',
  'empty-pool',
  'fill-arena',
  'double-arenas',
  'hold-arena',
  'large-heap',
  'churn',
] as const;
export type ScenarioId = (typeof scenarioIds)[number];

/** A size that leaves a pool's blocks large enough to be read. */
const READABLE = 64;

const CHURN_OPERATIONS = 5_000;
const CHURN_LIVE = 1_000;

/** What a large heap comes to, in bytes. */
const LARGE = 64 * 1024 * 1024;
/** One size after the other has so many blocks, as a program has phases. */
const PHASE = 3_000;
/** One of so many blocks outlives its phase. */
const SURVIVORS = 400;

function blocksInPool(edition: EditionInfo, size: number): number {
  return Math.floor((edition.poolSize - edition.poolOverhead) / size);
}

function poolOf(hands: Hands, address: number): PoolView | undefined {
  return 'pool' in hands.heap.locate(address) ? hands.heap.pool(address) : undefined;
}

function allocatedBlocks(pool: PoolView): number[] {
  return pool.blocks.flatMap((state, index) =>
    state === 'allocated' ? [pool.at + pool.first + index * pool.size] : [],
  );
}

/** Allocates until the pool of the first block is full; answers a block of it. */
function* fillPool(hands: Hands): Generator<number, number> {
  const first = hands.malloc(READABLE);
  yield 1;
  const pool = poolOf(hands, first);
  const left = pool === undefined ? 0 : pool.blocks.length - allocatedBlocks(pool).length;
  for (let done = 1; done <= left; done += 1) {
    hands.malloc(READABLE);
    yield done + 1;
  }
  return first;
}

function* emptyPool(hands: Hands, shown: number | undefined): Generator<number, void> {
  const chosen = shown === undefined ? undefined : poolOf(hands, shown);
  const address = chosen?.state === 'full' ? chosen.at : yield* fillPool(hands);
  const pool = poolOf(hands, address);
  if (pool === undefined) return;
  for (const [done, block] of allocatedBlocks(pool).entries()) {
    hands.free(block);
    hands.made = block;
    yield done + 1;
  }
}

/** Where a block stands, and whether its pool is full; nothing where pymalloc declined. */
function pymallocPlace(hands: Hands, address: number): { arena: number; full: boolean } | undefined {
  const pool = poolOf(hands, address);
  return pool && { arena: pool.arena, full: pool.state === 'full' };
}

/**
 * Allocates large blocks until one arena that `suits` is full: no pool left, and no block in its last one.
 * Answers what was allocated; pymalloc may decline before, under a limit.
 */
function* fillArena(hands: Hands, suits: (arena: number) => boolean): Generator<number, number[]> {
  const size = hands.edition.smallRequestThreshold;
  const made: number[] = [];
  let filling: number | undefined;
  for (;;) {
    const address = hands.malloc(size);
    made.push(address);
    yield made.length;
    const place = pymallocPlace(hands, address);
    if (place === undefined) return made;
    if (suits(place.arena)) filling ??= place.arena;
    // The list of arenas is sorted: until the one that is being filled is full, no other serves this size.
    if (filling !== undefined && place.full && hands.heap.arena(filling).state === 'full') return made;
  }
}

function* doubleArenas(hands: Hands): Generator<number, void> {
  const size = hands.edition.smallRequestThreshold;
  const perPool = blocksInPool(hands.edition, size);
  const before = Math.max(hands.heap.arenas().maxarenas, hands.edition.initialArenaObjects);
  for (let done = 1; ; done += 1) {
    const address = hands.malloc(size);
    yield done;
    const newPool = done % perPool === 1 || perPool === 1;
    if (!newPool) continue;
    // Under a limit pymalloc declines, and `arenas[]` would never grow.
    if (hands.heap.locate(address).kind !== 'block') return;
    if (hands.heap.arenas().maxarenas > before) return;
  }
}

function* holdArena(hands: Hands): Generator<number, void> {
  // An arena that is there already may be held by other blocks: a new one is filled.
  const { arenas } = hands.heap.arenas();
  const old = new Set(arenas.filter(({ address }) => address !== 0).map(({ index }) => index));
  const made = yield* fillArena(hands, (arena) => !old.has(arena));
  const held = made.at(-1);
  for (const [done, block] of made.entries()) {
    if (block !== held) hands.free(block);
    yield made.length + done + 1;
  }
  hands.made = held;
}

function* churn(hands: Hands, random: () => number): Generator<number, void> {
  const live: number[] = [];
  for (let done = 1; done <= CHURN_OPERATIONS; done += 1) {
    const victim = Math.floor(random() * live.length);
    const address = live[victim];
    if (address !== undefined && random() * CHURN_LIVE < live.length) {
      const last = live.pop();
      if (last !== undefined && last !== address) live[victim] = last;
      hands.free(address);
    } else {
      // Small sizes are the more frequent ones, as in Python programs.
      const small = random() * random() * hands.edition.smallRequestThreshold;
      live.push(hands.malloc(1 + Math.floor(small)));
    }
    yield done;
  }
}

/**
 * A program with phases: each makes many blocks of one size, and of the first half of them nearly all are freed again.
 * A few survive, and each holds the arena that it is in.
 */
function* largeHeap(hands: Hands, random: () => number): Generator<number, void> {
  const { smallRequestThreshold: largest } = hands.edition;
  const made: number[] = [];
  let done = 0;
  for (let bytes = 0; bytes < LARGE;) {
    const size = Math.ceil(largest / 8 + random() * (largest - largest / 8));
    for (let n = 0; n < PHASE; n += 1) {
      made.push(hands.malloc(size));
      bytes += size;
      yield (done += 1);
    }
  }
  const { made: last } = hands;
  for (const block of made.slice(0, made.length / 2)) {
    if (random() * SURVIVORS < 1) continue;
    hands.free(block);
    yield (done += 1);
  }
  hands.made = last;
}

/** What the texts of scenarios tell of an edition. */
export interface ScenarioNumbers {
  readonly size: number;
  readonly blocks: number;
  readonly largest: number;
  readonly largestBlocks: number;
  readonly pools: number;
  readonly arenaKiB: number;
  readonly arenaObjects: number;
  readonly operations: number;
  readonly largeMiB: number;
}

export function scenarioNumbers(edition: EditionInfo): ScenarioNumbers {
  const { smallRequestThreshold: largest, poolsInArena: pools, initialArenaObjects: arenaObjects } = edition;
  return {
    size: READABLE,
    blocks: blocksInPool(edition, READABLE),
    largest,
    largestBlocks: blocksInPool(edition, largest),
    pools,
    arenaKiB: edition.arenaSize / 1024,
    arenaObjects,
    operations: CHURN_OPERATIONS,
    largeMiB: LARGE / 2 ** 20,
  };
}

/** `pool` is the one that is shown: a scenario may begin with it. */
export function scenarioSteps(id: ScenarioId, seed: number, pool: number | undefined): Steps {
  switch (id) {
    case 'fill-pool':
      return fillPool;
    case 'empty-pool':
      return (hands) => emptyPool(hands, pool);
    case 'fill-arena':
      return (hands) => fillArena(hands, () => true);
    case 'double-arenas':
      return doubleArenas;
    case 'hold-arena':
      return holdArena;
    case 'large-heap':
      return (hands) => largeHeap(hands, seededRandom(seed));
    case 'churn':
      return (hands) => churn(hands, seededRandom(seed));
  }
}
