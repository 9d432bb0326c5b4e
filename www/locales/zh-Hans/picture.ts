// 简体中文：把视图存成图片。Never markup or style.

import { type picture as english } from '../en/picture.ts';
import { msg, type Translation } from '../message.ts';

export const picture: Translation<typeof english> = {
  menu: '保存图片',
  of: msg('将“{view}”保存为 {format}'),
  description: msg('pymalloc explorer，{edition}，第 {n, number} 个操作之后（共 {of, number} 个）'),
};
