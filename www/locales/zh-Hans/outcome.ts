// 简体中文：动作和其中发生的事。Never markup or style.

import { type acts as englishActs, type outcome as englishOutcome, type work as englishWork } from '../en/outcome.ts';
import { msg, type Translation } from '../message.ts';

export const acts: Translation<typeof englishActs> = {
  allocate: msg<{ n: number; nbytes: number }>('分配：{n, plural, =1 {} other {# × }}{nbytes, number} 字节'),
  allocateZeroed: msg<{ n: number; nbytes: number }>(
    '分配并清零：{n, plural, =1 {} other {# × }}{nbytes, number} 字节',
  ),
  reallocate: msg<{ nbytes: number }>('重新分配：{nbytes, number} 字节'),
  free: msg<{ at: string }>('释放：{at} 处的块'),
  freeUnchecked: msg<{ at: string }>('不经检查地释放：{at}'),
  freeAll: '释放：所有块',
  freeEveryOther: '释放：每隔一块',
  freeRandom: msg<{ n: number }>('释放：随机 {n, number} 块'),
  freeClass: msg<{ szidx: number }>('释放：大小类 {szidx, number} 的全部块'),
  limits: '设置限制',
};

export const outcome: Translation<typeof englishOutcome> = {
  between: '',
  done: msg<{ call: string }>('{call}。'),
  returned: msg<{ call: string; answer: string }>('{call} 返回 {answer}。'),
  returnedNull: msg<{ call: string }>('{call} 返回 NULL。'),
  made: msg<{ call: string; answer: string }>('{call} 创建了 {answer}。'),
  answer: msg<{ address: string; place: string }>('{address}（{place}）'),
  ran: msg<{ functions: string }>('依次执行了 {functions}。'),
  ranMore: msg<{ functions: string }>('依次执行了 {functions} 等函数。'),
  many: msg<{ n: number; last: string }>('共 {n, number} 个操作；最后一个：{last}'),
  stopped: '未执行完就停下了。',
  cut: msg<{ n: number }>('其后的 {n, number} 个操作已被截去；撤销可以把它们带回来。'),
  at: msg<{ n: number; of: number; words: string }>('第 {n, number} 个操作，共 {of, number} 个：{words}'),
  atBegin: msg<{ of: number }>('在第一个操作之前，共 {of, number} 个操作。'),
  noMemory: msg<{ nbytes: number }>(
    'NULL：要不到 {nbytes, number} 字节，因此没有继续分配。要么请求超出了 Py_ssize_t 的上限，要么系统或“高级”中的限制不再给内存：各步里写明了是哪一种。',
  ),
  noMemoryInCPython: 'CPython 会抛出 MemoryError。',
  unreadableTrace: msg<{ why: string }>('无法读取这个跟踪文件。{why}'),
  diverged: msg<{ number: number; label: string; operations: number; said: number }>(
    '会话的第 {number, number} 步（{label}）得到 {operations, number} 个操作，而保存时是 {said, number} 个，因此无法显示；堆保持原样。',
  ),
};

export const work: Translation<typeof englishWork> = {
  opening: msg<{ name: string }>('打开 {name}'),
  rebuilding: '打开会话',
  restoring: '重新执行所有操作',
  going: msg('前往第 {n, number} 次操作'),
  comparing: '比较',
};
