// 简体中文: the views of bytes, of the layers of allocation, and of what an operation did.

import {
  type bytesView as englishBytes,
  type explainView as englishExplain,
  type layersView as englishLayers,
} from '../en/reading-views.ts';
import { msg, type Translation } from '../message.ts';

export const bytesView: Translation<typeof englishBytes> = {
  label: msg('从 {from} 到 {to} 的字节'),
  none: '选择一个池、块或字段，这里就显示它的字节。',
  unmapped: '所选地址处没有映射任何内存。',
  earlier: '往前的字节',
  later: '往后的字节',
  legend: '这里是什么',
  span: msg('{what}，{from}，{n, number} 字节'),
  changed: '三角标记表示上一个动作写过的字节。',
  hexColumn: '字节',
};

export const layersView: Translation<typeof englishLayers> = {
  label: '内存分配的层次，以及上一次请求走过的路',
  none: '还没有发出过请求。分配一个块或创建一个对象，它走过的路就会画在这里。',
  path: msg('{operation} 走过的路'),
  layers: {
    object: { name: '对象专用的分配器', about: 'PyDict_New、PyLong_FromLong 等：各有自己的空闲链表' },
    python: { name: 'Python 的对象分配器', about: 'PyObject_Malloc：pymalloc、arena、池和块' },
    raw: { name: 'Python 的原始分配器', about: 'PyMem_RawMalloc：薄薄的一层包装' },
    libc: { name: 'C 库', about: 'malloc、calloc、realloc、free' },
    system: { name: '系统的虚拟内存', about: 'mmap、munmap' },
  },
  visited: '经过',
  notVisited: '未到达',
  asked: '请求从这里进入',
  answers: msg('结果 {value}'),
  times: msg('×{n, number}'),
  step: msg('第 {n, number} 步'),
};

export const explainView: Translation<typeof englishExplain> = {
  label: '上一个动作做了什么',
  none: '还什么都没有发生。分配一个块或创建一个对象，CPython 走的每一步都会在这里讲明。',
  summary: msg('共 {total, number} 个操作。'),
  shown: msg('共 {total, number} 个操作，这里是最后 {shown, number} 个。'),
  operation: msg('{n, number}. {call}'),
  result: msg('返回 {value}'),
  made: msg('得到 {value}'),
  noResult: '没有返回值',
  times: msg('×{n, number}'),
  alike: msg('{n, number} 个操作都这样执行：{numbers}。以其中最后一个为例：'),
  changes: '改动',
  wrote: msg('写入 {n, number} 字节'),
  moreChanges: msg('另有 {n, number} 处'),
  steps: msg('{n, number} 步'),
  stepInto: '逐步查看',
  cut: msg('共 {total, number} 步，这里是前 {shown, number} 步；每一步都可以逐步查看。'),
  tooLong: '步数超出了日志能保存的范围：日志里只留下撤销所需的内容。',
  here: '当前',
  before: '第一步之前',
  earlier: msg('前面还有 {n, number} 步'),
  later: msg('后面还有 {n, number} 步'),
  from: '之前',
  to: '之后',
};
