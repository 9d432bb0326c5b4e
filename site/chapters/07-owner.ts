// Whose block is it: the pool of an address, and whether pymalloc owns it, by arenaindex and by the radix tree.

import { type Views } from '../../www/embed/views.ts';
import { defineChapter, type Facts } from '../chapter.ts';
import { stepped } from '../figures.ts';
import { fieldOf, poolOf, there, wordAt } from '../reading.ts';

const WORD = 4;
const REQUEST = 24;
const LARGE = 600;
/** A size that leaves a pool's blocks large enough to be read. */
const READABLE = 300;
const BLOCKS = 3;

const FREES = [`a = malloc(${REQUEST})`, `b = malloc(${LARGE})`, 'free(b)', 'free(a)'].join('\n');

/** The last block of pymalloc that is handed out. */
function ownBlock(heap: Views): number {
  return there([...heap.liveBlocks()].filter((address) => heap.liveBlock(address)?.szidx !== null).at(-1), 'block');
}

function rawBlock(heap: Views): number {
  return there(
    [...heap.liveBlocks()].find((address) => heap.liveBlock(address)?.szidx === null),
    'raw block',
  );
}

/** An address, taken apart: its pool, and where in the pool it is. */
function inPool(heap: Views): Facts {
  const address = ownBlock(heap);
  const { at, poolSize, size, first } = heap.pool(address);
  const offset = address - at;
  return { address, pool: at, mask: poolSize - 1, offset, first, size, index: (offset - first) / size };
}

/** What is read at the place where `arenaindex` would be if the address were in a pool. */
function byIndex(heap: Views, address: number): Facts {
  const { arenas, maxarenas } = heap.arenas();
  const pool = poolOf(heap);
  const at = address - (address % pool.poolSize);
  const readAt = at + fieldOf(pool.header, 'arenaindex').at - pool.at;
  const read = wordAt(heap, readAt, WORD);
  const place = heap.locate(readAt);
  const arena = arenas[read]?.address ?? 0;
  const field = 'field' in place ? place.field : null;
  return { address, at, readAt, read, field: field ?? '–', maxarenas, arena, offset: address - arena };
}

/** The entry of the one-level radix tree that speaks of an address. */
function byRadix(heap: Views, address: number): Facts {
  const { size } = heap.arena(0);
  const index = Math.floor(address / size);
  const entry = (at: number): { hi: number; lo: number } => {
    const root = radixRoot(heap) + at * 2 * WORD;
    return { hi: signed(wordAt(heap, root, WORD)), lo: signed(wordAt(heap, root + WORD, WORD)) };
  };
  const { hi, lo } = entry(index);
  return {
    address,
    index,
    next: index + 1,
    tail: address % size,
    hi,
    lo,
    nextLo: entry(index + 1).lo,
    rootBytes: heap.stats().radixRootBytes,
  };
}

function radixRoot(heap: Views): number {
  const { at, len } = there(
    heap.segments().find(({ kind }) => kind === 'globals'),
    'segment of globals',
  );
  const { spans } = heap.spans(at, Math.min(len, 65_536));
  return there(
    spans.find(({ place }) => place.kind === 'radixNode'),
    'radix tree',
  ).at;
}

/** As an `int32_t`. */
function signed(value: number): number {
  return value | 0;
}

export default defineChapter({
  figures: {
    mask: { view: 'pool', heap: 'mask', program: `blocks = [malloc(${READABLE}) for i in range(${BLOCKS})]` },
    maskBits: { view: 'arithmetic', height: 640, heap: 'mask', controls: 'none' },
    then: { view: 'arithmetic', ...stepped, height: 900, edition: 'cpython-2.7-32', program: FREES, step: '3.5' },
    now: { view: 'arithmetic', ...stepped, height: 920, program: FREES, step: '3.5' },
    offset: {
      view: 'arithmetic',
      ...stepped,
      height: 760,
      arenas: 'unaligned',
      program: `a = malloc(${REQUEST})\nfree(a)`,
      step: '1.16',
    },
    wide: {
      view: 'arithmetic',
      ...stepped,
      height: 980,
      edition: 'cpython-3.10-64',
      program: `a = malloc(${REQUEST})\nfree(a)`,
      step: '2.5',
    },
  },
  steps: {
    third: { figure: 'mask', step: 'L1', facts: inPool },
    thenRaw: { figure: 'then', step: '3.5', facts: (heap) => byIndex(heap, rawBlock(heap)) },
    thenOwn: { figure: 'then', step: '4.5', facts: (heap) => byIndex(heap, ownBlock(heap)) },
    nowRaw: { figure: 'now', step: '3.5', facts: (heap) => byRadix(heap, rawBlock(heap)) },
    nowOwn: { figure: 'now', step: '4.5', facts: (heap) => byRadix(heap, ownBlock(heap)) },
    marked: {
      figure: 'offset',
      step: '1.16',
      facts: (heap) =>
        byRadix(
          heap,
          there(
            heap.segments().find(({ kind }) => kind === 'arena'),
            'arena',
          ).at,
        ),
    },
    covered: { figure: 'offset', step: '2.5', facts: (heap) => byRadix(heap, ownBlock(heap)) },
    threeLevels: {
      figure: 'wide',
      step: '2.5',
      facts: (heap) => {
        const { radixNodes, radixRootBytes } = heap.stats();
        const [mid = 0, bottom = 0] = radixNodes ?? [];
        return { address: ownBlock(heap), mid, bottom, rootBytes: radixRootBytes };
      },
    },
  },
  facts: ({ editions }) => {
    const usual = editions['cpython-3.10-32'];
    const wide = editions['cpython-3.10-64'];
    const [top = 0, mid = 0, bottom = 0] = wide.mapBits;
    return {
      poolSize: usual.poolSize,
      poolSize64: wide.poolSize,
      arenaSize: usual.arenaSize,
      arenaSize64: wide.arenaSize,
      entryBits: there(usual.mapBits[0], 'level'),
      tailBits: usual.arenaBits,
      top,
      mid,
      bottom,
      tailBits64: wide.arenaBits,
      entries: 2 ** there(usual.mapBits[0], 'level'),
    };
  },
  tasks: {},
});
