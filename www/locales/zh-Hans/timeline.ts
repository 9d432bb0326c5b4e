// 简体中文：动作与时间线——做过什么，怎样在其中移动，撤销会带回什么。不含标记和样式。

import { msg, type Translation } from '../message.ts';
import { type timeline as english } from '../en/timeline.ts';

const acts: Translation<(typeof english)['acts']> = {
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

const outcome: Translation<(typeof english)['outcome']> = {
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

const said: Translation<(typeof english)['said']> = {
  empty: '空的堆。可以分配一块、创建一个对象、运行一个情景，或打开一个跟踪文件。',
  chooseToReallocate: '请先选中要重新分配的块。',
  chooseToFree: '请先选中要释放的块。',
  nothingToFree: '没有这样的已分配块，没有什么可释放的。',
  nothingToUndo: '没有可以撤销的。',
  nothingToRedo: '没有可以重做的。',
  tooLongAgo: '历史已经回不到这个动作之前，无法撤销。“重置”会从头开始。',
  undone: msg<{ label: string }>('已撤销：{label}。'),
  undoneWithFuture: msg<{ label: string }>('已撤销：{label}。其后的操作已带回。'),
  undoneFutureLost: msg<{ label: string }>('已撤销：{label}。其后的操作超出了历史可用的内存，无法带回。'),
  redone: msg<{ label: string }>('已重做：{label}。'),
  reset: '全新的空堆。撤销可以带回原来的堆。',
  configured: '按此选择新建的空堆。撤销可以带回原来的堆。',
  opened: msg<{ name: string; n: number }>('{name}：已重放 {n, number} 个操作。撤销可以带回原来的堆。'),
  rebuilt: '会话已打开。撤销可以带回原来的堆。',
  cancelled: msg<{ label: string }>('{label}已取消；堆保持原样。'),
  heapBack: '之前的堆已带回。',
  heapForward: '之后的堆已带回。',
  restored: '已恢复到最后的完好状态。',
  restoredEmpty: '无法重新得到最后的完好状态：这是一个空堆。',
};

const work: Translation<(typeof english)['work']> = {
  opening: msg<{ name: string }>('打开 {name}'),
  rebuilding: '打开会话',
  restoring: '重新执行所有操作',
  going: msg('前往第 {n, number} 次操作'),
  comparing: '比较',
};

const crash: Translation<(typeof english)['crash']> = {
  version: msg('pymalloc-explorer {version}，{browser}'),
  noMemory: '核心已停止：浏览器不再给出内存',
  at: msg('在第 {operation, number} 次操作之后'),
  inside: msg('在第 {operation, number} 次操作之内，第 {mark, number} 步之后'),
  stopped: msg<{ message: string }>('核心已停止：{message}'),
  where: msg<{ edition: string; arenas: string }>('版本 {edition}，arena {arenas}'),
  acts: msg<{ list: string }>('最近的动作：{list}'),
  none: '无',
  between: '；',
};

const undo: Translation<(typeof english)['undo']> = {
  undo: '撤销',
  redo: '重做',
  reset: '重置',
  takesBack: msg<{ label: string }>('撤销将收回：{label}'),
  takesBackCut: msg<{ label: string; n: number }>('撤销将收回：{label}，并带回其后的 {n, number} 个操作。'),
  bringsHeapBack: '撤销将带回之前的堆。',
  tooLate: '历史已经回不到上一个动作之前。',
  resetStartsOver: '重置会从一个空堆重新开始。',
  doesAgain: msg<{ label: string }>('重做将再次执行：{label}'),
};

const moves: Translation<(typeof english)['moves']> = {
  first: '开头',
  back: '后退一步',
  over: '前进一步',
  last: '末尾',
  into: '进入',
  backInto: '退入',
  out: '跳出',
  previousPhase: '上一阶段',
  nextPhase: '下一阶段',
  previousAct: '上一个动作',
  nextAct: '下一个动作',
};

const bar: Translation<(typeof english)['bar']> = {
  label: '时间线控制',
  play: '播放',
  pause: '暂停',
  speed: '速度',
  perSecond: msg<{ n: number }>('每秒 {n, number} 步'),
  slider: '位置',
  keys: '键盘',
  nextOperation: '进入下一个操作',
  previousOperation: '退入上一个操作',
  empty: '还没有操作',
  begin: msg<{ of: number }>('在第 1 个操作之前，共 {of, number} 个'),
  at: msg<{ n: number; of: number; call: string }>('操作 {n, number} / {of, number}：{call}'),
  past: msg<{ n: number }>('正处在过去。在这里做任何事都会截去其后的 {n, number} 个操作；撤销可以把它们带回来。'),
  pastInside: msg<{ n: number }>(
    '正处在过去。在这里做任何事都从这个操作的末尾开始，并截去其后的 {n, number} 个操作；撤销可以把它们带回来。',
  ),
};

const keys: Translation<(typeof english)['keys']> = {
  title: '键盘',
  asks: {
    playPause: '播放或暂停',
    over: '前进：下一个操作；在操作内部则为下一步',
    back: '后退：上一个操作；在操作内部则为上一步',
    nextAct: '到下一个动作的末尾',
    previousAct: '到上一个动作的末尾',
    into: '进入下一个操作',
    backInto: '退入上一个操作，停在它的最后一步',
    out: '跳出当前操作',
    down: '进入下一个操作；在操作内部则为下一阶段',
    up: '退入上一个操作；在操作内部则为上一阶段',
    first: '到开头',
    last: '到末尾',
    previousPhase: '上一阶段',
    nextPhase: '下一阶段',
    undo: '撤销',
    redo: '重做',
    help: '这份列表',
  },
  where:
    '凡是按键没有别的用途的地方，它们都有效：在输入框里是打字，在列表和图中方向键用来移动。↑ ↓、Home 和 End 只在控制栏内有效，因为在别处它们用来滚动。',
  single: '单字符按键随处可用',
  singleNote: '关闭后，空格、I、B、O 和 ? 只在控制栏获得焦点时有效：适合语音输入，也可避免误触。',
  close: '关闭',
};

const list: Translation<(typeof english)['list']> = {
  label: '动作、操作和步',
  empty: '还什么都没做。每次点击都会成为这里的一行，可以展开成操作，操作再展开成步。',
  operations: msg<{ n: number }>('{n, number} 个操作'),
  operation: msg<{ n: number; call: string }>('{n, number}. {call}'),
  answer: msg<{ address: string }>('返回 {address}'),
  step: msg<{ n: number; name: string }>('{n, number} {name}'),
  likeStep: msg<{ n: number; before: number }>(
    '{n, number} {before, plural, =0 {与第一步之前相同} other {与第 # 步之后相同}}',
  ),
  ahead: '在当前位置之后',
  cut: msg<{ n: number }>('截去 {n, number} 个'),
  compareFrom: '从这里开始比较',
  compareWith: '与这里比较',
  compareEnd: '结束比较',
  compareNothing: '请在时间线上选两个位置：在一处选“从这里开始比较”，在另一处选“与这里比较”。',
  comparingFrom: msg<{ a: string }>('A 是{a}。请移到另一个位置，再选“与这里比较”。'),
  comparing: msg<{ a: string; b: string }>('A 是{a}，B 是{b}。'),
  placeAfter: msg<{ n: number }>('{n, plural, =0 {最开头} other {操作 # 之后}}'),
  placeInside: msg<{ n: number; mark: number }>('操作 {n, number} 的第 {mark, number} 步之后'),
};

export const timeline: Translation<typeof english> = {
  acts,
  outcome,
  said,
  work,
  crash,
  undo,
  moves,
  bar,
  keys,
  list,
};
