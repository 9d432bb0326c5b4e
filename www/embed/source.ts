// What the heap of an element begins with: a program, a scenario, a file, a session. Finds it by the attributes and brings
// the session there. Draws nothing.

import { type ViewName } from '../locales/messages.ts';
import { objectScenarioIds } from '../object-scenarios.ts';
import { type Program, type ProgramProblem } from '../program/index.ts';
import { scenarioIds } from '../scenarios.ts';
import { sharing } from '../share/later.ts';
import { type Session } from '../store.ts';
import { MOST_TRACE_BYTES } from '../trace-file.ts';
import { EmbedProblem, problem, problemOf } from './problem.ts';
import { codeBlock, NoCodeBlock, ownProgram } from './program-text.ts';
import { type RanText } from './ran.ts';
import { readSettings, type Settings, TAG } from './settings.ts';

/** How often it is asked whether an address is still waited for. */
const LOOK_MS = 100;

/** A program that was carried out, as far as it went. */
export interface Ran extends RanText {
  /** What ended it before its end, and in which line. */
  readonly problem?: EmbedProblem;
  readonly failedLine?: number;
}

/** Whether an element says what is in its heap; others of the same heap show it. */
export function hasSource(element: Element, { state, scenario, src, htmlFor }: Settings): boolean {
  return [state, scenario, src, htmlFor].some((given) => given !== undefined) || ownProgram(element) !== undefined;
}

/** Views that a small core has nothing for. */
const OF_WHOLE: ReadonlySet<ViewName> = new Set(['objects', 'generations', 'compare', 'heap-map']);

/** A line of a program that does something with blocks; what it is exactly is known once there is a grammar. */
const OF_BLOCKS = /^ *([\w[\]]+ *= *)?(\[?(malloc|calloc|realloc|free)\(|for |del |pass|#|$)/;

/**
 * Whether what an element begins with needs the whole core: what it does to a small one would be done twice. Of a program
 * this is a guess; where it is wrong the other core comes, too.
 */
export function needsWhole(element: Element, { views, scenario, state, src, htmlFor }: Settings): boolean {
  if (views.some((view) => OF_WHOLE.has(view))) return true;
  if ([state, src, htmlFor].some((given) => given !== undefined)) return true;
  if (scenario !== undefined) return !scenarioIds.some((id) => id === scenario);
  return (
    ownProgram(element)
      ?.split('\n')
      .some((line) => !OF_BLOCKS.test(line)) ?? false
  );
}

/** Begins anew with what the attributes name, the first of them that is there; answers the program, if it was one. */
export async function begin(session: Session, element: Element, settings: Settings): Promise<Ran | undefined> {
  const { state, scenario, src } = settings;
  if (state !== undefined) {
    await openState(session, state);
    return undefined;
  }
  await empty(session, settings);
  if (scenario !== undefined) await runScenario(session, scenario, settings.seed);
  else if (src !== undefined) await openAddress(session, src, element);
  else {
    const text = programOf(element, settings);
    if (text !== undefined) return runText(session, text, settings.htmlFor === undefined);
  }
  return undefined;
}

export async function openState(session: Session, state: string): Promise<void> {
  const { openLink } = await sharing.load();
  await openLink(session, state);
  throwFailure(session);
}

/** A program, in an empty heap; a trace; a session file. Where it cannot be read, nothing has happened. */
export async function openGiven(session: Session, source: string | Blob): Promise<Ran | undefined> {
  if (typeof source === 'string') {
    const { tell, read, run } = await programs();
    try {
      const program = read(source);
      session.reset();
      return await run(session, source, program, true);
    } catch (error) {
      throw tell(error)?.problem ?? error;
    }
  }
  const { openFile } = await sharing.load();
  await openFile(session, source, source instanceof File ? source.name : 'file');
  throwFailure(session);
  return undefined;
}

function programOf(element: Element, { htmlFor }: Settings): string | undefined {
  if (htmlFor === undefined) return ownProgram(element);
  try {
    return codeBlock(element, htmlFor);
  } catch (error) {
    if (!(error instanceof NoCodeBlock)) throw error;
    throw problem('no_code_block', (words) => words.no_code_block({ wanted: error.wanted }));
  }
}

async function empty(session: Session, { edition, arenas }: Settings): Promise<void> {
  const isEmpty = session.length === 0 && session.edition.edition === edition && session.alignment === arenas;
  if (!isEmpty) await session.configure(edition, arenas);
}

async function runScenario(session: Session, name: string, seed: number): Promise<void> {
  const allocator = scenarioIds.find((id) => id === name);
  const objects = objectScenarioIds.find((id) => id === name);
  if (allocator !== undefined) await session.runScenario(allocator, seed);
  else if (objects !== undefined) {
    await session.startLesson(objects);
    while (session.failure === undefined && session.lesson?.next !== undefined) await session.nextAct();
  } else {
    const known = [...scenarioIds, ...objectScenarioIds].join(', ');
    throw problem('unknown_scenario', (words) => words.unknown_scenario({ name, known }));
  }
  throwFailure(session);
}

/** Carries a text out; one that cannot be read is shown all the same, with the line that is wrong. */
async function runText(session: Session, text: string, own: boolean): Promise<Ran> {
  const { tell, read, run } = await programs();
  try {
    return await run(session, text, read(text), own);
  } catch (error) {
    const wrong = tell(error);
    if (wrong === undefined) throw error;
    return { text, own, lines: [], ...wrong };
  }
}

/** What reads and runs programs, loaded where there is one. */
async function programs(): Promise<{
  /** What is wrong with a program, and in which line; nothing for other errors. */
  tell: (error: unknown) => Required<Pick<Ran, 'problem' | 'failedLine'>> | undefined;
  read: (text: string) => Program;
  run: (session: Session, text: string, program: Program, own: boolean) => Promise<Ran>;
}> {
  const { ProgramProblem, readProgram, runProgram, tellProblem } = await import('../program/index.ts');
  const told = (found: ProgramProblem): Required<Pick<Ran, 'problem' | 'failedLine'>> => ({
    problem: new EmbedProblem('bad_program', (messages) => tellProblem(messages, found)),
    failedLine: found.line,
  });
  return {
    tell: (error) => (error instanceof ProgramProblem ? told(error) : undefined),
    read: readProgram,
    async run(session, text, program, own) {
      const { lines, problem: found } = await runProgram(session, program);
      session.dismissFailure();
      return { text, own, lines, ...(found === undefined ? {} : told(found)) };
    },
  };
}

/** A server may never answer: the address is given up when nobody waits for it any more, and nothing is wrong then. */
async function openAddress(session: Session, src: string, element: Element): Promise<void> {
  const given = new AbortController();
  const looking = setInterval(() => {
    if (!isWaitedFor(element, src)) given.abort();
  }, LOOK_MS);
  const body = await load(src, given.signal)
    .catch((error: unknown) => {
      if (!given.signal.aborted) throw error;
    })
    .finally(() => {
      clearInterval(looking);
    });
  if (body === undefined) return;
  const { openFile } = await sharing.load();
  await openFile(session, body, src.split('/').at(-1) ?? src);
  throwFailure(session);
}

/** Whether the element names the address, and is in the page, or another that shows the same heap. */
function isWaitedFor(element: Element, src: string): boolean {
  const { settings } = readSettings(element);
  if (settings.src !== src || settings.state !== undefined || settings.scenario !== undefined) return false;
  if (element.isConnected) return true;
  const { heap } = settings;
  return heap !== undefined && [...document.querySelectorAll(TAG)].some((one) => one.getAttribute('heap') === heap);
}

async function load(src: string, signal: AbortSignal): Promise<Blob> {
  const response = await fetch(src, { signal }).catch(() => {
    throw problem('src_unreachable', (words) => words.src_unreachable({ src }));
  });
  const { ok, status, headers } = response;
  if (!ok) throw problem('src_status', (words) => words.src_status({ src, status }));
  const type = headers.get('Content-Type') ?? '';
  if (/^text\/html\b/i.test(type)) throw problem('src_type', (words) => words.src_type({ src, type }));
  return bodyOf(response, src);
}

/** No more of it is loaded than could be opened, whatever its length was said to be. */
async function bodyOf(response: Response, src: string): Promise<Blob> {
  const tooLarge = (): EmbedProblem =>
    problem('src_too_large', (words) => words.src_too_large({ src, most: MOST_TRACE_BYTES }));
  if (Number(response.headers.get('Content-Length') ?? 0) > MOST_TRACE_BYTES) throw tooLarge();
  const reader = response.body?.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    size += part.value.length;
    parts.push(part.value);
    if (size <= MOST_TRACE_BYTES) continue;
    await reader?.cancel();
    throw tooLarge();
  }
  return new Blob(parts);
}

/** What the session could not do is told by the element, not by the session's own box. */
function throwFailure(session: Session): void {
  const { failure } = session;
  if (failure === undefined) return;
  session.dismissFailure();
  throw problemOf(failure);
}
