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
import { Session } from '../www/store.ts';
import { type Chapter, type Facts, type Figure } from './chapter.ts';

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

/** What a chapter comes to: all that its pages state, by name. */
export interface Computed {
  readonly figures: Chapter['figures'];
  readonly steps: Readonly<Record<string, ComputedStep>>;
  readonly facts: Facts;
  /** The figure of each task. */
  readonly tasks: Readonly<Record<string, string>>;
}

/** Runs every figure of a chapter; throws where one does not open, a step is not there, or nothing can be read. */
export async function compute(chapter: Chapter): Promise<Computed> {
  const steps: Record<string, ComputedStep> = {};
  for (const name of Object.keys(chapter.figures)) {
    const { session, ran } = await open(chapter, name);
    for (const [link, { figure, step, facts }] of Object.entries(chapter.steps)) {
      if (figure !== name) continue;
      goTo(session, step, ran);
      steps[link] = { figure, step, operation: session.position, facts: facts?.(session.heap) ?? {} };
    }
    session.dispose();
  }
  for (const [link, { figure }] of Object.entries(chapter.steps)) {
    if (!(link in steps)) throw new Error(`the step ${link} is of ${figure}, which is no figure`);
  }
  return {
    figures: chapter.figures,
    steps,
    facts: chapter.facts({ editions: allEditions() }),
    tasks: Object.fromEntries(Object.entries(chapter.tasks).map(([task, { figure }]) => [task, figure])),
  };
}

/** Of the figures that share a heap, the first that says what is in it; else the figure itself. */
export function sourceOf({ figures }: Pick<Chapter, 'figures'>, figure: Figure): Figure {
  if (figure.heap === undefined || hasSource(figure)) return figure;
  return Object.values(figures).find((other) => other.heap === figure.heap && hasSource(other)) ?? figure;
}

function hasSource({ program, scenario }: Figure): boolean {
  return (program ?? scenario) !== undefined;
}

/** Opens a figure as an element opens it. */
export async function open(
  chapter: Chapter,
  name: string,
): Promise<{ readonly session: Session; readonly ran: ProgramRun | undefined }> {
  const figure = chapter.figures[name];
  if (figure === undefined) throw new Error(`there is no figure ${name}`);
  const { program, scenario, edition, arenas } = sourceOf(chapter, figure);
  const session = new Session(edition ?? 'cpython-3.10-32', arenas ?? 'aligned');
  if (program !== undefined) {
    const ran = await runProgram(session, readProgram(program));
    if (ran.problem !== undefined) throw new Error(`${name}: ${tellProblem(en, ran.problem)}`);
    return { session, ran };
  }
  if (scenario !== undefined) await runScenario(session, scenario);
  if (session.failure !== undefined) throw new Error(`${name} could not be carried out`);
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

/** Goes where a link leads, which has to be there. */
export function goTo(session: Session, step: string, ran: ProgramRun | undefined): void {
  const place = placeOf(step, session.length, ran && { text: '', own: true, lines: ran.lines });
  if (place === undefined) throw new Error(`there is no step ${step}`);
  if (place.mark === undefined) session.seek(place.operation);
  else session.stepTo(place.operation, place.mark);
  if (session.position !== place.operation || session.inside?.mark !== place.mark) {
    throw new Error(`the step ${step} cannot be reached`);
  }
}

export function allEditions(): Record<Edition, EditionInfo> {
  const entries = editions().map((edition) => [edition.edition, edition] as const);
  return Object.fromEntries(entries) as Record<Edition, EditionInfo>;
}
