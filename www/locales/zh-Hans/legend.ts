// 简体中文: what the signs of the drawings mean.

import { type legend as english, type objectLegend as englishObjects } from '../en/legend.ts';
import { type Translation } from '../message.ts';

export const legend: Translation<typeof english> = {
  title: '图例',
  blocks: '块',
  pools: '池',
  arenas: 'Arena',
  marks: '标记',
  changed: { word: '有改动', meaning: '上一个动作写过' },
  selected: { word: '已选中', meaning: '在每个视图里都显示' },
  madeNow: { word: '刚刚交出', meaning: '上一次请求得到的块' },
  link: { word: '链接', meaning: '已释放的块里存着下一块的地址' },
  order: { word: '次序', meaning: '在空闲链表中的位置，1 是表头' },
};

export const objectLegend: Translation<typeof englishObjects> = {
  objects: '对象',
  reachable: { word: '对象', meaning: '有名字直接或间接地引向它' },
  garbage: { word: '垃圾', meaning: '没有名字引向它，却还没有释放' },
  static: { word: '静态', meaning: '解释器自己的对象：不在任何块里，永不释放' },
  references: '引用',
  reference: { word: '引用', meaning: '计入所指对象的 ob_refcnt' },
  weak: { word: '弱引用', meaning: '不计数' },
  name: { word: '名字', meaning: '引向它下方的对象，并且计数' },
  was: { word: '曾用名', meaning: '对象以前有过的名字' },
};
