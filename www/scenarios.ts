// Ready scenarios: short programs of allocations that lead to something worth seeing.
// Each goes on from the heap as it is, and takes every number from the edition.

import { type Hands, type Steps } from './actions.ts';
import { type EditionInfo } from './generated/EditionInfo.ts';
import { type PoolView } from './generated/PoolView.ts';
import { seededRandom } from './random.ts';

export interface Scenario {
  readonly id: string;
  readonly name: string;
  describe(edition: EditionInfo): string;
  steps(seed: number): Steps;
}

/** A size that leaves a pool's blocks large enough to be read. */
const READABLE = 64;

const CHURN_OPERATIONS = 5_000;
const CHURN_LIVE = 1_000;

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

function* emptyPool(hands: Hands): Generator<number, void> {
  const chosen = hands.shownPool === undefined ? undefined : poolOf(hands, hands.shownPool);
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

export const scenarios: readonly Scenario[] = [
  {
    id: 'fill-pool',
    name: 'Fill a pool',
    describe: (edition) =>
      `Allocates blocks of ${READABLE} bytes until their pool is full: ${blocksInPool(edition, READABLE)} in a new pool. ` +
      'The full pool leaves usedpools.',
    steps: () => fillPool,
  },
  {
    id: 'empty-pool',
    name: 'Empty a full pool',
    describe: () =>
      'Frees every block of the chosen pool (or of one that it fills first): the first free brings the pool back ' +
      'into usedpools, the last puts it on freepools.',
    steps: () => emptyPool,
  },
  {
    id: 'fill-arena',
    name: 'Fill an arena',
    describe: (edition) =>
      `Allocates blocks of ${edition.smallRequestThreshold} bytes until an arena has no pool left: ` +
      `${edition.poolsInArena} pools of ${blocksInPool(edition, edition.smallRequestThreshold)} blocks in a new, aligned one.`,
    steps: () => (hands) => fillArena(hands, () => true),
  },
  {
    id: 'double-arenas',
    name: `The 17th arena doubles arenas[]`,
    describe: (edition) =>
      `Fills arenas until arenas[] has no room: the array starts with ${edition.initialArenaObjects} objects, so arena ` +
      `${edition.initialArenaObjects + 1} makes CPython reallocate it, twice as long.`,
    steps: () => doubleArenas,
  },
  {
    id: 'hold-arena',
    name: 'One block holds an arena',
    describe: (edition) =>
      `Fills a new arena, then frees all of these blocks but one: that block keeps ${edition.arenaSize / 1024} KiB ` +
      'from going back to the system.',
    steps: () => holdArena,
  },
  {
    id: 'churn',
    name: 'Churn',
    describe: () =>
      `${CHURN_OPERATIONS.toLocaleString('en')} requests and frees of many sizes in random order (the seed is under ` +
      `Free): free lists become tangled, as in a long-running program.`,
    steps: (seed) => (hands) => churn(hands, seededRandom(seed)),
  },
];
