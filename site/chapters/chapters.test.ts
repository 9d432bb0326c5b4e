// Every chapter of the guide, run: its figures, its steps with what their sentences state, its tasks with a solution and
// without, and that both languages tell of the same things. Wording is nobody's business here.

import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';

import { editions, startCore } from '../../www/core.ts';
import { placeOf } from '../../www/embed/step.ts';
import { type Edition } from '../../www/generated/Edition.ts';
import { type EditionInfo } from '../../www/generated/EditionInfo.ts';
import { en } from '../../www/locales/en.ts';
import { objectScenarioIds } from '../../www/object-scenarios.ts';
import { type ProgramRun, readProgram, runProgram, tellProblem } from '../../www/program/index.ts';
import { scenarioIds } from '../../www/scenarios.ts';
import { Session } from '../../www/store.ts';
import { viewNames } from '../../www/known-names.ts';
import { controlNames } from '../../www/embed/settings.ts';
import { type Chapter, type Facts, type Figure } from '../chapter.ts';
import { type Ways } from '../solutions/deeds.ts';

const here = new URL('.', import.meta.url);
const names = readdirSync(here)
  .filter((file) => /^\d\d-.*\.ts$/.test(file))
  .map((file) => file.replace('.ts', ''));

beforeAll(async () => {
  await startCore(await readFile(new URL('../../pkg/core/pymalloc_explorer_bg.wasm', import.meta.url)));
});

async function chapterOf(name: string): Promise<Chapter> {
  const { default: chapter } = (await import(new URL(`${name}.ts`, here).href)) as { default: Chapter };
  return chapter;
}

/** How the tasks of a chapter are done, by task. */
async function solutionsOf(name: string): Promise<Readonly<Record<string, Ways>>> {
  const file = new URL(`../solutions/${name}.ts`, here);
  return existsSync(file) ? ((await import(file.href)) as Record<string, Ways>) : {};
}

/** A figure opened as an element opens it; of those that share a heap, the first has what is in it. */
async function opened(chapter: Chapter, name: string): Promise<{ session: Session; ran: ProgramRun | undefined }> {
  const figure = figureOf(chapter, name);
  const { program, scenario, edition, arenas } = sourceOf(chapter, figure);
  const session = new Session(edition ?? 'cpython-3.10-32', arenas ?? 'aligned');
  if (program !== undefined) {
    const ran = await runProgram(session, readProgram(program));
    expect(ran.problem && tellProblem(en, ran.problem), name).toBeUndefined();
    return { session, ran };
  }
  if (scenario !== undefined) await runScenario(session, scenario);
  expect(session.failure, name).toBeUndefined();
  return { session, ran: undefined };
}

async function runScenario(session: Session, name: string): Promise<void> {
  const allocator = scenarioIds.find((id) => id === name);
  const objects = objectScenarioIds.find((id) => id === name);
  if (allocator !== undefined) await session.runScenario(allocator, 1);
  else if (objects !== undefined) {
    await session.startLesson(objects);
    while (session.failure === undefined && session.lesson?.next !== undefined) await session.nextAct();
  } else throw new Error(`there is no scenario ${name}`);
}

function figureOf(chapter: Chapter, name: string): Figure {
  const figure = chapter.figures[name];
  if (figure === undefined) throw new Error(`there is no figure ${name}`);
  return figure;
}

function sourceOf(chapter: Chapter, figure: Figure): Figure {
  if (figure.heap === undefined || figure.program !== undefined || figure.scenario !== undefined) return figure;
  const first = Object.values(chapter.figures).find(
    ({ heap, program, scenario }) => heap === figure.heap && (program ?? scenario) !== undefined,
  );
  return first ?? figure;
}

/** Goes where a link leads, which has to be there. */
function goTo(session: Session, step: string, ran: ProgramRun | undefined): void {
  const told = ran && { text: '', own: true, lines: ran.lines };
  const place = placeOf(step, session.length, told);
  if (place === undefined) throw new Error(`there is no step ${step}`);
  if (place.mark === undefined) session.seek(place.operation);
  else {
    expect(session.heap.stepCount(place.operation), step).toBeGreaterThanOrEqual(place.mark);
    session.stepTo(place.operation, place.mark);
  }
  expect(session.failure, step).toBeUndefined();
  expect(session.position, step).toBe(place.operation);
  expect(session.inside?.mark, step).toBe(place.mark);
  // In the middle of a step nothing is told that has just happened.
  expect(session.inside?.present?.mark, step).toBe(place.mark);
}

function expectStated(facts: Facts, of: string): void {
  for (const [name, value] of Object.entries(facts)) {
    expect(typeof value === 'string' || Number.isFinite(value), `${of}: ${name} is ${value}`).toBe(true);
    expect(value, `${of}: ${name}`).not.toBe('');
  }
}

function allEditions(): Record<Edition, EditionInfo> {
  const entries = editions().map((edition) => [edition.edition, edition] as const);
  return Object.fromEntries(entries) as Record<Edition, EditionInfo>;
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
    const chapter = await chapterOf(name);
    for (const [figure, { view, controls, step }] of Object.entries(chapter.figures)) {
      for (const one of view.split(' ')) expect(viewNames, figure).toContain(one);
      if (controls !== undefined && controls !== 'none') {
        for (const one of controls.split(' ')) expect(controlNames, figure).toContain(one);
      }
      const { session, ran } = await opened(chapter, figure);
      if (step !== undefined) goTo(session, step, ran);
      session.dispose();
    }
  });

  it('has links that lead to a step, where what is stated can be read', async () => {
    const chapter = await chapterOf(name);
    for (const [step, { figure, step: place, facts }] of Object.entries(chapter.steps)) {
      const { session, ran } = await opened(chapter, figure);
      goTo(session, place, ran);
      if (facts !== undefined) expectStated(facts(session.heap), step);
      session.dispose();
    }
    expectStated(chapter.facts({ editions: allEditions() }), 'facts');
  });

  it('has tasks that are not done at first, can be done, and tell when they have failed', async () => {
    const [chapter, solutions] = await Promise.all([chapterOf(name), solutionsOf(name)]);
    for (const [task, { figure, done, failed }] of Object.entries(chapter.tasks)) {
      const solution = solutions[task];
      if (solution === undefined) throw new Error(`site/solutions/${name}.ts has no ${task}`);
      for (const [way, doIt] of Object.entries(solution)) {
        const { session, ran } = await opened(chapter, figure);
        const { step } = figureOf(chapter, figure);
        if (step !== undefined) goTo(session, step, ran);
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
  it.runIf(pages.every((page) => existsSync(page)))('is told in both languages with all that it has', async () => {
    const chapter = await chapterOf(name);
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
    const { session, ran } = await opened(chapter, figure);
    goTo(session, step, ran);
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
