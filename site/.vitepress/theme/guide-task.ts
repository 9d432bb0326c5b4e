// A task of a chapter: what is to do, the figure to do it in, and whether it is done, which is read from the heap after every
// change. Knows no chapter but by its name.

import { type Chapter, type Task } from '../../chapter.ts';
import { type PymallocExplorer } from '../../../www/embed/pymalloc-explorer.ts';
import { useData } from 'vitepress';
import { defineComponent, h, onMounted, ref, useTemplateRef, type VNode } from 'vue';
import { taskWords } from './task-words.ts';

type Standing = 'open' | 'done' | 'failed';

const chapters = import.meta.glob<Chapter>('../../chapters/[0-9]*.ts', { import: 'default' });

async function taskOf(chapter: string, name: string): Promise<Task> {
  const task = (await chapters[`../../chapters/${chapter}.ts`]?.())?.tasks[name];
  if (task === undefined) throw new Error(`${chapter} has no task ${name}`);
  return task;
}

/** How a task stands in an element, which began with so many operations. */
function standing(element: PymallocExplorer, { done, failed }: Task, begun: number): Standing {
  if (element.read((heap) => done(heap, { length: heap.length, begun })) === true) return 'done';
  return element.read((heap) => failed?.(heap, { length: heap.length, begun })) === true ? 'failed' : 'open';
}

export const GuideTask = defineComponent({
  name: 'GuideTask',
  props: { chapter: { type: String, required: true }, name: { type: String, required: true } },
  setup(props, { slots }) {
    const { lang } = useData();
    const root = useTemplateRef<HTMLElement>('root');
    /** Unknown until the element runs. */
    const stands = ref<Standing>();

    const embed = (): PymallocExplorer | null => root.value?.querySelector('pymalloc-explorer') ?? null;
    let task: Task | undefined;
    let begun: number | undefined;

    onMounted(async () => {
      const element = embed();
      element?.addEventListener('pymalloc-ready', () => {
        begin(element);
      });
      element?.addEventListener('pymalloc-change', () => {
        if (task === undefined || begun === undefined || stands.value === 'done') return;
        stands.value = standing(element, task, begun);
      });
      task = await taskOf(props.chapter, props.name);
      if (element?.matches(':state(ready)') === true) begin(element);
    });

    function begin(element: PymallocExplorer): void {
      begun = element.read((heap) => heap.length);
      stands.value = 'open';
    }

    async function beginAgain(): Promise<void> {
      const element = embed();
      if (element === null) return;
      begun = undefined;
      await element.load(element.querySelector('pre')?.textContent ?? '');
      begin(element);
    }

    return (): VNode => {
      const words = taskWords(lang.value);
      return h(
        'section',
        { ref: 'root', class: 'guide-task', 'data-standing': stands.value, 'aria-label': words.task },
        [
          h('p', { class: 'what' }, [h('strong', words.task), ' ', slots['what']?.()]),
          slots['default']?.(),
          h('div', { class: 'standing' }, [
            h('p', { role: 'status' }, stands.value === undefined ? '' : words[stands.value]),
            stands.value === undefined
              ? undefined
              : h('button', { type: 'button', onClick: () => void beginAgain() }, words.again),
          ]),
        ],
      );
    };
  },
});
