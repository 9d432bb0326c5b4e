// 简体中文: why a file cannot be read as a trace.

import { type traceFile as english } from '../en/trace-file.ts';
import { msg, type Translation } from '../message.ts';

export const traceFile: Translation<typeof english> = {
  empty: '文件是空的。',
  damaged: '文件开头像 gzip，却无法解压：它已损坏或被截断。',
  unreadable: msg('浏览器无法读取“{file}”。它是文件夹吗？或者已被移动或删除？什么都没有改变。'),
  tooLong: msg('跟踪文件超过 {mebibytes, number} MiB。'),
};
