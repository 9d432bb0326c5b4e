// 简体中文: what the views are called and what they are for, and the words that they share.

import { type diagram as englishDiagram } from '../en/views.ts';
import { msg, type Translation } from '../message.ts';
import { type ViewsWords } from '../messages.ts';

export const views: ViewsWords = {
  arenas: { title: '所有 arena', description: 'arenas[]，以及其中的 arena 对象所在的链表' },
  'heap-map': { title: '堆地图', description: '每个 arena 的每一块，从全部 arena 一直看到字节' },
  arena: { title: 'Arena', description: '一个 arena 和它的池' },
  pool: { title: '池', description: '一个池：头部、块和空闲链表' },
  usedpools: { title: 'usedpools', description: '每个大小类都有一个环，环里的池都还有块可给' },
  'size-classes': { title: '大小类', description: '多大的请求得到多大的块，以及所有字节的去向' },
  bytes: { title: '字节', description: '内存的原样，并标出每一处是什么' },
  layers: { title: '层次', description: '上一次请求经过了哪些分配器' },
  explain: { title: '发生了什么', description: '执行了哪些函数，为什么执行，改动了哪些字段' },
  arithmetic: { title: '地址运算', description: '用手头的数值，一位一位地看地址怎样算出来' },
  objects: { title: '对象', description: '名字、带引用计数的对象，以及对象之间的引用' },
  generations: { title: '分代', description: '回收器的对象链表、它何时运行，以及它对每个对象的判断' },
  compare: { title: '比较', description: '时间线上两个位置之间的差异' },
  timeline: { title: '时间线', description: '从空堆开始的一切：动作、其中的操作，以及操作的每一步' },
};

export const diagram: Translation<typeof englishDiagram> = {
  address: '地址',
  at: '位于',
  block: '块',
  blocks: msg('{n, number} 块'),
  bytes: msg('{n, number} 字节'),
  changed: '有改动',
  comma: '，',
  labelled: msg('{label}：{text}'),
  field: '字段',
  global: '全局变量',
  value: '值',
  leadsTo: '指向',
  /** Until what is to be drawn is there. */
  loading: '正在启动……',
  none: '无',
  noPool: '没有选中池。先分配一个块或创建一个对象，再选一个池。',
  nothingSelected: '未选择',
  number: '编号',
  pool: '池',
  selected: '已选中',
  state: '状态',
};
