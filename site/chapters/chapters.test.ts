// Every chapter of the guide, run: its figures, its steps with what their sentences state, its tasks with a solution and
// without, and that both languages tell of the same things. Wording is nobody's business here.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';

import { controlNames } from '../../www/embed/settings.ts';
import { viewNames } from '../../www/known-names.ts';
import { type ProgramRun } from '../../www/program/index.ts';
import { type Session } from '../../www/store.ts';
import { type Chapter, type Facts } from '../chapter.ts';
import { allEditions, chapters, goTo, open, startCore } from '../run.ts';
import { type Ways } from '../solutions/deeds.ts';

const here = new URL('.', import.meta.url);
const names = Object.keys(chapters).sort();

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

/** Goes where a link leads. */
function follow(session: Session, step: string, ran: ProgramRun | undefined): void {
  goTo(session, step, ran);
  expect(session.failure, step).toBeUndefined();
  // In the middle of a step nothing is told that has just happened.
  expect(session.inside?.present?.mark, step).toBe(session.inside?.mark);
}

function expectStated(facts: Facts, of: string): void {
  for (const [name, value] of Object.entries(facts)) {
    expect(typeof value === 'string' || Number.isFinite(value), `${of}: ${name} is ${value}`).toBe(true);
    expect(value, `${of}: ${name}`).not.toBe('');
  }
}

/** The elements of the guide in a page: their names with their attributes. */
function elementsIn(page: string): { tag: string; attributes: Record<string, string> }[] {
  const prose = page.replace(/^```.*?^```/gms, '');
  return [...prose.matchAll(/<(Figure|Step|Fact|Task)\b([^>]*?)\/?>/g)].map(([, tag = '', text = '']) => ({
    tag,
    attributes: Object.fromEntries(
      [...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
    ),
  }));
}

/** What a page tells of, each once: `Figure life`, `Fact second nextoffset`. */
function toldIn(page: string): string[] {
  const told = elementsIn(page).map(({ tag, attributes: { name, to, of } }) =>
    [tag, of, to ?? name].filter((part) => part !== undefined).join(' '),
  );
  return [...new Set(told)].sort();
}

it('there are chapters', () => {
  expect(names.length).toBeGreaterThan(0);
});

describe.each(names)('%s', (name) => {
  it('has figures that the embed can show, and that open without a problem', async () => {
    const chapter = chapterOf(name);
    for (const [figure, { view, controls, step }] of Object.entries(chapter.figures)) {
      for (const one of view.split(' ')) expect(viewNames, figure).toContain(one);
      if (controls !== undefined && controls !== 'none') {
        for (const one of controls.split(' ')) expect(controlNames, figure).toContain(one);
      }
      const { session, ran } = await open(chapter, figure);
      if (step !== undefined) follow(session, step, ran);
      session.dispose();
    }
  });

  it('has links that lead to a step, where what is stated can be read', async () => {
    const chapter = chapterOf(name);
    for (const [step, { figure, step: place, facts }] of Object.entries(chapter.steps)) {
      const { session, ran } = await open(chapter, figure);
      follow(session, place, ran);
      if (facts !== undefined) expectStated(facts(session.heap), step);
      session.dispose();
    }
    expectStated(chapter.facts({ editions: allEditions() }), 'facts');
  });

  it('has tasks that are not done at first, can be done, and tell when they have failed', async () => {
    const chapter = chapterOf(name);
    const solutions = await solutionsOf(name);
    for (const [task, { figure, done, failed }] of Object.entries(chapter.tasks)) {
      const solution = solutions[task];
      if (solution === undefined) throw new Error(`site/solutions/${name}.ts has no ${task}`);
      for (const way of ['solved', 'missed'] as const) {
        const doIt = solution[way];
        if (doIt === undefined) continue;
        const { session, ran } = await open(chapter, figure);
        const { step } = chapter.figures[figure] ?? {};
        if (step !== undefined) follow(session, step, ran);
        const begun = session.length;
        const at = (): { length: number; begun: number } => ({ length: session.length, begun });
        expect(done(session.heap, at()), `${task} at first`).toBe(false);
        expect(failed?.(session.heap, at()) ?? false, `${task} at first`).toBe(false);
        await doIt(session);
        expect(session.failure, `${task}: ${way}`).toBeUndefined();
        expect(done(session.heap, at()), `${task}: ${way}`).toBe(way === 'solved');
        if (failed !== undefined) expect(failed(session.heap, at()), `${task}: ${way}`).toBe(way === 'missed');
        session.dispose();
      }
      expect('missed' in solution, `${task} can be missed`).toBe(failed !== undefined);
    }
  });

  const pages = ['guide', 'zh-Hans/guide'].map((folder) => new URL(`../${folder}/${name}.md`, here));
  it('is told in both languages with all that it has', async () => {
    const chapter = chapterOf(name);
    const [english = '', chinese = ''] = await Promise.all(pages.map((page) => readFile(page, 'utf8')));
    expect(toldIn(chinese)).toEqual(toldIn(english));
    const told = toldIn(english);
    for (const figure of Object.keys(chapter.figures)) {
      const byTask = Object.entries(chapter.tasks).some(
        ([task, its]) => its.figure === figure && told.includes(`Task ${task}`),
      );
      expect(byTask || told.includes(`Figure ${figure}`), `figure ${figure}`).toBe(true);
    }
    for (const step of Object.keys(chapter.steps)) expect(told).toContain(`Step ${step}`);
    for (const task of Object.keys(chapter.tasks)) expect(told).toContain(`Task ${task}`);
    for (const fact of Object.keys(chapter.facts({ editions: allEditions() }))) expect(told).toContain(`Fact ${fact}`);
    const facts = await factsOf(chapter);
    for (const { tag, attributes } of [...elementsIn(english), ...elementsIn(chinese)]) {
      if (tag === 'Figure') expect(Object.keys(chapter.figures)).toContain(attributes['name']);
      else if (tag === 'Step') expect(Object.keys(chapter.steps)).toContain(attributes['to']);
      else if (tag === 'Task') expect(Object.keys(chapter.tasks)).toContain(attributes['name']);
      else expectFact(facts, attributes);
    }
  });
});

/** The names of all that can be stated: by step, and by nothing what needs no figure. */
async function factsOf(chapter: Chapter): Promise<ReadonlyMap<string | undefined, readonly string[]>> {
  const found = new Map<string | undefined, readonly string[]>();
  found.set(undefined, Object.keys(chapter.facts({ editions: allEditions() })));
  for (const [name, { figure, step, facts }] of Object.entries(chapter.steps)) {
    if (facts === undefined) continue;
    const { session, ran } = await open(chapter, figure);
    follow(session, step, ran);
    found.set(name, Object.keys(facts(session.heap)));
    session.dispose();
  }
  return found;
}

function expectFact(
  facts: ReadonlyMap<string | undefined, readonly string[]>,
  { of, name, as }: Record<string, string>,
): void {
  if (as !== undefined) expect(['address', 'bytes']).toContain(as);
  expect(facts.get(of), `${of} states something`).toContain(name);
}
