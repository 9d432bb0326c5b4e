// What a task says besides what is to do, in both languages.

const english = {
  task: 'Task.',
  open: 'Not done yet.',
  done: 'Done.',
  failed: 'It cannot be done any more from here. Undo, or begin again.',
  again: 'Begin again',
};

const chinese: typeof english = {
  task: '任务',
  open: '还没有完成。',
  done: '完成了。',
  failed: '走到这一步已经完成不了了：请撤销，或者重新开始。',
  again: '重新开始',
};

export function taskWords(language: string): typeof english {
  return language.startsWith('zh') ? chinese : english;
}
