// What chapter 13 has in every language: one program in four editions, and the numbers of each.

import { type Views } from '../../www/embed/views.ts';
import { type Edition } from '../../www/generated/Edition.ts';
import { type EditionInfo } from '../../www/generated/EditionInfo.ts';
import { defineChapter, type Facts, type Step } from '../chapter.ts';
import { lists, stepped } from '../figures.ts';
import { gcRefs, generation, headOf, kept, objectCalled, sure } from '../look.ts';
import { there } from '../reading.ts';

const REQUEST = 500;
const BLOCKS = 520;

const TRACE = `blocks = [malloc(${REQUEST}) for i in range(${BLOCKS})]
for b in blocks:
    free(b)`;

const OBJECTS = `d = {}
l = []
n = 300
del n`;

const CYCLE = `a = []
a.append(a)
del a
gc.collect()`;

/** What the names of facts end in, for each edition. */
const columns: Readonly<Record<string, Edition>> = {
  Of27: 'cpython-2.7-32',
  Of39: 'cpython-3.9-64',
  Of310: 'cpython-3.10-64',
  Of310On32: 'cpython-3.10-32',
};

/** A row of the table for each. */
function numbers(edition: EditionInfo): Facts {
  return {
    pointer: edition.word,
    alignment: edition.alignment,
    classes: edition.sizeClasses,
    pool: edition.poolSize,
    arena: edition.arenaSize,
    header: edition.poolOverhead,
    arenaObject: edition.arenaObjectSize,
    gcHead: edition.gcHeadSize,
  };
}

/** The size class of the trace. */
function classOf(heap: Views): { readonly block: number; readonly pools: number } {
  const row = there(
    heap.stats().classes.find(({ min, max }) => min <= REQUEST && REQUEST <= max),
    'the class',
  );
  return { block: row.max, pools: row.pools };
}

/** All blocks are allocated. */
function filled(figure: string): Step {
  return {
    figure,
    step: 'L1',
    facts: (heap) => ({ ...classOf(heap), arenas: heap.stats().narenas, bytes: heap.stats().arenaBytes }),
  };
}

/** All of them are freed again. */
function freed(figure: string): Step {
  return {
    figure,
    step: String(2 * BLOCKS),
    facts: (heap) => {
      sure(heap.stats().blocks === 0, 'no block is left');
      return { arenas: heap.stats().narenas };
    },
  };
}

function sizes(figure: string): Step {
  return {
    figure,
    step: 'L3',
    facts: (heap) => ({
      dict: objectCalled(heap, 'd').size,
      list: objectCalled(heap, 'l').size,
      int: objectCalled(heap, 'n').size,
    }),
  };
}

export default defineChapter({
  figures: {
    trace27: { view: 'arenas', ...stepped, edition: 'cpython-2.7-32', program: TRACE, step: 'L1' },
    trace39: { view: 'arenas', ...stepped, edition: 'cpython-3.9-64', program: TRACE, step: 'L1' },
    trace310: { view: 'arenas', ...stepped, edition: 'cpython-3.10-64', program: TRACE, step: 'L1' },
    objects27: { view: 'objects', edition: 'cpython-2.7-32', program: OBJECTS, step: 'L3' },
    objects310: { view: 'objects', edition: 'cpython-3.10-32', program: OBJECTS, step: 'L3' },
    cycle27: { ...lists, edition: 'cpython-2.7-32', program: CYCLE, step: '4.14' },
    cycle310: { ...lists, edition: 'cpython-3.10-32', program: CYCLE, step: '4.14' },
  },
  steps: {
    filled27: filled('trace27'),
    filled39: filled('trace39'),
    filled310: filled('trace310'),
    freed27: freed('trace27'),
    freed39: freed('trace39'),
    freed310: freed('trace310'),
    sizes27: sizes('objects27'),
    sizes310: sizes('objects310'),
    ints27: {
      figure: 'objects27',
      step: 'L4',
      facts: (heap) => ({ kept: kept(heap, 'int') }),
    },
    counted27: {
      figure: 'cycle27',
      step: '4.14',
      facts: (heap) => {
        const { prev } = headOf(heap, 'a');
        sure(prev === generation(heap, 2).list.head, 'gc_prev is a link still');
        return { refs: gcRefs(heap, 'a'), prev };
      },
    },
    counted310: {
      figure: 'cycle310',
      step: '4.14',
      facts: (heap) => ({ refs: gcRefs(heap, 'a'), prev: headOf(heap, 'a').prev }),
    },
    again310: {
      figure: 'cycle310',
      step: '4.40',
      facts: (heap) => {
        sure(heap.generations(0).phase === 'subtract_refs', 'references are subtracted again');
        return { refs: gcRefs(heap, 'a') };
      },
    },
  },
  facts: ({ editions }) => ({
    request: REQUEST,
    blocks: BLOCKS,
    ...Object.fromEntries(
      Object.entries(columns).flatMap(([of, edition]) =>
        Object.entries(numbers(editions[edition])).map(([name, value]) => [`${name}${of}`, value]),
      ),
    ),
  }),
  tasks: {},
});
