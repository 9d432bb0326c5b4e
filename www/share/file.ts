// A session file: JSON with the same values as a link, each act by itself, and the text of the trace that it starts from.
// Written and read here, through the same checks as links; a trace file is told from it by its first sign.

import { MOST_ACTS, MOST_FILE_BYTES, MOST_NAME, MOST_PLAIN_FILE_BYTES } from './limits.ts';
import { readSession, writeActs, writeParameters } from './parameters.ts';
import { excerpt, ShareProblem } from './problem.ts';
import { type SavedSession } from './saved.ts';

/** The key that every session file starts with; its value is the version. */
const MARK = 'pymallocExplorerSession';
export const FILE_VERSION = 1;

/** The text of a trace, under the name that its act has. */
export interface TraceText {
  readonly name: string;
  readonly text: string;
}

export interface FiledSession {
  readonly session: SavedSession;
  readonly trace: TraceText | undefined;
}

/** How each version is read. A version that was once written stays here. */
const readers: ReadonlyMap<unknown, (content: Content) => FiledSession> = new Map([[1, readVersion1]]);

type Content = Readonly<Record<string, unknown>>;

/** The file's text; `trace` is the text of the trace that the session starts from. */
export function sessionText({ session, trace }: FiledSession): string {
  const content = {
    [MARK]: FILE_VERSION,
    ...Object.fromEntries(writeParameters(session)),
    state: writeActs(session),
    ...(trace === undefined ? {} : { trace }),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

/** The file, compressed where it is long. */
export async function sessionFile(filed: FiledSession): Promise<{ blob: Blob; extension: string }> {
  const blob = new Blob([sessionText(filed)], { type: 'application/json' });
  if (blob.size <= MOST_PLAIN_FILE_BYTES) return { blob, extension: '.pymalloc.json' };
  const packed = new Response(blob.stream().pipeThrough(new CompressionStream('gzip')));
  return { blob: new Blob([await packed.blob()], { type: 'application/gzip' }), extension: '.pymalloc.json.gz' };
}

/** Whether text that was read from a file is meant to be a session: no line of a trace starts like that. */
export function isSessionText(text: Uint8Array): boolean {
  const first = text.find((byte) => byte > 0x20);
  return first === 0x7b;
}

/** Throws a `ShareProblem`, whatever it is given. */
export function readSessionText(bytes: Uint8Array): FiledSession {
  if (bytes.length > MOST_FILE_BYTES) throw new ShareProblem({ code: 'unpacks_too_large', most: MOST_FILE_BYTES });
  const content = parsed(bytes);
  const version = content[MARK];
  if (version === undefined) throw new ShareProblem({ code: 'not_a_session' });
  const reader = readers.get(version);
  if (reader === undefined) throw new ShareProblem({ code: 'unknown_version', version: told(version) });
  return reader(content);
}

function parsed(bytes: Uint8Array): Content {
  try {
    const content: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (isObject(content)) return content;
  } catch {
    // Said below.
  }
  throw new ShareProblem({ code: 'not_a_session' });
}

function isObject(value: unknown): value is Content {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is quoted of a value that should be another. It may be nested deeply, so nothing looks into it. */
function told(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? excerpt(String(value)) : typeof value;
}

function readVersion1(content: Content): FiledSession {
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(content)) if (typeof value === 'string') values.set(name, value);
  const session = readSession(values, actTexts(content['state']));
  const trace = readTrace(content['trace']);
  const [first, ...others] = session.acts.map(({ act }) => act);
  const wanted = first?.act === 'trace' ? first.name : undefined;
  const late = others.find((act) => act.act === 'trace');
  if (late !== undefined) throw new ShareProblem({ code: 'no_trace', name: late.name });
  if (wanted !== undefined && wanted !== trace?.name) throw new ShareProblem({ code: 'no_trace', name: wanted });
  return { session, trace: wanted === undefined ? undefined : trace };
}

function actTexts(state: unknown): string[] {
  if (state === undefined) return [];
  if (!Array.isArray(state)) throw new ShareProblem({ code: 'bad_value', what: 'state', text: told(state) });
  if (state.length > MOST_ACTS) throw new ShareProblem({ code: 'too_many_acts', most: MOST_ACTS });
  return state.map((act: unknown, index) => {
    if (typeof act === 'string') return act;
    throw new ShareProblem({ code: 'bad_act', number: index + 1, text: told(act) });
  });
}

function readTrace(trace: unknown): TraceText | undefined {
  if (trace === undefined) return undefined;
  const { name, text } = isObject(trace) ? trace : {};
  if (typeof name !== 'string' || typeof text !== 'string' || name.length > MOST_NAME) {
    throw new ShareProblem({ code: 'bad_value', what: 'trace', text: '' });
  }
  return { name, text };
}
