// 简体中文：作者放进自己页面里的代码。

import { type embedCode as english } from '../en/embed-code.ts';
import { msg, type Translation } from '../message.ts';

export const embedCode: Translation<typeof english> = {
  title: '嵌入',
  view: '视图',
  as: '形式',
  kinds: {
    element: '元素（HTML）',
    iframe: '内嵌框架（iframe）',
    markdown: '带链接的图片（Markdown）',
  },
  code: '代码',
  copy: '复制代码',
  copied: '代码已复制。',
  notCopied: '浏览器不允许页面复制，代码已选中，请手动复制。',
  about: {
    element: '放进自己的页面只需两行。元素会跟随页面的配色和语言；无论有多少个元素，脚本只加载一次。',
    iframe: '适用于不能加脚本的网站，只需要这个框架。',
    markdown: msg('请把视图保存为图片（{menu}，SVG），以 {file} 为名放在文章旁边。点击图片会在这里打开当前状态。'),
  },
};
