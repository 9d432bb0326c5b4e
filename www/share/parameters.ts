// What a link and a session file say of a session, by the same names: how it is written, and how it is read with every
// value checked. Knows neither `#` nor JSON.

import { alignmentNames, editionNames, viewNames } from '../known-names.ts';
import { languages } from '../locales/language.ts';
import { topics } from '../topics.ts';
import { readActs, writeAct } from './act-notation.ts';
import { hexAddress, NotationError, readAddress, readWhole } from './fields.ts';
import { MOST_OPERATIONS, MOST_UINT } from './limits.ts';
import { excerpt, ShareProblem } from './problem.ts';
import { operationsOf, type SavedPosition, type SavedSession } from './saved.ts';

/** The values of a session by their names, none of them quoted further. Its acts are apart. */
export function writeParameters({
  edition,
  arenas,
  step,
  topic,
  view,
  select,
  lang,
}: SavedSession): Map<string, string> {
  const values: [name: string, value: string | undefined][] = [
    ['edition', edition],
    ['arenas', arenas],
    ['step', step && positionText(step)],
    ['topic', topic],
    ['view', view],
    ['select', select === undefined ? undefined : hexAddress(select)],
    ['lang', lang],
  ];
  return new Map(values.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]])));
}

export function writeActs({ acts }: SavedSession): string[] {
  return acts.map(writeAct);
}

/** A session from the values that were found. Names that nobody asks for are somebody else's. */
export function readSession(values: ReadonlyMap<string, string>, actTexts: readonly string[]): SavedSession {
  const optional = <Value>(name: string, reader: (text: string) => Value): Value | undefined => {
    const text = values.get(name);
    return text === undefined ? undefined : checked(name, text, reader);
  };
  const needed = <Value>(name: string, reader: (text: string) => Value): Value => {
    const value = optional(name, reader);
    if (value === undefined) throw new ShareProblem({ code: 'missing', what: name });
    return value;
  };
  const session: SavedSession = {
    edition: needed('edition', (text) => oneOf(editionNames, text)),
    arenas: optional('arenas', (text) => oneOf(alignmentNames, text)) ?? 'aligned',
    acts: readActs(actTexts),
    step: optional('step', readPosition),
    topic: optional('topic', (text) => oneOf(topics, text)),
    view: optional('view', (text) => oneOf(viewNames, text)),
    select: optional('select', readAddress),
    lang: optional('lang', (text) => oneOf(languages, text)),
  };
  refuseBeyond(session);
  refuseLateTraces(session);
  return session;
}

function refuseBeyond({ acts, step }: SavedSession): void {
  const operations = operationsOf(acts);
  if (step === undefined || step.operation <= operations) return;
  throw new ShareProblem({ code: 'no_such_position', operation: step.operation, operations });
}

/** A trace makes a heap of its own, so it comes first. */
function refuseLateTraces({ acts }: SavedSession): void {
  const late = acts.findIndex(({ act }, index) => act.act === 'trace' && index > 0);
  if (late >= 0) throw new ShareProblem({ code: 'late_trace', number: late + 1 });
}

function checked<Value>(what: string, text: string, reader: (text: string) => Value): Value {
  try {
    return reader(text);
  } catch (error) {
    if (!(error instanceof NotationError)) throw error;
    throw new ShareProblem({ code: 'bad_value', what, text: excerpt(text) });
  }
}

function oneOf<Word extends string>(words: readonly Word[], text: string): Word {
  const found = words.find((word) => word === text);
  if (found === undefined) throw new NotationError('not one of the words');
  return found;
}

function positionText({ operation, mark }: SavedPosition): string {
  return mark === undefined ? String(operation) : `${operation}.${mark}`;
}

function readPosition(text: string): SavedPosition {
  const [operation = '', mark, ...more] = text.split('.');
  if (more.length > 0) throw new NotationError('two marks');
  return {
    operation: readWhole(operation, MOST_OPERATIONS),
    mark: mark === undefined ? undefined : readWhole(mark, MOST_UINT),
  };
}
