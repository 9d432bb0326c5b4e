// Every chapter of the guide, run: its figures, its steps with what their sentences state, its tasks with a solution and
// without, and that both languages tell of all of it. Wording is nobody's business here.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';

import { controlNames } from '../../www/embed/settings.ts';
import { viewNames } from '../../www/known-names.ts';
import { type Session } from '../../www/store.ts';
import { expand } from '../.vitepress/expand.ts';
import { tellStanding } from '../.vitepress/theme/task-words.ts';
import { type Chapter, type Task } from '../chapter.ts';
import { chapters, compute, type Computed, openTask, startCore } from '../run.ts';
import { type Ways } from '../solutions/deeds.ts';
import { type Mark, standingOf } from '../standing.ts';

const here = new URL('.', import.meta.url);
const names = Object.keys(chapters).sort();
const languages = { en: '../guide/', 'zh-Hans': '../zh-Hans/guide/' };

beforeAll(async () => {
  await startCore(await readFile(new URL('../../pkg/core/pymalloc_explorer_bg.wasm', import.meta.url)));
});

function chapterOf(name: string): Chapter {
  const chapter = chapters[name];
  if (chapter === undefined) throw new Error(`there is no chapter ${name}`);
  return chapter;
}

/** How the tasks of a chapter are done, by task. */
async function solutionsOf(name: string): Promise<Readonly<Record<string, Ways>>> {
  const file = new URL(`../solutions/${name}.ts`, here);
  return existsSync(file) ? ((await import(file.href)) as Record<string, Ways>) : {};
}

/** How one stands at first, and after each change, each once. */
async function standingsOf(chapter: Chapter, task: Task, work: (session: Session) => unknown): Promise<Mark[]> {
  const session = await openTask(chapter, task);
  const begun = session.position;
  const marks: Mark[] = [];
  const look = (): void => {
    const standing = session.read((heap) => standingOf(task, heap, begun));
    if (standing === undefined) return;
    if (marks.at(-1) !== standing.mark) marks.push(standing.mark);
    for (const language of Object.keys(languages)) {
      expect(tellStanding(standing, language).seen === '', `${standing.mark}: what is seen`).toBe(
        standing.mark === 'lost',
      );
    }
  };
  look();
  session.addEventListener('change', look);
  await work(session);
  look();
  expect(session.failure).toBeUndefined();
  session.dispose();
  return marks;
}

/** A page of a chapter as it is sent; throws where it tells of something that is not there. */
async function sent(name: string, chapter: Computed, language: keyof typeof languages): Promise<string> {
  const page = await readFile(new URL(`${languages[language]}${name}.md`, here), 'utf8');
  return expand(page, { name, chapter, language, pictures: {} }, (text) => text);
}

const TOLD =
  /<pymalloc-explorer id="[^"]+"|<a class="vp-raw step" data-step="[^"]+"|<TaskStanding chapter="[^"]+" name="[^"]+"|<data class="fact"(?: data-of="[^"]+")? data-name="[^"]+"/g;

/** What a page tells of, each once. */
function toldIn(page: string): string[] {
  return [...new Set(page.match(TOLD))].sort();
}

it('there are chapters', () => {
  expect(names.length).toBeGreaterThan(0);
});

describe.each(names)('%s', (name) => {
  it('has figures with views and controls that the embed knows', () => {
    for (const [figure, { view, controls }] of Object.entries(chapterOf(name).figures)) {
      for (const one of view.split(' ')) expect(viewNames, figure).toContain(one);
      if (controls === undefined || controls === 'none') continue;
      for (const one of controls.split(' ')) expect(controlNames, figure).toContain(one);
    }
  });

  it('has figures that open, steps that can be reached, and is told in both languages with all that it has', async () => {
    const { tasks } = chapterOf(name);
    const computed = await compute(chapterOf(name));
    const told = toldIn(await sent(name, computed, 'en'));
    expect(toldIn(await sent(name, computed, 'zh-Hans'))).toEqual(told);
    // As Markdown will read it, the code of captions and tasks has no signs of Markdown.
    const captions = (await sent(name, computed, 'en')).match(
      /<(?:span slot="caption"|p class="what")>[^\n]*?<\/(?:span|p)>/g,
    );
    for (const caption of captions ?? []) expect(caption).not.toMatch(/<code>[^<]*__/);
    for (const figure of Object.keys(computed.figures)) expect(told).toContain(`<pymalloc-explorer id="${figure}"`);
    for (const step of Object.keys(computed.steps))
      expect(told).toContain(`<a class="vp-raw step" data-step="${step}"`);
    for (const task of Object.keys(tasks)) expect(told).toContain(`<TaskStanding chapter="${name}" name="${task}"`);
    for (const fact of Object.keys(computed.facts)) expect(told).toContain(`<data class="fact" data-name="${fact}"`);
  });

  it('numbers its figures as they stand in the page, and of those with one heap the first is first', async () => {
    const page = await sent(name, await compute(chapterOf(name)), 'en');
    const numbers = [...page.matchAll(/ label="Figure (\d+)"/g)].map(([, number]) => Number(number));
    expect(numbers).toEqual(numbers.map((_, at) => at + 1));
    const order = [...page.matchAll(/<pymalloc-explorer id="([^"]+)"/g)].map(([, id = '']) => id);
    const figures = Object.entries(chapterOf(name).figures);
    for (const heap of new Set(figures.map(([, figure]) => figure.heap))) {
      if (heap === undefined) continue;
      const own = figures.flatMap(([id, figure]) => (figure.heap === heap ? [id] : []));
      expect(order.filter((id) => own.includes(id))[0], heap).toBe(own[0]);
    }
  });

  it('has tasks that can be done, that can fail, and that tell when their beginning is lost', async () => {
    const chapter = chapterOf(name);
    const solutions = await solutionsOf(name);
    expect(Object.keys(solutions)).toEqual(Object.keys(chapter.tasks));
    for (const [name, task] of Object.entries(chapter.tasks)) {
      const { solved, missed } = solutions[name] ?? {};
      if (solved === undefined || missed === undefined) throw new Error(`${name} has no solution`);
      expect(await standingsOf(chapter, task, solved), name).toEqual(['open', 'done']);
      expect(await standingsOf(chapter, task, missed), name).toEqual(['open', 'failed']);
      expect(await standingsOf(chapter, task, (session) => session.undo()), name).toEqual(['open', 'lost']);
    }
  });
});
