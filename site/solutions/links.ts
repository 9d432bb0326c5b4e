// Each task done, and missed, as the element's getState() would tell of it: for the tests, which carry it out in a page.

import { writeLink } from '../../www/share/link.ts';
import { savedOf } from '../../www/share/sharing.ts';
import { chapters, openTask } from '../run.ts';
import { type Ways } from './deeds.ts';

export { startCore } from '../run.ts';

export interface Links {
  readonly solved: string;
  readonly missed: string;
}

const solutions = import.meta.glob<Readonly<Record<string, Ways>>>('./[0-9]*.ts', { eager: true });

/** The links of the tasks of a chapter, by task. */
export async function linksOf(chapter: string): Promise<Readonly<Record<string, Links>>> {
  const { tasks = {} } = chapters[chapter] ?? {};
  const links = Object.keys(tasks).map(async (task) => {
    const [solved, missed] = [await link(chapter, task, 'solved'), await link(chapter, task, 'missed')];
    return [task, { solved, missed }] as const;
  });
  return Object.fromEntries(await Promise.all(links));
}

async function link(name: string, task: string, way: keyof Ways): Promise<string> {
  const chapter = chapters[name];
  const its = chapter?.tasks[task];
  const doIt = solutions[`./${name}.ts`]?.[task]?.[way];
  if (chapter === undefined || its === undefined || doIt === undefined) throw new Error(`${name} has no ${task}`);
  const session = await openTask(chapter, its);
  await doIt(session);
  const { fragment } = await writeLink(savedOf(session, { view: undefined, lang: undefined }));
  session.dispose();
  return fragment;
}
