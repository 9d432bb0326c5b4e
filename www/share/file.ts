// A session file: one line of JSON with the same values as a link, each act by itself, and behind it the text of the
// trace that the session begins with, as it is. The line is read through the same checks as links, the trace as traces are.

import { blobOf, joined } from '../trace-file.ts';
import { MOST_ACTS, MOST_HEADER, MOST_PLAIN_FILE } from './limits.ts';
import { readSession, writeActs, writeParameters } from './parameters.ts';
import { excerpt, ShareProblem } from './problem.ts';
import { ownTrace, type SavedSession } from './saved.ts';

/** The key that every session file starts with; its value is the version. */
const MARK = 'pymallocExplorerSession';
const FILE_VERSION = 1;

const BRACE = 0x7b;
const LINE_FEED = 0x0a;

export interface FiledSession {
  readonly session: SavedSession;
  /** The text of the trace that the session begins with. */
  readonly trace: Blob | undefined;
}

/** How each version is read. A version that was once written stays here. */
const readers: ReadonlyMap<unknown, (content: Content) => SavedSession> = new Map([[1, readVersion1]]);

type Content = Readonly<Record<string, unknown>>;

/** The file, compressed where it is long, and how its name ends. */
export async function sessionFile({ session, trace }: FiledSession): Promise<{ file: Blob; extension: string }> {
  const content = { [MARK]: FILE_VERSION, ...Object.fromEntries(writeParameters(session)), state: writeActs(session) };
  const file = new Blob([JSON.stringify(content), '\n', ...(trace === undefined ? [] : [trace])]);
  if (file.size <= MOST_PLAIN_FILE) return { file, extension: '.pymalloc' };
  const packed = new Response(file.stream().pipeThrough(new CompressionStream('gzip')));
  return { file: await packed.blob(), extension: '.pymalloc.gz' };
}

/** Whether text that was read from a file is meant to be a session: no line of a trace starts like that. */
export function isSessionText(text: Uint8Array): boolean {
  return text[0] === BRACE;
}

/** Reads the unpacked text of a file, in parts. Rejects with a `ShareProblem`, whatever it is given. */
export async function readSessionFile(parts: readonly Uint8Array[]): Promise<FiledSession> {
  const { line, rest } = split(parts);
  const session = readHeader(line);
  const name = ownTrace(session);
  if (name === undefined) return { session, trace: undefined };
  if (rest.length === 0) throw new ShareProblem({ code: 'no_trace', name });
  return { session, trace: await blobOf(rest) };
}

/** The first line, and what comes after it, where it lies. */
function split(parts: readonly Uint8Array[]): { line: Uint8Array; rest: Uint8Array[] } {
  let length = 0;
  const many = parts.findIndex((part) => (length += part.length) > MOST_HEADER) + 1;
  const start = joined(many === 0 ? parts : parts.slice(0, many));
  const end = start.subarray(0, MOST_HEADER).indexOf(LINE_FEED);
  if (end >= 0) {
    const left = [start.subarray(end + 1), ...(many === 0 ? [] : parts.slice(many))];
    return { line: start.subarray(0, end), rest: left.filter((part) => part.length > 0) };
  }
  if (start.length > MOST_HEADER) throw new ShareProblem({ code: 'not_a_session' });
  return { line: start, rest: [] };
}

function readHeader(line: Uint8Array): SavedSession {
  const content = parsed(line);
  const version = content[MARK];
  if (version === undefined) throw new ShareProblem({ code: 'not_a_session' });
  const reader = readers.get(version);
  if (reader === undefined) throw new ShareProblem({ code: 'unknown_version', version: told(version) });
  return reader(content);
}

function parsed(line: Uint8Array): Content {
  try {
    const content: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line));
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return { ...content };
  } catch {
    // Said below.
  }
  throw new ShareProblem({ code: 'not_a_session' });
}

/** What is quoted of a value that should be another. It may be nested deeply, so nothing looks into it. */
function told(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? excerpt(String(value)) : typeof value;
}

function readVersion1({ state, ...others }: Content): SavedSession {
  const values = new Map<string, string>();
  for (const [what, value] of Object.entries(others)) if (typeof value === 'string') values.set(what, value);
  return readSession(values, actTexts(state));
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
