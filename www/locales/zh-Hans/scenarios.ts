// 简体中文：分配器的情景，以及启动它们的面板。不含标记和样式。

import { msg, type Translation } from '../message.ts';
import type { ScenarioNumbers } from '../../scenarios.ts';
import { type scenarios as english } from '../en/scenarios.ts';

export const scenarios: Translation<typeof english> = {
  title: '情景',
  list: {
    'fill-pool': {
      name: '填满一个池',
      describe: msg<ScenarioNumbers>(
        '不断分配 {size, number} 字节的块，直到它们所在的池满为止：一个新池可容纳 {blocks, number} 块。满了的池会离开 usedpools。',
      ),
    },
    'empty-pool': {
      name: '清空一个满池',
      describe: msg<ScenarioNumbers>(
        '释放所选池中的全部块（没有选中满池时，先填满一个）：第一次释放让池回到 usedpools，最后一次把它放进 freepools。',
      ),
    },
    'fill-arena': {
      name: '填满一个 arena',
      describe: msg<ScenarioNumbers>(
        '不断分配 {largest, number} 字节的块，直到一个 arena 再也没有池可用：新的对齐 arena 有 {pools, number} 个池，每池 {largestBlocks, number} 块。',
      ),
    },
    'double-arenas': {
      name: '第 17 个 arena 使 arenas[] 翻倍',
      describe: msg<ScenarioNumbers>(
        '填满一个又一个 arena，直到 arenas[] 没有空位：数组最初有 {arenaObjects, number} 个对象，再多一个 arena，CPython 就会重新分配它，长度翻倍。',
      ),
    },
    'hold-arena': {
      name: '一个块拖住整个 arena',
      describe: msg<ScenarioNumbers>(
        '填满一个新 arena，再释放其中除一块以外的所有块：仅这一块就使 {arenaKiB, number} KiB 无法归还系统。',
      ),
    },
    'large-heap': {
      name: '一个大堆',
      describe: msg<ScenarioNumbers>(
        '分阶段分配 {largeMiB, number} MiB，每个阶段用一种大小，再释放前一半，只留下少数几块：这些 arena 几乎空着，进程却还不回去。堆地图会显示是什么拖住了它们。',
      ),
    },
    churn: {
      name: '反复折腾',
      describe: msg<ScenarioNumbers>(
        '以随机顺序分配和释放大小不一的块，共 {operations, number} 次（随机种子在“释放”一栏）：空闲链表会像在长期运行的程序里那样变得错综复杂。',
      ),
    },
  },
  traces: '跟踪文件',
  traceFile: '跟踪文件',
  openTrace: '打开跟踪文件',
  openTraceNote: '录制下来的请求，纯文本或 gzip 均可；也可以把文件拖到页面上。',
  exampleTraces: '示例跟踪文件',
  examples: {
    'free-list': { name: '交错的空闲链表', note: '二十个操作：六个块被打乱顺序释放。' },
    'list-append': {
      name: '不断增长的列表',
      note: 'list.append 执行 400 次：realloc 把数组从一个大小类移到下一个，最终移出 pymalloc。',
    },
    'python-start': { name: 'Python 启动', note: '实录：真实的 CPython 3.11 最初的 20,000 次请求。' },
  },
  unreadableFile: msg<{ name: string }>('无法读取 {name}。'),
};
