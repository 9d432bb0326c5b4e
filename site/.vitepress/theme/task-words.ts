// What a task says besides what is to do, in both languages.

import { type Seen, type Sight } from '../../chapter.ts';
import { type Mark, type Standing } from '../../standing.ts';

interface Words {
  readonly task: string;
  readonly colon: string;
  readonly again: string;
  /** To who has no JavaScript. No sign of it is written otherwise in HTML. */
  readonly without: string;
  readonly marks: Readonly<Record<Mark, string>>;
  readonly sights: Readonly<Record<Sight, string>>;
  /** A sight and what is seen. */
  readonly sight: (name: string, seen: string) => string;
  readonly of: (n: string, most: string) => string;
  /** No name at all. */
  readonly none: string;
}

const english: Words = {
  task: 'Task',
  colon: '. ',
  again: 'Begin again',
  without: 'This task needs JavaScript.',
  marks: {
    open: 'Not done yet.',
    done: 'Done.',
    failed: 'It cannot be done any more from here. Undo, or begin again.',
    lost: 'What the task begins with has been undone. Begin again.',
  },
  sights: {
    frees: 'Frees so far',
    inUse: 'Blocks in use in the pool that has the fewest',
    ring: 'Pools in the ring',
    pools: 'Pools that the class has',
    freepools: 'freepools',
    arenas: 'Arenas',
    alive: 'Alive',
    unreachable: 'Alive, and reached by no name',
    finalized: 'Calls of __del__',
    company: 'What x has with it, without a name of its own',
  },
  sight: (name, seen) => `${name}: ${seen}.`,
  of: (n, most) => `${n} of ${most}`,
  none: 'none',
};

const chinese: Words = {
  task: '任务',
  colon: '：',
  again: '重新开始',
  without: '做这道任务需要 JavaScript。',
  marks: {
    open: '还没有完成。',
    done: '完成了。',
    failed: '从这里已经无法完成：请撤销，或者重新开始。',
    lost: '任务的起点已经撤销：请重新开始。',
  },
  sights: {
    frees: '已释放的块',
    inUse: '最空的池里，在用的块',
    ring: '环里的池',
    pools: '这个类的池',
    freepools: 'freepools',
    arenas: 'arena 个数',
    alive: '还活着的',
    unreachable: '活着、但没有名字能到达的',
    finalized: '__del__ 的调用次数',
    company: '跟着 x、自己没有名字的对象',
  },
  sight: (name, seen) => `${name}：${seen}。`,
  of: (n, most) => `${n} / ${most}`,
  none: '无',
};

export function taskWords(language: string): Words {
  return language.startsWith('zh') ? chinese : english;
}

/** What is told of how one stands. */
export function tellStanding(
  { mark, seen }: Standing,
  language: string,
): { readonly mark: string; readonly seen: string } {
  const words = taskWords(language);
  const names = Object.keys(words.sights) as Sight[];
  const sights = names.flatMap((name) => {
    const value = seen[name];
    return value === undefined ? [] : [words.sight(words.sights[name], writtenSeen(value, words, language))];
  });
  return { mark: words.marks[mark], seen: sights.join(language.startsWith('zh') ? '' : ' ') };
}

function writtenSeen(seen: Seen, { of, none }: Words, language: string): string {
  const number = new Intl.NumberFormat(language);
  if (typeof seen === 'number') return number.format(seen);
  if (typeof seen === 'string') return seen === '' ? none : seen;
  const [n, most] = seen;
  return of(number.format(n), number.format(most));
}
