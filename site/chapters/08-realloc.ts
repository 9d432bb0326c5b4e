// What chapter 8 has in every language: blocks that stay, move and change hands when their size is to be another.

import { type Views } from '../../www/embed/views.ts';
import { type LiveBlock } from '../../www/generated/LiveBlock.ts';
import { defineChapter } from '../chapter.ts';
import { stepped } from '../figures.ts';
import { objectCalled, sure } from '../look.ts';
import { there } from '../reading.ts';

/** A block of this size moves when it is asked to lose a quarter, and not before. */
const ASKED = 64;
const MOVES = (ASKED * 3) / 4;
const STAYS = MOVES + 1;
const GROWS = 200;
/** The largest request of the smallest class that is too small for it. */
const tooSmall = (alignment: number): number => Math.floor((alignment * 3) / 4);
const SMALLEST = tooSmall(8);

const LARGE = 600;
const SHRUNK = 100;

/** Bytes of a pointer in the edition of the figures. */
const POINTER = 4;

const ITEMS = 5;
const ITEM_SIZE = 7;

function blocks(heap: Views): LiveBlock[] {
  return Array.from(heap.liveBlocks(), (address) => there(heap.liveBlock(address), 'a block'));
}

function onlyBlock(heap: Views): LiveBlock {
  const [block, ...more] = blocks(heap);
  sure(more.length === 0, 'there is one block');
  return there(block, 'a block');
}

/** The array of the list `l`. */
function items(heap: Views): LiveBlock {
  const part = objectCalled(heap, 'l').parts.find(({ field }) => field === 'ob_item');
  return there(heap.liveBlock(there(part, 'ob_item').at), 'the array');
}

export default defineChapter({
  figures: {
    rule: {
      view: 'explain',
      ...stepped,
      height: 560,
      heap: 'one',
      program: `a = malloc(${ASKED})
a = realloc(a, ${STAYS})
a = realloc(a, ${MOVES})
a = realloc(a, ${GROWS})`,
      step: '2.6',
    },
    block: { view: 'pool', heap: 'one' },
    smallest: {
      view: 'pool',
      program: `a = malloc(${SMALLEST})
a = realloc(a, ${SMALLEST})
a = realloc(a, ${SMALLEST + 1})`,
    },
    raw: {
      view: 'layers',
      program: `a = malloc(${LARGE})
a = realloc(a, ${SHRUNK})
b = malloc(24)
b = realloc(b, 0)
b = realloc(b, ${SHRUNK})`,
      step: 'L2',
    },
    zeroed: {
      view: 'bytes',
      program: `s = 'what was here!!'
del s
a = calloc(${ITEMS}, ${ITEM_SIZE})`,
    },
    array: {
      view: 'size-classes',
      program: `x = []
l = []
for i in range(17):
    l.append(x)`,
    },
  },
  steps: {
    begun: {
      figure: 'rule',
      step: 'L1',
      facts: (heap) => ({ at: onlyBlock(heap).addr, size: onlyBlock(heap).size }),
    },
    stays: { figure: 'rule', step: '2.6', facts: (heap) => ({ at: onlyBlock(heap).addr }) },
    both: {
      figure: 'block',
      step: '3.17',
      facts: (heap) => {
        const live = blocks(heap);
        return { blocks: live.length, bytes: live.reduce((sum, { size }) => sum + size, 0) };
      },
    },
    moved: {
      figure: 'block',
      step: 'L3',
      facts: (heap) => ({ at: onlyBlock(heap).addr, size: onlyBlock(heap).size }),
    },
    grown: { figure: 'block', step: 'L4', facts: (heap) => ({ at: onlyBlock(heap).addr }) },
    tiny: {
      figure: 'smallest',
      step: 'L1',
      facts: (heap) => ({ at: onlyBlock(heap).addr, size: onlyBlock(heap).size }),
    },
    again: {
      figure: 'smallest',
      step: 'L2',
      facts: (heap) => ({ at: onlyBlock(heap).addr, size: onlyBlock(heap).size }),
    },
    fits: { figure: 'smallest', step: 'L3', facts: (heap) => ({ at: onlyBlock(heap).addr }) },
    large: {
      figure: 'raw',
      step: 'L1',
      facts: (heap) => {
        sure(onlyBlock(heap).szidx === null, 'the C library has it');
        return { at: onlyBlock(heap).addr };
      },
    },
    shrunk: {
      figure: 'raw',
      step: 'L2',
      facts: (heap) => {
        sure(onlyBlock(heap).szidx === null, 'the C library has it still');
        return { at: onlyBlock(heap).addr };
      },
    },
    nothing: {
      figure: 'raw',
      step: 'L4',
      facts: (heap) => {
        sure(
          blocks(heap).every(({ szidx }) => szidx === null),
          'the C library has both',
        );
        return { raw: heap.stats().rawBlocks };
      },
    },
    back: {
      figure: 'raw',
      step: 'L5',
      facts: (heap) => ({
        raw: heap.stats().rawBlocks,
        pymalloc: blocks(heap).filter(({ szidx }) => szidx !== null).length,
      }),
    },
    stale: {
      figure: 'zeroed',
      step: 'L3',
      facts: (heap) => {
        const { addr, size } = onlyBlock(heap);
        const asked = ITEMS * ITEM_SIZE;
        sure(
          heap.bytes(addr, asked).every((byte) => byte === 0),
          'what was asked for is 0',
        );
        const old = new TextDecoder().decode(heap.bytes(addr + asked, size - asked)).replace(/\0+$/, '');
        return { size, asked, rest: size - asked, old };
      },
    },
    empty: {
      figure: 'array',
      step: '3',
      facts: (heap) => ({ bytes: items(heap).size, room: items(heap).size / POINTER, at: items(heap).addr }),
    },
    fourth: { figure: 'array', step: '6', facts: (heap) => ({ at: items(heap).addr }) },
    fifth: {
      figure: 'array',
      step: '7',
      facts: (heap) => ({ bytes: items(heap).size, at: items(heap).addr }),
    },
    last: {
      figure: 'array',
      step: '19',
      facts: (heap) => ({ bytes: items(heap).size, items: objectCalled(heap, 'l').len ?? 0 }),
    },
  },
  facts: ({ editions }) => ({
    asked: ASKED,
    stays: STAYS,
    moves: MOVES,
    grows: GROWS,
    smallest: SMALLEST,
    fits: SMALLEST + 1,
    alignment: editions['cpython-3.10-64'].alignment,
    wide: tooSmall(editions['cpython-3.10-64'].alignment),
    large: LARGE,
    shrunk: SHRUNK,
    threshold: editions['cpython-3.10-32'].smallRequestThreshold,
    items: ITEMS,
    itemSize: ITEM_SIZE,
  }),
  tasks: {},
});
