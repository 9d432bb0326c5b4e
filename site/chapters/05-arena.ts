// An arena: carving pools, freepools, what alignment costs, and where its books are kept.

import { type Views } from '../../www/embed/views.ts';
import { defineChapter, type Facts } from '../chapter.ts';
import { stepped } from '../figures.ts';
import { poolsThatAre, there, valueOf } from '../reading.ts';

const LARGEST = 512;
/** Blocks of that size in a pool of the usual edition, and pools in an arena of it. */
const IN_POOL = 7;
const POOLS = 64;
/** A pool in the middle. */
const MIDDLE = 3;
const SMALL = 8;
/** Requests of different classes. */
const MIXED = [24, 100, LARGEST];

const ARROW = ' → ';
/** What the list has to be in the end. */
const WANTED = [0, 2];

function state(heap: Views): Facts {
  const arena = heap.arena(0);
  const { object, pools, freepools, carved, address, lostHead, lostTail } = arena;
  return {
    at: there(heap.arenas().arenas[0], 'arena object').at,
    address,
    pool_address: valueOf(object, 'pool_address'),
    nfreepools: valueOf(object, 'nfreepools'),
    ntotalpools: valueOf(object, 'ntotalpools'),
    freepoolsField: valueOf(object, 'freepools'),
    freepools: [...freepools, 'NULL'].join(ARROW),
    head: freepools[0] ?? 0,
    carved,
    uncarved: pools.length - carved,
    full: poolsThatAre('full', arena),
    used: poolsThatAre('used', arena),
    lostHead,
    lostTail,
    lost: lostHead + lostTail,
    state: arena.state,
  };
}

/** The size classes of the pools that are in use. */
function classes(heap: Views): string {
  return heap
    .arena(0)
    .pools.flatMap(({ szidx, state }) => (state === 'used' ? [szidx ?? 0] : []))
    .join(', ');
}

const FILL = `blocks = [malloc(${LARGEST}) for i in range(${POOLS * IN_POOL})]`;

export default defineChapter({
  figures: {
    mixed: {
      view: 'usedpools',
      heap: 'mixed',
      ...stepped,
      height: 720,
      program: MIXED.map((nbytes) => `malloc(${nbytes})`).join('\n'),
    },
    mixedArena: { view: 'arena', heap: 'mixed', height: 600, controls: 'none' },
    first: { view: 'arena', height: 800, program: `a = malloc(${LARGEST})` },
    life: {
      view: 'arena',
      ...stepped,
      height: 800,
      program: [
        FILL,
        `for b in blocks[${MIDDLE * IN_POOL}:${(MIDDLE + 1) * IN_POOL}]: free(b)`,
        `for b in blocks[${(POOLS - 1) * IN_POOL}:]: free(b)`,
        `a = malloc(${SMALL})`,
        `b = malloc(${LARGEST})`,
      ].join('\n'),
      step: `${IN_POOL + 1}`,
    },
    offset: { view: 'arena', ...stepped, height: 760, arenas: 'unaligned', program: `a = malloc(${LARGEST})` },
    rounding: { view: 'arithmetic', ...stepped, arenas: 'unaligned', program: `a = malloc(${LARGEST})`, step: '1.18' },
    toFree: {
      view: 'arena pool',
      controls: 'free undo step legend',
      program: ['a = malloc(512)', 'b = malloc(256)', 'c = malloc(128)', 'd = malloc(64)'].join('\n'),
    },
  },
  steps: {
    mixed: {
      figure: 'mixed',
      step: `L${MIXED.length}`,
      facts: (heap) => ({ ...state(heap), classes: classes(heap) }),
    },
    begin: { figure: 'first', step: 'L1', facts: state },
    second: { figure: 'life', step: `${IN_POOL + 1}`, facts: state },
    oneLeft: { figure: 'life', step: `${(POOLS - 1) * IN_POOL}`, facts: state },
    full: { figure: 'life', step: 'L1', facts: state },
    middle: { figure: 'life', step: 'L2', facts: state },
    last: { figure: 'life', step: 'L3', facts: state },
    taken: { figure: 'life', step: 'L4', facts: state },
    takenAgain: { figure: 'life', step: 'L5', facts: state },
    unaligned: { figure: 'offset', step: 'L1', facts: state },
    rounded: { figure: 'rounding', step: '1.18' },
  },
  facts: ({ editions }) => {
    const { arenaSize, poolsInArena, poolSize, arenaObjectSize } = editions['cpython-3.10-32'];
    const wide = editions['cpython-3.10-64'];
    return {
      arenaSize,
      poolsInArena,
      poolSize,
      arenaObjectSize,
      arenaSize64: wide.arenaSize,
      poolSize64: wide.poolSize,
      poolsInArena64: wide.poolsInArena,
      largest: LARGEST,
      small: SMALL,
      wantedFirst: there(WANTED[0], 'pool'),
      wantedSecond: there(WANTED[1], 'pool'),
    };
  },
  tasks: {
    order: {
      figure: 'toFree',
      done: (heap) => heap.arena(0).freepools.join() === WANTED.join(),
      failed: (heap) => {
        const { freepools } = heap.arena(0);
        return freepools.length >= WANTED.length && freepools.join() !== WANTED.join();
      },
      sees: (heap) => ({ freepools: [...heap.arena(0).freepools, 'NULL'].join(ARROW) }),
    },
  },
});
