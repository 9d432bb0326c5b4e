// How one stands in a task of a chapter, below the figure to do it in: read from the heap after every change. Knows no chapter
// but by its name.

import { type Chapter, type Task } from '../../chapter.ts';
import { type PymallocExplorer } from '../../../www/embed/pymalloc-explorer.ts';
import { type Standing, standingOf } from '../../standing.ts';
import { useData } from 'vitepress';
import { defineComponent, h, onMounted, shallowRef, useTemplateRef, type VNode } from 'vue';
import { taskWords, tellStanding } from './task-words.ts';

/** What one goes back to. */
interface Beginning {
  readonly state: Promise<string>;
  readonly operations: number;
}

const chapters = import.meta.glob<Chapter>('../../chapters/[0-9]*.ts', { import: 'default' });

async function taskOf(chapter: string, name: string): Promise<Task> {
  const task = (await chapters[`../../chapters/${chapter}.ts`]?.())?.tasks[name];
  if (task === undefined) throw new Error(`${chapter} has no task ${name}`);
  return task;
}

export const TaskStanding = defineComponent({
  name: 'TaskStanding',
  props: { chapter: { type: String, required: true }, name: { type: String, required: true } },
  setup(props) {
    const { lang } = useData();
    const root = useTemplateRef<HTMLElement>('root');
    /** Unknown until the figure runs. */
    const stands = shallowRef<Standing>();
    let beginning: Beginning | undefined;
    let beginAgain: (() => Promise<void>) | undefined;

    onMounted(async () => {
      const figure = root.value?.parentElement?.querySelector<PymallocExplorer>('pymalloc-explorer');
      if (figure === null || figure === undefined) return;
      const task = await taskOf(props.chapter, props.name);
      figure.addEventListener('pymalloc-ready', () => {
        begin(figure, task);
      });
      figure.addEventListener('pymalloc-change', () => {
        // What is done is done, whatever one looks at afterwards.
        if (stands.value?.mark !== 'done') judge(figure, task);
      });
      if (figure.matches(':state(ready)')) begin(figure, task);
      beginAgain = async () => {
        if (beginning === undefined) return;
        await figure.setState(await beginning.state);
        judge(figure, task);
      };
    });

    function begin(figure: PymallocExplorer, task: Task): void {
      beginning ??= { state: figure.getState(), operations: figure.read((heap) => heap.operations) ?? 0 };
      // Who is told how it stands may go on: what one comes back to has to be known by then.
      const show = (): void => {
        judge(figure, task);
      };
      beginning.state.then(show, show);
    }

    function judge(figure: PymallocExplorer, task: Task): void {
      const begun = beginning?.operations;
      if (begun === undefined) return;
      stands.value = figure.read((heap) => standingOf(task, heap, begun)) ?? { mark: 'open', seen: {} };
    }

    return (): VNode => {
      const { value } = stands;
      const told = value && tellStanding(value, lang.value);
      return h('div', { ref: 'root', class: 'standing', 'data-mark': value?.mark }, [
        h('p', { role: 'status' }, told && [h('strong', told.mark), ' ', told.seen]),
        told && h('button', { type: 'button', onClick: () => void beginAgain?.() }, taskWords(lang.value).again),
      ]);
    };
  },
});
