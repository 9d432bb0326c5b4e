// 简体中文: the scenarios of objects and the collector: what each is called and does, and for each of its steps what to
// look at. Never markup or style.

import type { ObjectScenarioId } from '../../object-scenarios.ts';
import { type lesson as englishLesson } from '../en/object-scenarios.ts';
import { msg, type Translation } from '../message.ts';
import { type ObjectScenarioWords } from '../messages.ts';

export const objectScenarios: Readonly<Record<ObjectScenarioId, ObjectScenarioWords>> = {
  chain: {
    name: '一条链靠计数消亡',
    description: '列表套着列表套着列表……删掉一个名字就全部释放，用不着回收器。',
    looks: [
      '五个列表，一个套一个。只剩一个名字，每个 ob_refcnt 都是 1：每个列表都只靠一个引用活着。',
      '第一个 ob_refcnt 降到 0，列表被销毁；它对下一个的引用随之放掉，依此类推。所有的块都回到各自的池里，或者留在 list 的空闲链表上。',
    ],
  },
  'self-cycle': {
    name: '自己引用自己',
    description: '一个包含自己的列表：它的计数永远到不了 0，只有回收器才看得出来。',
    looks: [
      '这个列表是它自己的元素。ob_refcnt 是 2：一个引用来自名字，一个来自它自己。',
      '名字没了，ob_refcnt 是 1：列表对自己的那个引用让它活着。没有名字指向它，所以它是垃圾，但引用计数无从得知。',
      {
        before3:
          '回收器从 gc_refs 里减去来自内部的引用，一个不剩，所以列表不可达。tp_clear 把它清空，ob_refcnt 降到 0，列表被销毁；如果启用了空闲链表，它的块留在 list 的空闲链表上。',
        since3:
          '回收器从 gc_refs 里减去来自内部的引用，一个不剩，所以列表不可达。tp_clear 把它清空，ob_refcnt 降到 0，列表被销毁：完全回收还会清空空闲链表，所以它的块回到了池里。',
      },
    ],
  },
  'two-objects': {
    name: '两个对象互相引用',
    description: '两个互相包含的列表，在名字消失后仍然活着，直到被回收。',
    looks: [
      '两个列表互为元素。ob_refcnt 都是 2：一个来自名字，一个来自另一个列表。',
      '两个名字都删掉了。每个列表仍被另一个引用，ob_refcnt 为 1：一个由垃圾构成的循环。',
      'gc.collect() 找到 2 个不可达对象。清空第一个就释放了第二个，后者又释放了第一个。',
    ],
  },
  outside: {
    name: '从外部可达的循环',
    description: '还是那个循环，但第三个列表持有其中一个：两个都在回收中幸存。',
    looks: [
      '第三个列表有名字，它持有构成循环的两个列表之一。',
      '那两个列表的名字都没了。没有名字直接指向它们，但它们并不是垃圾。',
      '相减之后第三个列表的 gc_refs 还有 1，因为有名字指向它。由它出发到达了另外两个，它们从 unreachable 移回：三个都幸存，进入下一代。',
      '现在外部没有任何东西引用它们：下一次回收会找到两个不可达对象。',
      '循环消失了，和没有第三个列表的那个循环一样。',
    ],
  },
  tuple: {
    name: '循环里的 tuple',
    description: 'tuple 的元素在创建时给定，所以要借助 list 才能进入循环；而且它没有 tp_clear。',
    looks: [
      'tuple 包含 list，然后 list 又把 tuple 收为元素：一个经过 tuple 的循环。',
      '两个名字都没了，这两个对象互相维持着。',
      'tuple 不可修改，所以没有 tp_clear：循环在 list 处断开，tuple 则靠计数消亡。',
    ],
  },
  resurrection: {
    name: '终结器让对象复活',
    description: {
      before3: '__del__ 给将死的对象重新绑定名字。在 2.7 里每次都会如此。',
      since3: '__del__ 给将死的对象重新绑定名字。它只会被调用一次，所以第二次死亡就是真的。',
    },
    looks: [
      '一个实例，它的 __del__ 会把名字重新绑定给自己。',
      'ob_refcnt 降到 0，__del__ 运行。它留下了新的引用，于是销毁取消：对象还活着，名字和原来一样。',
      {
        before3: '2.7 没有记录 __del__ 是否运行过：它又被调用了一次，又让对象复活了。',
        since3: 'PyGC_Head 里已置位 FINALIZED，所以不会再次调用 __del__：这次对象真的死了。',
      },
    ],
  },
  'resurrected-cycle': {
    name: '终结器让循环复活',
    description: {
      before3: '循环里有两个实例，其中一个带 __del__。在 2.7 里它们因此无法回收；要看它们复活，请选择 3.10。',
      since3: '垃圾循环里某个对象的 __del__ 给它绑定了名字：整个循环得救，但只有这一次。',
    },
    looks: [
      '两个实例互相引用；其中一个带 __del__，会把名字重新绑定给自己。',
      '两个名字都没了：和别的循环一样成了垃圾。',
      {
        before3: '2.7 什么也没有回收：带 __del__ 的那个放进了 gc.garbage，并让另一个也活着。',
        since3:
          'finalize_garbage 调用了 __del__，随后 handle_resurrected_objects 重新计数：从那个名字两个都到得了，所以都幸存。gc.collect() 返回 0。',
      },
    ],
  },
  weakrefs: {
    name: '弱引用的回调',
    description: '循环中的一个实例有两个弱引用：一个在外部，一个就在垃圾里。只有一个回调会被调用。',
    looks: [
      'w 在外部，它的回调会删除名字 told。实例引用自己，也引用第二个弱引用，后者同样有回调。虚线箭头不计入 ob_refcnt。',
      '名字没了：实例和它持有的弱引用都是垃圾。w 不是。',
      {
        before3:
          'handle_weakrefs 清除了弱引用；w 的回调被调用，名字 told 消失。另一个弱引用自己就是垃圾：它的回调从未被调用。',
        since3:
          'handle_weakrefs 在运行任何其他代码之前清除了两个弱引用。w 的回调被调用：名字 told 消失。另一个弱引用自己就是垃圾，所以没有人得到通知。',
      },
    ],
  },
  uncollectable: {
    name: '无法回收的垃圾',
    description: {
      before3: '带 __del__ 的循环：在 2.7 里会进入 gc.garbage。在上方选择 3.10 版再运行一次：那里能回收它。',
      since3: '带 __del__ 的循环：从 3.4 起可以回收。在上方选择 2.7 版再运行一次：那里它会进入 gc.garbage。',
    },
    looks: [
      '两个带 __del__ 的实例互相引用。',
      '它们的名字没了：一个带终结器的垃圾循环。',
      {
        before3:
          'CPython 2.7 不知道哪个 __del__ 可以先运行，所以一个也不运行：两个对象都在 gc.garbage 里，除非程序出手，否则一直活着。',
        since3: '两个 __del__ 都在对象还完好时调用了，然后循环被清除：gc.garbage 是空的。',
      },
    ],
  },
  threshold: {
    name: '阈值触发回收',
    description: '阈值取 (4, 2, 2)，而不是 (700, 10, 10)：创建几个列表，回收器就自己运行了。',
    looks: [
      '回收器已启用，第 0 代的阈值是 4。为容器分配内存时计数加 1，归还时减 1；取自空闲链表或留在空闲链表上的不计。',
      '一个没有名字的循环：两个列表成了垃圾，计数增加了 2。',
      '创建这个列表时计数超过了阈值：第 0 代就在分配过程中被回收，此时新列表还不属于任何一代。垃圾没了。',
    ],
  },
  promotion: {
    name: '晋升到最老的一代',
    description: '在回收中幸存的对象会变老：第 0 代，然后第 1 代，再到第 2 代，就此留下。',
    looks: [
      '两个列表，在第 0 代里被追踪。回收器还从来没有检查过它们。',
      'gc.collect(0) 发现它们可达：幸存者进入第 1 代。',
      'gc.collect(1) 检查了第 0 代和第 1 代。幸存者进入第 2 代，计入 long_lived_pending。',
      '完全回收：没有更老的代了，幸存者留在原处。它们的数目成为新的 long_lived_total。',
    ],
  },
  million: {
    name: '一百万个对象推迟了完全回收',
    description: '每次创建 10,000 个列表，重复 100 次；之后继续增加，直到完全回收到期却又不划算。需要一些时间。',
    looks: [
      '一百万个列表，由一个列表持有。数量太多，无法逐个画出，所以分组计数。',
      '完全回收逐个检查了它们，却什么也没有释放：long_lived_total 是一百万。CPython 希望尽量少做这种事。',
      '第 2 代到期了，但 long_lived_pending 不到 long_lived_total 的四分之一：完全回收被推迟，改为回收更年轻的一代。',
    ],
  },
};

export const lesson: Translation<typeof englishLesson> = {
  title: msg('{name}：第 {step, number} 步，共 {of, number} 步'),
  next: msg('下一步：{line}'),
  invitation: '第一次来？从一个情景开始吧；每个情景只有几步，而且都可以撤销。更多内容在“情景”里。',
  begin: msg('开始：{name}'),
  over: '这是最后一步。',
  close: '关闭',
  acts: {
    allocateMore: '更多列表',
    build: '创建这些列表',
    cycle: '一个没有名字的循环',
    oneMore: '创建列表，直到触发回收',
  },
};
