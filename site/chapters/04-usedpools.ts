// usedpools[]: the rings of used pools, their heads, and the order in which pools stand.

import { type Views } from '../../www/embed/views.ts';
import { defineChapter, type Facts } from '../chapter.ts';
import { stepped } from '../figures.ts';
import { poolOf, ringOf, valueOf, wordAt } from '../reading.ts';

const WORD = 4;
const REQUEST = 10;
const SZIDX = 1;
/** Where the ring of that class goes on. */
const SLOT = `usedpools[${2 * SZIDX}]`;
const LARGEST = 512;
const LAST = 63;
/** Blocks of the largest class in a pool of the usual edition, and pools of the ring. */
const IN_POOL = 7;
const POOLS = 3;
const ARROW = ' → ';

const FILL = `blocks = [malloc(${LARGEST}) for i in range(${POOLS * IN_POOL})]`;

/** Two classes beside each other, as words of the array. */
function slots(heap: Views): Facts {
  const { at, entries } = heap.usedpools();
  const { sentinel, next, prev, pools } = ringOf(heap, SZIDX);
  return {
    at,
    slots: 2 * entries.length,
    slot: 2 * SZIDX,
    prevSlot: 2 * SZIDX + 1,
    szidx: SZIDX,
    sentinel,
    nextAt: next.at,
    nextHolds: wordAt(heap, next.at, WORD),
    prevAt: prev.at,
    prevHolds: wordAt(heap, prev.at, WORD),
    throughNext: wordAt(heap, sentinel + 2 * WORD, WORD),
    below: next.at - sentinel,
    pools,
  };
}

function linked(heap: Views): Facts {
  const pool = poolOf(heap);
  return {
    ...slots(heap),
    pool: pool.at,
    nextpool: valueOf(pool.header, 'nextpool'),
    prevpool: valueOf(pool.header, 'prevpool'),
  };
}

/** The ring of the largest class, by the pools' places in the arena. */
function order(heap: Views): Facts {
  const { ring, pools } = ringOf(heap, LAST);
  const { pools: there, allocated, available } = heap.stats().classes[LAST] ?? { pools: 0, allocated: 0, available: 0 };
  return {
    pools,
    there,
    allocated,
    available,
    front: ring[0]?.pool ?? 0,
    order: ring.length === 0 ? '–' : ring.map(({ pool }) => pool).join(ARROW),
  };
}

export default defineChapter({
  figures: {
    empty: { view: 'usedpools bytes', height: 760, controls: 'none', select: SLOT },
    first: {
      view: 'usedpools',
      heap: 'first',
      height: 640,
      ...stepped,
      select: SLOT,
      program: `a = malloc(${REQUEST})`,
      step: '1.4',
    },
    firstBytes: { view: 'bytes', heap: 'first', height: 360, controls: 'none', select: SLOT },
    ring: {
      view: 'usedpools',
      ...stepped,
      height: 760,
      select: `usedpools[${2 * LAST}]`,
      program: [
        FILL,
        'free(blocks[0])',
        'free(blocks[-1])',
        `free(blocks[${IN_POOL}])`,
        `a = malloc(${LARGEST})`,
        `for i in range(1, ${IN_POOL}):`,
        '    free(blocks[i])',
      ].join('\n'),
      step: 'L1',
    },
    toFill: {
      view: 'usedpools',
      program: [FILL, 'free(blocks[0])', 'free(blocks[-1])', `free(blocks[${IN_POOL}])`].join('\n'),
      controls: 'allocate undo step legend',
    },
  },
  steps: {
    nothing: { figure: 'empty', step: '0', facts: slots },
    asked: { figure: 'first', step: '1.4', facts: slots },
    linked: { figure: 'first', step: '1.23', facts: linked },
    allFull: { figure: 'ring', step: 'L1', facts: order },
    one: { figure: 'ring', step: 'L2', facts: order },
    three: { figure: 'ring', step: 'L4', facts: order },
    fullAgain: { figure: 'ring', step: 'L5', facts: order },
    emptied: { figure: 'ring', step: 'L6', facts: order },
  },
  facts: ({ editions }) => ({
    request: REQUEST,
    largest: LARGEST,
    last: LAST,
    classes: editions['cpython-3.10-32'].sizeClasses,
  }),
  tasks: {
    emptyRing: {
      figure: 'toFill',
      done: (heap) => ringOf(heap, LAST).pools === 0 && heap.stats().classes[LAST]?.pools === POOLS,
      failed: (heap) => heap.stats().classes[LAST]?.pools !== POOLS,
      sees: (heap) => ({
        ring: ringOf(heap, LAST).pools,
        pools: [heap.stats().classes[LAST]?.pools ?? 0, POOLS],
      }),
    },
  },
});
