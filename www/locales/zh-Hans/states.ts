// 简体中文: the states of blocks, pools and arenas, and the three colours of the collector: word, letter, meaning.

import { type ArenaWords, type BlockWords, type ColourWords, type PoolWords } from '../messages.ts';

const block: BlockWords = {
  allocated: { word: '已分配', letter: 'A', meaning: '已交给程序使用' },
  freed: { word: '已释放', letter: 'F', meaning: '在所属池的空闲链表中；开头几个字节指向下一块' },
  untouched: { word: '未动用', letter: 'U', meaning: '在 nextoffset 之后：池初始化以来从未交出过' },
};
const pool: PoolWords = {
  used: { word: '使用中', letter: 'u', meaning: '交出了一部分块，还有块可给：在 usedpools 的某个环里' },
  full: { word: '已满', letter: 'f', meaning: '块已全部交出：不在任何链表里' },
  empty: { word: '空', letter: 'e', meaning: '没有交出任何块：在所属 arena 的 freepools 里' },
  uncarved: { word: '未切出', letter: '·', meaning: '在 pool_address 之后：arena 映射以来从未使用' },
};
const arena: ArenaWords = {
  unassociated: { word: '未关联', letter: '–', meaning: '这个 arena 对象没有 arena：在 unused_arena_objects 里' },
  usable: { word: '可用', letter: 'u', meaning: '还有空闲的池：在 usable_arenas 里' },
  full: { word: '已满', letter: 'f', meaning: '池已全部取走：不在任何链表里' },
};
const colour: ColourWords = {
  white: { word: '白', letter: 'W', meaning: '目前还没有到达：gc_refs 为 0' },
  grey: { word: '灰', letter: 'G', meaning: '已到达，但它自己的引用还没有跟踪' },
  black: { word: '黑', letter: 'B', meaning: '已到达，它的引用也已跟踪完' },
};

export const states = { block, pool, arena, colour };
