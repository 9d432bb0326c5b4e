// 简体中文：分享对话框、图片，以及链接或文件为何无法打开。

import { type share as english } from '../en/share.ts';
import { msg, type Translation } from '../message.ts';

export const share: Translation<typeof english> = {
  title: '分享这个会话',
  link: '链接',
  linkAbout: '打开链接的人会在自己的页面里把这里做过的事重新做一遍。# 后面的内容不会发送给任何服务器。',
  holds: msg(
    '{edition}；{acts, plural, =0 {还没有做任何事} other {# 个动作}}{operations, plural, =0 {} other {，# 个操作}}；所选与所看的内容；语言。',
  ),
  withPosition: msg('打开时停在我现在的位置：第 {n, number} 个操作（共 {of, number} 个）'),
  withStep: msg(
    '打开时停在我现在的位置：第 {n, number} 个操作（共 {of, number} 个）之中，{mark, plural, =0 {第一步之前} other {第 # 步之后}}',
  ),
  copy: '复制链接',
  copied: '链接已复制。',
  notCopied: '浏览器不允许页面复制，链接已选中，请手动复制。',
  tooLong: msg(
    '链接会长达 {length, number} 个字符，而许多程序会截断超过 {most, number} 个字符的链接。请改为保存文件再分享。',
  ),
  withTrace: msg('这个会话以你的跟踪文件 {name} 开头，链接装不下它。请改为保存文件再分享，跟踪内容会一并保存。'),
  files: '文件',
  save: '保存会话',
  open: '打开会话',
  filesAbout: '会话文件保存同样的内容，也包括你自己的跟踪文件。把它拖到页面上也能打开。',
  file: '会话文件或跟踪文件',
  state: '状态',
  saveState: '将状态保存为 JSON',
  stateAbout: '分配器在当前位置的状态：arena、池与空闲链表，采用核对跟踪时所用的规范格式。',
  close: '关闭',
  failed: msg('没有成功：{why}'),
  opened: msg(
    '已打开一个 {edition} 会话：{acts, plural, =0 {没有动作} other {# 个动作}}，{operations, plural, =0 {没有操作} other {# 个操作}}。“撤销”可以回到之前的内容。',
  ),
  problems: {
    link: msg('无法打开这个链接或文件。{why}页面内容没有改变。'),
    unknown_version: msg('它的版本是 {version}，本页面不认识，也许它更新。'),
    cut_off: '它缺了结尾，应该是被某个程序截断了。请对方重发完整链接，或改发会话文件。',
    link_too_long: msg('它有 {length, number} 个字符，上限是 {most, number} 个。请对方改发会话文件。'),
    unpacks_too_large: msg('解压后超过了 {most, number} 个字符。'),
    damaged: '它已损坏：有一部分缺失或被改动过。',
    missing: msg('其中没有“{what}”。'),
    twice: msg('其中“{what}”出现了两次。'),
    bad_value: msg('其中“{what}”的值“{text}”不合法。'),
    bad_act: msg('第 {number, number} 个动作“{text}”无法识别。'),
    too_many_acts: msg('动作超过了 {most, number} 个。'),
    too_many_operations: msg('操作超过了 {most, number} 个。'),
    too_many_objects: msg('要求创建的对象超过了 {most, number} 个。'),
    no_such_position: msg('它指向第 {operation, number} 个操作，但总共只有 {operations, number} 个。'),
    late_trace: msg('第 {number, number} 个动作是跟踪文件，而跟踪文件只能放在最前面。'),
    trace_in_link: '它以一个跟踪文件开头，而链接里没有这个文件的内容。请对方改发会话文件。',
    no_trace: msg('它开头所用的跟踪文件 {name} 不在其中。'),
    not_a_session: '这不是会话文件。',
  },
};
