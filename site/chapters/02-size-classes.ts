// Size classes: from a request to a block, where the smallest and the largest requests go, what rounding up costs.

import { type Views } from '../../www/embed/views.ts';
import { type EditionInfo } from '../../www/generated/EditionInfo.ts';
import { type SizeClassRow } from '../../www/generated/SizeClassRow.ts';
import { defineChapter, type Facts } from '../chapter.ts';
import { stepped } from '../figures.ts';
import { there } from '../reading.ts';

const REQUEST = 28;
const SMALLER = 20;
const LARGEST = 512;
const CLASSES = 64;
const DISTANCE = 8;
/** The largest requests of the classes that are compared: the first few, and the last. */
const COMPARED = [1, 2, 3, 4, CLASSES].map((classes) => classes * DISTANCE);

function rowOf(heap: Views, nbytes: number): SizeClassRow {
  return there(
    heap.stats().classes.find(({ min, max }) => min <= nbytes && nbytes <= max),
    `class for ${nbytes} bytes`,
  );
}

/** Where requests of a size went. */
function served(nbytes: number) {
  return (heap: Views): Facts => {
    const { szidx, min, max, pools, allocated, available } = rowOf(heap, nbytes);
    const { blocks, rawBlocks } = heap.stats();
    return { szidx, min, size: max, pools, allocated, available, lost: max - nbytes, blocks, rawBlocks };
  };
}

function use(heap: Views): Facts {
  const { blocks, narenas, arenaBytes, allocatedBytes, availableBytes, freePools, headerBytes, quantizationBytes } =
    heap.stats();
  const pools = heap.stats().classes.reduce((sum, row) => sum + row.pools, 0);
  return {
    blocks,
    narenas,
    arenaBytes,
    allocatedBytes,
    availableBytes,
    freePools,
    headerBytes,
    quantizationBytes,
    pools,
  };
}

function classOf(nbytes: number, { alignmentShift }: EditionInfo): { readonly szidx: number; readonly block: number } {
  const szidx = (nbytes - 1) >> alignmentShift;
  return { szidx, block: (szidx + 1) << alignmentShift };
}

/** The same requests at both distances, by the numbers of their rows. */
function compared(narrow: EditionInfo, wide: EditionInfo): Facts {
  return Object.fromEntries(
    COMPARED.flatMap((most, row) => {
      const [own, other] = [classOf(most, narrow), classOf(most, wide)];
      return [
        [`from${row}`, most - narrow.alignment + 1],
        [`to${row}`, most],
        [`block${row}`, own.block],
        [`szidx${row}`, own.szidx],
        [`wideBlock${row}`, other.block],
        [`wideSzidx${row}`, other.szidx],
      ];
    }),
  );
}

export default defineChapter({
  figures: {
    eight: {
      view: 'size-classes',
      height: 800,
      program: [`a = malloc(${REQUEST})`, `b = malloc(${SMALLER})`, `c = malloc(${SMALLER + 1})`].join('\n'),
      step: 'L1',
    },
    shift: { view: 'arithmetic', ...stepped, step: '1.4', program: `a = malloc(${REQUEST})` },
    sixteen: {
      view: 'size-classes',
      ...stepped,
      height: 760,
      edition: 'cpython-3.10-64',
      program: [`a = malloc(${REQUEST})`, `b = malloc(${SMALLER})`, `c = malloc(1)`].join('\n'),
      step: 'L1',
    },
    edges: {
      view: 'size-classes',
      ...stepped,
      height: 800,
      program: [`a = malloc(${LARGEST})`, `b = malloc(${LARGEST + 1})`, 'c = malloc(0)', 'd = malloc(1)'].join('\n'),
      step: 'L1',
    },
    oneOfEach: {
      view: 'size-classes',
      ...stepped,
      height: 640,
      program: `blocks = [malloc(${DISTANCE} * (i + 1)) for i in range(${CLASSES})]\na = malloc(${LARGEST})`,
    },
  },
  steps: {
    request: { figure: 'eight', step: 'L1', facts: served(REQUEST) },
    smaller: { figure: 'eight', step: 'L2', facts: served(SMALLER) },
    sameClass: { figure: 'eight', step: 'L3', facts: served(SMALLER + 1) },
    computed: { figure: 'shift', step: '1.4' },
    request64: { figure: 'sixteen', step: 'L1', facts: served(REQUEST) },
    smaller64: { figure: 'sixteen', step: 'L2', facts: served(SMALLER) },
    one64: { figure: 'sixteen', step: 'L3', facts: served(1) },
    largest: { figure: 'edges', step: 'L1', facts: served(LARGEST) },
    tooLarge: { figure: 'edges', step: 'L2', facts: served(LARGEST) },
    zero: { figure: 'edges', step: 'L3', facts: served(1) },
    one: { figure: 'edges', step: 'L4', facts: served(1) },
    each: { figure: 'oneOfEach', step: 'L1', facts: use },
    oneMore: { figure: 'oneOfEach', step: 'L2', facts: use },
  },
  facts: ({ editions }) => ({
    request: REQUEST,
    smaller: SMALLER,
    smallerAndOne: SMALLER + 1,
    tooLarge: LARGEST + 1,
    threshold: editions['cpython-3.10-32'].smallRequestThreshold,
    alignment: editions['cpython-3.10-32'].alignment,
    alignment64: editions['cpython-3.10-64'].alignment,
    shift: editions['cpython-3.10-32'].alignmentShift,
    shift64: editions['cpython-3.10-64'].alignmentShift,
    classes: editions['cpython-3.10-32'].sizeClasses,
    classes64: editions['cpython-3.10-64'].sizeClasses,
    ...compared(editions['cpython-3.10-32'], editions['cpython-3.10-64']),
  }),
  tasks: {},
});
