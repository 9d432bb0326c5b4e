// 简体中文：嵌入别人页面里的元素所说的话：控件、提示，以及拿到的内容有什么问题。

import { type embed as english } from '../en/embed.ts';
import { msg, type Translation } from '../message.ts';

export const embed: Translation<typeof english> = {
  label: msg('CPython 内存：{views}'),
  toolbar: '控件',
  empty: '空的堆。',
  size: '字节数',
  allocate: '分配',
  free: '释放',
  freeWhat: '请先选中一个已分配的块，再释放。',
  make: '创建',
  kind: '创建什么',
  forget: '删除名字',
  forgetWhat: '请先选中一个有名字的对象。',
  collect: 'gc.collect()',
  place: msg('第 {n, number} / {of, number} 个操作'),
  placeInside: msg('第 {n, number} / {of, number} 个操作，第 {mark, number} / {marks, number} 步'),
  legend: '图例',
  program: '程序',
  line: msg('第 {n, number} 行：{code}'),
  open: '在 explorer 中打开',
  notice: '提示',
  badValue: msg('{attribute}="{value}" 不是可用的值，已改用 "{used}"。'),
};
