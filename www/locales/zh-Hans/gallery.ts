// 简体中文: the gallery of diagrams, and what each of its examples is.

import { type gallery as english } from '../en/gallery.ts';
import { msg, type Translation } from '../message.ts';

const parts: Translation<typeof english>['parts'] = {
  'call-tree': { title: '调用树', description: '哪个函数调用了哪个函数，眼下正停在哪一个里' },
  outline: { title: '提纲', description: '逐行说明 CPython 的一个函数做什么，以及正在执行哪一行' },
  legend: { title: '图例', description: '图中的记号和颜色各表示什么' },
};

const examples: Translation<typeof english>['examples'] = {
  'layers/nothing-yet': '还没有任何请求',
  'layers/a-new-arena': '一次需要新 arena 的请求',

  'size-classes/empty': '每一类都没有块',
  'size-classes/typical': '用到了少数几类，刚请求了 28 字节',
  'size-classes/too-large': '请求 600 字节：pymalloc 不受理',
  'size-classes/crowded': '每一类都在用，刚请求了 512 字节',

  'usedpools/empty': '没有使用中的池：每个表头都指回自己',
  'usedpools/typical': '三个大小类有池',
  'usedpools/crowded': '大多数环里都有池，有的环很长',

  'pool/typical': '使用中：有的块已分配，有的已释放，其余未动用',
  'pool/blocks-of-24-bytes': '每块 24 字节，末尾剩下的不够一块',
  'pool/full': '已满：所有块都已分配',
  'pool/empty': '空：所有块都已释放',
  'pool/small-blocks': '每块 8 字节：4 KiB 的池能容纳的最多块数',
  'pool/crowded': '64 位构建，每块 16 字节：所有池中块数最多的一种',
  'pool/freed-twice': '已损坏：一块被释放两次，空闲链表没有尽头',
  'pool/overwritten': '已损坏：一个链接被改写，指到了池外',
  'pool/uncarved': '还没有从 arena 中切出',

  'arena/typical': '可用：有使用中的池、归还的池，还有一段尚未切出',
  'arena/unaligned': '没有对齐：首尾都损失一些字节',
  'arena/full': '已满：没有空闲的池',
  'arena/fresh': '刚从系统得到：一个池都还没切出',
  'arena/unassociated': '没有 arena 的 arena 对象',

  'arenas/none': '还没有任何 arena',
  'arenas/one': '一个 arena',
  'arenas/some': '几个 arena：有的已满，一个全空，一个已归还',
  'arenas/doubled': 'arenas[] 已加倍两次',
  'arenas/a-thousand': 'arenas[] 可容纳一千个',

  'bytes/a-pool': '一个池的开头，第一块里有一段文字',

  'objects/none': '没有对象',
  'objects/every-kind': '各种对象都有',
  'objects/a-garbage-cycle': '两个列表互相引用，却没有名字通向它们',
  'objects/collecting': '同样的列表，回收正进行到一半',
  'objects/uncollectable': 'CPython 2.7 中带 __del__ 的循环：留在 gc.garbage 里',
  'objects/40': '四十个对象',
  'objects/300': '三百个对象',
  'objects/a-million': '一百万个对象，大多数只计数',
  'objects/as-a-table': '各种对象，以表格显示',

  'generations/empty': '没有对象',
  'generations/typical': '两次回收之间',
  'generations/subtract_refs': '在 subtract_refs 中：减去来自内部的引用',
  'generations/move_unreachable': '在 move_unreachable 中：白、灰、黑',
  'generations/handle_weakrefs': '在 handle_weakrefs 中：有终结器的另放一处，回调在等待',
  'generations/2.7': 'CPython 2.7 的 move_unreachable，gc_refs 有自己的字段',
  'generations/a-million': '最老的一代里有一百万个对象',

  'explain/nothing-yet': '还没有任何动作',
  'explain/a-new-arena': '一次需要新 arena 的请求',
  'explain/many-alike': '许多请求，大多走同一条路',
  'explain/inside': '在一个操作里面，停在其中一步',

  'call-tree/a-new-arena': '一次需要新 arena 的请求，停在其中一步',
  'call-tree/the-middle-of-many': '回收进行到一半，正在释放许多对象',

  'outline/allocate_from_new_pool': 'allocate_from_new_pool，停在其中一行',
  'outline/PyObject_Free-of-2.7': 'CPython 2.7 里的 PyObject_Free',

  'arithmetic/none': '没有要算的',
  'arithmetic/a-block': '32 位构建中的一块：它的大小类、它的池、它的编号',
  'arithmetic/a-radix-tree-of-three-levels': '64 位构建中的一个地址，走过基数树的三层',
  'arithmetic/gc_refs': 'PyGC_Head 的字里的计数和标志',

  'timeline/nothing-yet': '还没有任何动作',
  'timeline/inside-an-operation': '在一个动作的第二个操作里面',

  'compare/nothing': '两个位置之间没有差异',
  'compare/first-malloc': '从空堆到第一次请求的中途',
  'compare/a-collection': '一次回收前后',
  'compare/a-trace': '一段很长的跟踪记录前后',

  'legend/memory': '块、池和 arena',
  'legend/objects': '对象和引用',
};

export const gallery: Translation<typeof english> = {
  title: '图示总览',
  intro: 'pymalloc explorer 和教程里的每一种图，以及它必须能画出的各种状态：平常的、空的、拥挤的、损坏的。',
  stillness: '这些例子是手工写成的，背后没有程序在运行；在 pymalloc explorer 里，同样的图取自内存。',
  site: '网站',
  home: 'pymalloc explorer',
  guide: '教程',
  explorer: '动手试试',
  embedding: '嵌入（英文）',
  diagrams: '图示',
  all: '所有图示',
  skip: '跳到图示',
  groups: {
    memory: '内存',
    objects: '对象与回收器',
    telling: '一个操作做了什么',
    time: '前后的状态',
    signs: '记号',
  },
  parts,
  examples,
  count: msg('{n, number} 个例子'),
  width: '宽度',
  widths: { wide: '宽', narrow: '与手机上一样' },
  embed: '放进你自己的文章',
  partOfIt: '是它的一部分',
  howToEmbed: '怎样嵌入（英文）',
  source: '绘制代码',
  neighbours: '其他图示',
  previous: msg('上一个：{title}'),
  next: msg('下一个：{title}'),
};
