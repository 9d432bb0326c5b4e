// English: the states of blocks, pools and arenas, and the three colours of the collector: word, letter, meaning.

import { type ArenaWords, type BlockWords, type ColourWords, type PoolWords } from '../messages.ts';

const block: BlockWords = {
  allocated: { word: 'allocated', letter: 'A', meaning: 'handed out to the program' },
  freed: { word: 'freed', letter: 'F', meaning: 'on the free list of its pool; its first bytes link to the next' },
  untouched: {
    word: 'untouched',
    letter: 'U',
    meaning: 'past nextoffset: not handed out since the pool was initialised',
  },
};
const pool: PoolWords = {
  used: { word: 'used', letter: 'u', meaning: 'some blocks handed out, some to be had: in a ring of usedpools' },
  full: { word: 'full', letter: 'f', meaning: 'all blocks handed out: in no list' },
  empty: { word: 'empty', letter: 'e', meaning: 'no block handed out: in freepools of its arena' },
  uncarved: { word: 'uncarved', letter: '·', meaning: 'past pool_address: never used since the arena was mapped' },
};
const arena: ArenaWords = {
  unassociated: {
    word: 'unassociated',
    letter: '–',
    meaning: 'the arena object has no arena: in unused_arena_objects',
  },
  usable: { word: 'usable', letter: 'u', meaning: 'has free pools: in usable_arenas' },
  full: { word: 'full', letter: 'f', meaning: 'all pools taken: in no list' },
};

const colour: ColourWords = {
  white: { word: 'white', letter: 'W', meaning: 'not reached so far: gc_refs is 0' },
  grey: { word: 'grey', letter: 'G', meaning: 'reached; its own references are still to be followed' },
  black: { word: 'black', letter: 'B', meaning: 'reached, and its references were followed' },
};

export const states = { block, pool, arena, colour };
