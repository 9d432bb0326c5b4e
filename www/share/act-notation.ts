// The acts of a session in the notation of links, one after the other: `m24x100;f0x100c0020;scenario,churn,1=5000`.
// What each act came to is said behind it where it does not follow from the act. Carries nothing out.

import { type Act, lengthOf } from '../acts.ts';
import { exampleIds } from '../examples/index.ts';
import { type Request } from '../generated/Request.ts';
import { type LessonNames, objectScenarioIds } from '../object-scenarios.ts';
import { scenarioIds } from '../scenarios.ts';
import { Fields, hexAddress, NotationError, quoted, readAddress, readWhole, unquoted } from './fields.ts';
import {
  MOST_ACT_TEXT,
  MOST_ACTS,
  MOST_BYTES,
  MOST_OBJECTS,
  MOST_OPERATIONS,
  MOST_REQUESTS,
  MOST_UINT,
} from './limits.ts';
import { excerpt, ShareProblem } from './problem.ts';
import { isRequest, readRequest, writeRequest } from './request-notation.ts';
import { operationsOf, type SavedAct } from './saved.ts';

export function writeAct({ act, operations }: SavedAct): string {
  const text = textOf(act);
  return operations === lengthOf(act) ? text : `${text}=${operations}`;
}

/** Reads acts one by one, each written by itself. */
export function readActs(texts: readonly string[]): SavedAct[] {
  if (texts.length > MOST_ACTS) throw new ShareProblem({ code: 'too_many_acts', most: MOST_ACTS });
  const acts = texts.map((text, index) => readNumbered(text, index + 1));
  if (operationsOf(acts) > MOST_OPERATIONS) {
    throw new ShareProblem({ code: 'too_many_operations', most: MOST_OPERATIONS });
  }
  if (objectsOf(acts) > MOST_OBJECTS) throw new ShareProblem({ code: 'too_many_objects', most: MOST_OBJECTS });
  return acts;
}

function readNumbered(text: string, number: number): SavedAct {
  try {
    return readAct(text);
  } catch (error) {
    if (!(error instanceof NotationError)) throw error;
    throw new ShareProblem({ code: 'bad_act', number, text: excerpt(text) });
  }
}

function readAct(text: string): SavedAct {
  if (text.length > MOST_ACT_TEXT) throw new NotationError('too long');
  const [said = '', count, ...more] = text.split('=');
  if (more.length > 0) throw new NotationError('two counts');
  const act = actOf(said);
  const operations = count === undefined ? lengthOf(act) : readWhole(count, MOST_OPERATIONS);
  if (operations === 0) throw new NotationError('how many operations?');
  return { act, operations };
}

function objectsOf(acts: readonly SavedAct[]): number {
  let sum = 0;
  for (const { act } of acts) {
    if (act.act !== 'requests') continue;
    for (const request of act.requests) {
      if (request.op === 'many') sum += request.count;
      if (request.op === 'cycles') sum += 2 * request.count;
    }
  }
  return sum;
}

function textOf(act: Act): string {
  switch (act.act) {
    case 'allocate':
      return `${act.zeroed ? 'z' : 'm'}${act.nbytes}${act.count === 1 ? '' : `x${act.count}`}`;
    case 'reallocate':
      return `r${hexAddress(act.at)},${act.nbytes}`;
    case 'free':
      return `${act.unchecked ? 'u' : 'f'}${hexAddress(act.at)}`;
    case 'freeAll':
      return 'free_all';
    case 'freeEveryOther':
      return 'free_every_other';
    case 'freeRandom':
      return `free_random,${act.count},${act.seed}`;
    case 'freeClass':
      return `free_class,${act.szidx}`;
    case 'limits':
      return `limits,${act.arenas},${act.bytes}`;
    case 'requests':
      return act.requests.map(writeRequest).join('/');
    case 'scenario':
      return ['scenario', quoted(act.id), act.seed, ...(act.pool === undefined ? [] : [hexAddress(act.pool)])].join(
        ',',
      );
    case 'lesson':
      return ['lesson', quoted(act.id), act.index, ...writeNames(act.names)].join(',');
    case 'trace':
      return act.example === undefined ? `trace,${quoted(act.name)}` : `example,${act.example}`;
  }
}

function actOf(text: string): Act {
  return allocation(text) ?? actOnBlock(text) ?? namedAct(text);
}

/** `m0x40` is 40 times no bytes: a size is never in hexadecimal digits. */
function allocation(text: string): Act | undefined {
  const [, letter, nbytes, count] = /^([mz])(\d+)(?:x(\d+))?$/.exec(text) ?? [];
  if (nbytes === undefined) return undefined;
  return {
    act: 'allocate',
    nbytes: readWhole(nbytes, MOST_BYTES),
    count: count === undefined ? 1 : readWhole(count, MOST_OPERATIONS),
    zeroed: letter === 'z',
  };
}

function actOnBlock(text: string): Act | undefined {
  const [, letter, address = '', nbytes] = /^([rfu])(0x[\da-f]+)(?:,(\d+))?$/.exec(text) ?? [];
  if (letter === undefined) return undefined;
  const at = readAddress(address);
  if (letter === 'r') return { act: 'reallocate', at, nbytes: readWhole(nbytes ?? '', MOST_BYTES) };
  if (nbytes !== undefined) throw new NotationError('a field too many');
  return { act: 'free', at, unchecked: letter === 'u' };
}

function namedAct(text: string): Act {
  const word = /^[a-z_]*/.exec(text)?.[0] ?? '';
  if (isRequest(word)) return { act: 'requests', requests: readRequests(text) };
  const fields = new Fields(text);
  const reader = readers.get(fields.raw());
  if (reader === undefined) throw new NotationError('no such act');
  const act = reader(fields);
  fields.end();
  return act;
}

function readRequests(text: string): Request[] {
  const requests = text.split('/');
  if (requests.length > MOST_REQUESTS) throw new NotationError('too many requests');
  return requests.map(readRequest);
}

const readers: ReadonlyMap<string, (fields: Fields) => Act> = new Map([
  ['free_all', () => ({ act: 'freeAll' })],
  ['free_every_other', () => ({ act: 'freeEveryOther' })],
  [
    'free_random',
    (fields) => ({ act: 'freeRandom', count: fields.whole(MOST_OPERATIONS), seed: fields.whole(MOST_UINT) }),
  ],
  ['free_class', (fields) => ({ act: 'freeClass', szidx: fields.whole(MOST_UINT) })],
  ['limits', (fields) => ({ act: 'limits', arenas: fields.whole(MOST_UINT), bytes: fields.whole(MOST_BYTES) })],
  ['scenario', readScenario],
  ['lesson', readLesson],
  ['trace', (fields) => ({ act: 'trace', name: fields.text() })],
  ['example', readExample],
]);

function readScenario(fields: Fields): Act {
  const act: Act = { act: 'scenario', id: fields.oneOf(scenarioIds), seed: fields.whole(MOST_UINT) };
  return fields.isEnd ? act : { ...act, pool: fields.address() };
}

/** A trace that comes with the page: its text is there, too. */
function readExample(fields: Fields): Act {
  const example = fields.oneOf(exampleIds);
  return { act: 'trace', name: example, example };
}

function readLesson(fields: Fields): Act {
  const id = fields.oneOf(objectScenarioIds);
  return { act: 'lesson', id, index: fields.whole(MOST_ACTS), names: readNames(fields) };
}

function writeNames(names: LessonNames): string[] {
  return Object.entries(names).map(([wish, name]) => `${quoted(wish)}:${quoted(name)}`);
}

function readNames(fields: Fields): LessonNames {
  const names = new Map<string, string>();
  while (!fields.isEnd) {
    const [wish = '', name, ...more] = fields
      .raw()
      .split(':')
      .map((part) => unquoted(part));
    if (name === undefined || more.length > 0 || names.has(wish)) throw new NotationError('not a name for a name');
    names.set(wish, name);
  }
  return Object.fromEntries(names);
}
