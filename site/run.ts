// Runs what a chapter has, without a page: its figures, the steps that its links lead to, and what is stated there. The
// build takes every number of the guide from here. Draws nothing and writes no file.

import { editions } from '../www/core.ts';
import { placeOf } from '../www/embed/step.ts';
import { type Edition } from '../www/generated/Edition.ts';
import { type EditionInfo } from '../www/generated/EditionInfo.ts';
import { en } from '../www/locales/en.ts';
import { objectScenarioIds } from '../www/object-scenarios.ts';
import { type ProgramRun, readProgram, runProgram, tellProblem } from '../www/program/index.ts';
import { scenarioIds } from '../www/scenarios.ts';
import { openLink } from '../www/share/sharing.ts';
import { Session } from '../www/store.ts';
import { type Chapter, type Facts, type Figure, type Task } from './chapter.ts';

export { startCore } from '../www/core.ts';

/** Every chapter, by the name of its file. */
export const chapters: Readonly<Record<string, Chapter>> = Object.fromEntries(
  Object.entries(import.meta.glob<Chapter>('./chapters/[0-9]*.ts', { import: 'default', eager: true })).map(
    ([path, chapter]) => [path.replace(/^.*\/|\.ts$/g, ''), chapter],
  ),
);

export interface ComputedStep {
  readonly figure: string;
  readonly step: string;
  /** Where that is in the timeline. */
  readonly operation: number;
  readonly facts: Facts;
}

type Shown = { readonly [Name in keyof Figure]: Figure[Name] | undefined };

/** What a chapter comes to: all that its pages state, by name. */
export interface Computed {
  readonly figures: Chapter['figures'];
  /** The same, each with what its heap begins with, whichever figure says that, and with where one begins. */
  readonly shown: Readonly<Record<string, Shown>>;
  readonly steps: Readonly<Record<string, ComputedStep>>;
  readonly facts: Facts;
  /** The figure of each task. */
  readonly tasks: Readonly<Record<string, string>>;
}

/**
 * Runs every figure of a chapter; throws where one does not open, a step is not there, what is stated there cannot be read,
 * or is no number and no word.
 */
export async function compute(chapter: Chapter): Promise<Computed> {
  const steps: Record<string, ComputedStep> = {};
  for (const name of Object.keys(chapter.figures)) {
    const { session, ran } = await open(chapter, name);
    const { step: own } = chapter.figures[name] ?? {};
    if (own !== undefined) goTo(session, own, ran);
    for (const [link, { figure, step, facts }] of Object.entries(chapter.steps)) {
      if (figure !== name) continue;
      goTo(session, step, ran);
      steps[link] = { figure, step, operation: session.position, facts: stated(facts?.(session.heap) ?? {}, link) };
    }
    session.dispose();
  }
  for (const [link, { figure }] of Object.entries(chapter.steps)) {
    if (!(link in steps)) throw new Error(`the step ${link} is of ${figure}, which is no figure`);
  }
  return {
    figures: chapter.figures,
    shown: Object.fromEntries(
      Object.entries(chapter.figures).map(([name, figure]) => [name, shownAs(chapter, figure)]),
    ),
    steps,
    facts: stated(chapter.facts({ editions: allEditions() }), 'the chapter'),
    tasks: Object.fromEntries(Object.entries(chapter.tasks).map(([task, { figure }]) => [task, figure])),
  };
}

function stated(facts: Facts, of: string): Facts {
  for (const [name, value] of Object.entries(facts)) {
    const isSaid = typeof value === 'string' ? value !== '' : Number.isFinite(value);
    if (!isSaid) throw new Error(`${of}: ${name} is ${JSON.stringify(value)}`);
  }
  return facts;
}

/** As an element finds it that is read after those above it: whoever comes later to a heap sees what the first of it shows. */
function shownAs(chapter: Chapter, figure: Figure): Shown {
  const { program, scenario, state, edition, arenas, step, select } = sourceOf(chapter, figure);
  const [first = figure] = sharing(chapter, figure);
  const begins = { program, scenario, state, edition, arenas };
  return { ...figure, ...begins, step: first.step ?? step, select: first.select ?? select };
}

/** Of the figures that share a heap, the first that says what is in it; else the figure itself. */
function sourceOf(chapter: Chapter, figure: Figure): Figure {
  const hasSource = ({ program, scenario, state }: Figure): boolean => (program ?? scenario ?? state) !== undefined;
  return [figure, ...sharing(chapter, figure)].find(hasSource) ?? figure;
}

/** The figures that show the heap of this one. */
function sharing({ figures }: Chapter, figure: Figure): Figure[] {
  return Object.values(figures).filter((one) => one === figure || (one.heap !== undefined && one.heap === figure.heap));
}

/** Opens a figure as an element opens it. */
async function open(
  chapter: Chapter,
  name: string,
): Promise<{ readonly session: Session; readonly ran: ProgramRun | undefined }> {
  const figure = chapter.figures[name];
  if (figure === undefined) throw new Error(`there is no figure ${name}`);
  const { program, scenario, state, edition, arenas } = sourceOf(chapter, figure);
  const session = new Session(edition ?? 'cpython-3.10-32', arenas ?? 'aligned');
  if (program !== undefined) {
    const ran = await runProgram(session, readProgram(program));
    if (ran.problem !== undefined) throw new Error(`${name}: ${tellProblem(en, ran.problem)}`);
    return { session, ran };
  }
  if (scenario !== undefined) await runScenario(session, scenario);
  else if (state !== undefined) await openLink(session, state);
  if (session.failure !== undefined) throw new Error(`${name} could not be carried out`);
  return { session, ran: undefined };
}

/** Opens the figure of a task where it begins. */
export async function openTask(chapter: Chapter, { figure }: Task): Promise<Session> {
  const { session, ran } = await open(chapter, figure);
  const { step } = chapter.figures[figure] ?? {};
  if (step !== undefined) goTo(session, step, ran);
  return session;
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

/** Goes where a link leads, which has to be there. */
function goTo(session: Session, step: string, ran: ProgramRun | undefined): void {
  const place = placeOf(step, session.length, ran && { text: '', own: true, lines: ran.lines });
  if (place === undefined) throw new Error(`there is no step ${step}`);
  if (place.mark === undefined) session.seek(place.operation);
  else session.stepTo(place.operation, place.mark);
  const { failure, inside, position } = session;
  // In the middle of a step nothing would be told that has just happened.
  const isTold = inside === undefined || inside.present?.mark === inside.mark;
  if (failure !== undefined || position !== place.operation || inside?.mark !== place.mark || !isTold) {
    throw new Error(`the step ${step} cannot be reached`);
  }
}

function allEditions(): Record<Edition, EditionInfo> {
  const entries = editions().map((edition) => [edition.edition, edition] as const);
  return Object.fromEntries(entries) as Record<Edition, EditionInfo>;
}
