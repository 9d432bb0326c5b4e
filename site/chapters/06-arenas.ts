// arenas[]: growing, the two lists of arena objects, the order of usable arenas, and when an arena goes back.

import { type Views } from '../../www/embed/views.ts';
import { defineChapter, type Facts } from '../chapter.ts';
import { stepped } from '../figures.ts';

const LARGEST = 512;
const SMALL = 8;
/** Blocks of the largest class in an arena of the usual edition, and in one of its pools. */
const IN_ARENA = 448;
const IN_POOL = 7;
const FIRST_ARENAS = 16;
/** Pools that arenas 0, 1 and 2 get back. */
const BACK = [5, 2, 9] as const;
/** Blocks that hold an arena at its beginning and at its end, and blocks of the other arena. */
const HOLD = 2;
const OTHER = 1;

const ARROW = ' → ';
const COMMA = ', ';

function books(heap: Views): Facts {
  const { at, maxarenas, arenas, unused, usable, nfp2lasta } = heap.arenas();
  const count = (state: (typeof arenas)[number]['state']): number => arenas.filter((one) => one.state === state).length;
  const { narenas, narenasHighwater, blocks, arenaBytes, allocatedBytes } = heap.stats();
  const lasta = nfp2lasta.map(({ nfreepools, arena }) => `nfp2lasta[${nfreepools}]${ARROW}arenas[${arena}]`);
  return {
    at,
    maxarenas,
    associated: maxarenas - count('unassociated'),
    full: count('full'),
    unused: unused.length,
    firstUnused: unused[0] ?? 0,
    usable: usable.length,
    order: [...usable, 'NULL'].join(ARROW),
    free: usable.map((index) => arenas[index]?.nfreepools ?? 0).join(COMMA) || '–',
    front: usable[0] ?? 0,
    last: usable.at(-1) ?? 0,
    firstLasta: lasta[0] ?? '–',
    secondLasta: lasta[1] ?? '–',
    thirdLasta: lasta[2] ?? '–',
    nfreepools: arenas[0]?.nfreepools ?? 0,
    address: arenas[0]?.address ?? 0,
    narenas,
    highwater: narenasHighwater ?? 0,
    blocks,
    arenaBytes,
    allocatedBytes,
  };
}

function freePools(arena: number, pools: number): string {
  const from = arena * IN_ARENA;
  return `for b in blocks[${from}:${from + pools * IN_POOL}]: free(b)`;
}

const AND_BACK = `a = malloc(${SMALL})\nfree(a)\nb = malloc(${SMALL})`;

export default defineChapter({
  figures: {
    growing: {
      view: 'arenas',
      ...stepped,
      height: 840,
      program: [
        `a = malloc(${LARGEST})`,
        `for i in range(${FIRST_ARENAS * IN_ARENA - 1}): malloc(${LARGEST})`,
        `b = malloc(${LARGEST})`,
      ].join('\n'),
      step: 'L1',
    },
    order: {
      view: 'arenas',
      ...stepped,
      height: 840,
      program: [
        `blocks = [malloc(${LARGEST}) for i in range(${BACK.length * IN_ARENA})]`,
        ...BACK.map((pools, arena) => freePools(arena, pools)),
        `a = malloc(${SMALL})`,
      ].join('\n'),
      step: 'L1',
    },
    held: {
      view: 'arenas',
      heap: 'held',
      ...stepped,
      height: 720,
      program: [
        `blocks = [malloc(${LARGEST}) for i in range(${IN_ARENA + 1})]`,
        `for b in blocks[:${IN_ARENA - 1}]: free(b)`,
        `free(blocks[${IN_ARENA - 1}])`,
      ].join('\n'),
      step: 'L2',
    },
    heldArena: { view: 'arena', heap: 'held', height: 600, controls: 'none' },
    now: { view: 'arenas', ...stepped, height: 680, program: AND_BACK, step: 'L2' },
    then: { view: 'arenas', ...stepped, height: 680, edition: 'cpython-2.7-32', program: AND_BACK, step: 'L2' },
    toRelease: {
      view: 'arenas arena pool',
      height: 800,
      controls: 'free undo step legend',
      program: [
        `blocks = [malloc(${LARGEST}) for i in range(${IN_ARENA + OTHER})]`,
        `for b in blocks[${HOLD}:${IN_ARENA - HOLD}]: free(b)`,
      ].join('\n'),
    },
  },
  steps: {
    first: { figure: 'growing', step: 'L1', facts: books },
    all: { figure: 'growing', step: 'L2', facts: books },
    doubled: { figure: 'growing', step: 'L3', facts: books },
    allFull: { figure: 'order', step: 'L1', facts: books },
    oneBack: { figure: 'order', step: 'L2', facts: books },
    twoBack: { figure: 'order', step: 'L3', facts: books },
    threeBack: { figure: 'order', step: 'L4', facts: books },
    taken: { figure: 'order', step: 'L5', facts: books },
    held: { figure: 'held', step: 'L2', facts: books },
    released: { figure: 'held', step: 'L3', facts: books },
    kept: { figure: 'now', step: 'L2', facts: books },
    given: { figure: 'then', step: 'L2', facts: books },
    askedAgain: { figure: 'then', step: 'L3', facts: books },
  },
  facts: ({ editions }) => {
    const { initialArenaObjects, arenaSize, arenaObjectSize, poolsInArena } = editions['cpython-3.10-32'];
    return { initialArenaObjects, arenaSize, arenaObjectSize, poolsInArena, largest: LARGEST, small: SMALL };
  },
  tasks: {
    goesBack: {
      figure: 'toRelease',
      done: (heap, { length, begun }) => length - begun <= 2 * HOLD && heap.stats().narenas === 1,
      failed: (heap, { length, begun }) => length - begun >= 2 * HOLD && heap.stats().narenas !== 1,
      sees: (heap, { length, begun }) => ({ frees: [length - begun, 2 * HOLD], arenas: heap.stats().narenas }),
    },
  },
});
