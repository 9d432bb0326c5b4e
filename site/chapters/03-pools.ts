// A pool's life: carving, the free list, full, empty, taken again.

import { type Views } from '../../www/embed/views.ts';
import { defineChapter, type Facts } from '../chapter.ts';
import { stepped } from '../figures.ts';
import { blockOf, poolOf, valueOf, wordAt } from '../reading.ts';

const REQUEST = 500;
const OTHER_REQUEST = 100;
const LARGEST = 512;
/** As many blocks of that size as a pool of the usual edition holds. */
const IN_POOL = 8;
const MORE = 3;

const ARROW = ' → ';

function header(heap: Views, index = 0): Facts {
  const pool = poolOf(heap, index);
  const { header, szidx, size, blocks, state } = pool;
  return {
    count: valueOf(header, 'ref.count'),
    nextoffset: pool.nextoffset,
    maxnextoffset: pool.maxnextoffset,
    freeblock: valueOf(header, 'freeblock'),
    nextpool: valueOf(header, 'nextpool'),
    arenaindex: valueOf(header, 'arenaindex'),
    szidx: szidx ?? 0,
    size,
    blocks: blocks.length,
    untouched: blocks.filter((block) => block === 'untouched').length,
    state,
    chain: [...pool.freeblocks, 'NULL'].join(ARROW),
    head: pool.freeblocks[0] ?? 0,
    tail: pool.tail,
    at: pool.at,
  };
}

export default defineChapter({
  figures: {
    first: { view: 'pool', program: `a = malloc(${REQUEST})` },
    life: {
      view: 'pool',
      ...stepped,
      height: 720,
      step: '2',
      program: [
        `blocks = [malloc(${REQUEST}) for i in range(${IN_POOL})]`,
        'free(blocks[2])',
        'free(blocks[7])',
        'free(blocks[0])',
        `a = malloc(${REQUEST})`,
        `b = malloc(${REQUEST})`,
      ].join('\n'),
    },
    chain: {
      view: 'pool',
      heap: 'chain',
      ...stepped,
      step: 'L4',
      program: [
        `blocks = [malloc(${REQUEST}) for i in range(${IN_POOL})]`,
        'free(blocks[2])',
        'free(blocks[7])',
        'free(blocks[0])',
        `a = malloc(${REQUEST})`,
        `b = malloc(${REQUEST})`,
      ].join('\n'),
    },
    chainBytes: { view: 'bytes', heap: 'chain', controls: 'none' },
    again: {
      view: 'pool',
      ...stepped,
      height: 720,
      step: 'L3',
      program: [
        `a = malloc(${REQUEST})`,
        `b = malloc(${REQUEST})`,
        'free(a)',
        'free(b)',
        `c = malloc(${REQUEST})`,
        'free(c)',
        `d = malloc(${OTHER_REQUEST})`,
      ].join('\n'),
    },
    wide: {
      view: 'pool',
      ...stepped,
      edition: 'cpython-3.10-64',
      program: `a = malloc(${LARGEST})\nb = malloc(1)`,
      step: 'L1',
    },
    toEmpty: {
      view: 'usedpools pool',
      controls: 'free undo step legend',
      program: [
        `blocks = [malloc(${REQUEST}) for i in range(${IN_POOL + MORE})]`,
        'free(blocks[1])',
        'free(blocks[4])',
      ].join('\n'),
    },
  },
  steps: {
    begin: { figure: 'first', step: 'L1', facts: header },
    second: { figure: 'life', step: '2', facts: header },
    lastCarved: { figure: 'life', step: '7', facts: header },
    full: { figure: 'life', step: '8', facts: header },
    back: { figure: 'life', step: 'L2' },
    takenFirst: { figure: 'life', step: 'L5' },
    linked: { figure: 'chain', step: '9.6', facts: header },
    freed: { figure: 'chain', step: 'L2', facts: header },
    three: { figure: 'chain', step: 'L4', facts: header },
    threeBytes: {
      figure: 'chainBytes',
      step: 'L4',
      facts: (heap) => {
        const pool = poolOf(heap);
        const [first = 0, second = 0] = pool.freeblocks;
        const at = blockOf(pool, first);
        return { first, second, at, holds: wordAt(heap, at, 4), target: blockOf(pool, second) };
      },
    },
    reused: { figure: 'chain', step: 'L5', facts: header },
    reusedAgain: { figure: 'chain', step: 'L6', facts: header },
    emptied: {
      figure: 'again',
      step: 'L4',
      facts: (heap) => ({ ...header(heap), freepools: heap.arena(0).freepools.length }),
    },
    sameClass: { figure: 'again', step: 'L5', facts: header },
    otherClass: { figure: 'again', step: 'L7', facts: header },
    wide: { figure: 'wide', step: 'L1', facts: header },
    smallest: { figure: 'wide', step: 'L2', facts: (heap) => header(heap, 1) },
  },
  facts: ({ editions }) => {
    const { poolSize, poolOverhead } = editions['cpython-3.10-32'];
    const wide = editions['cpython-3.10-64'];
    const room = poolSize - poolOverhead;
    return {
      request: REQUEST,
      otherRequest: OTHER_REQUEST,
      largest: LARGEST,
      poolSize,
      poolSize64: wide.poolSize,
      overhead: poolOverhead,
      overhead64: wide.poolOverhead,
      blocksThere: Math.floor(room / LARGEST),
      tailThere: room % LARGEST,
    };
  },
  tasks: {
    emptyPool: {
      figure: 'toEmpty',
      done: (heap, { length, begun }) => length - begun <= MORE && someEmpty(heap),
      failed: (heap, { length, begun }) => length - begun >= MORE && !someEmpty(heap),
      sees: (heap, { length, begun }) => ({ frees: [length - begun, MORE], inUse: fewestInUse(heap) }),
    },
  },
});

/** Of the pools that have held a block, in the one that has the fewest. */
function fewestInUse(heap: Views): number {
  return Math.min(...heap.arena(0).pools.flatMap(({ szidx, count }) => (szidx === null ? [] : [count])));
}

function someEmpty(heap: Views): boolean {
  return heap.arena(0).pools.some(({ state }) => state === 'empty');
}
