// 简体中文: the map of the heap. Never markup or style.

import { type heapMap as englishMap } from '../en/heap-map.ts';
import { msg, type Translation } from '../message.ts';

export const heapMap: Translation<typeof englishMap> = {
  label: msg('{arenas, number} 个 arena 的地图，每个 {size}，按{colours}着色'),
  tools: '地图',
  zoomIn: '放大',
  zoomOut: '缩小',
  whole: '整个堆',
  chosen: '回到所选之处',
  colourBy: '着色依据',
  colours: {
    state: '状态',
    sizeClass: '大小类',
    fullness: '池的填充程度',
    age: '池最近一次使用',
  },
  hint: '拖动可移动，按住 Ctrl 滚动滚轮可缩放；在触摸屏上，双指移动和缩放，单指滚动页面。单击选择，双击靠近。',
  twoFingers: '用双指移动地图。',
  arena: msg('arena {index}'),
  pool: msg('池 {index}'),
  poolOf: msg('池 {index}：{size, number} B，{have, number}/{capacity, number}'),
  block: msg('块 {index}，{state}，{size, number} 字节，{address}'),
  noArena: msg('arenas[{index}] 现在没有 arena'),
  legend: {
    label: '颜色的含义',
    poolsFar: '远看时，一个池是一格：',
    blocksNear: '近看时，看到它的块：',
    header: '池头部',
    lost: '因对齐而损失的字节',
    mean: '几个字节合成一个像素时，像素取它们颜色的平均。',
    class: msg('{size, number} B'),
    fullness: ['没有', '不到三分之一', '不到三分之二', '更多', '全部'],
    ages: msg('{n, plural, =1 {最近一次操作} other {最近 # 次操作}}'),
    older: '更早，或无从得知',
    ageNote:
      '块和池本身都不记录时间。颜色表示池里上一次交出或收回块是在多少次操作之前：那时写过池的头部。这是从历史中读出来的。',
    ageOff: '历史已关闭，因此只知道最后一次操作。',
    others: '已释放和未动用的块，与其他图中的画法相同。',
  },
  tree: {
    title: '逐个 arena 查看',
    label: 'arena、池和块',
    keys: '方向键：上下移动，进入内部或退出；Enter 选择。地图会跟着移动。',
  },
  held: {
    title: '是什么拖住了几乎空着的 arena',
    none: '没有几乎空着的 arena：没有哪个 arena 的块只占不到八分之一的字节。',
    sum: msg(
      '有 {n, number} 个 arena（{size}）几乎空着：块最多占其中八分之一的字节。最后一个块释放时，CPython 才会归还 arena。',
    ),
    arena: msg('arena {index}：{pools, number} 个池里共 {blocks, number} 个块，{bytes, number} 字节'),
    blocks: msg('拖住 arena {index} 的块'),
    object: msg('{address}（{kind}）'),
    more: msg('另有 {n, number} 个'),
    show: msg('再显示 {n, number} 个'),
  },
};
