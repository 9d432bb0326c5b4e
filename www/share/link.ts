// A session as the part of a link behind its `#`, and back. Says nothing to a server, and loads nothing.
// `edition=…&arenas=…&step=…&topic=…&view=…&select=…&lang=…&state=…&v=1`, or `z=…&v=1` with what stands before `v` packed.
// The version stands at the end: programs that cut links off take it away, and none takes a `1` for punctuation.

import { MOST_LINK, MOST_UNPACKED } from './limits.ts';
import { pack, unpack } from './pack.ts';
import { readSession, writeActs, writeParameters } from './parameters.ts';
import { excerpt, ShareProblem } from './problem.ts';
import { ownTrace, type SavedSession } from './saved.ts';

/** The version that is written. */
export const VERSION = 1;

/** How each version is read. A version that was once written stays here. */
const readers: Readonly<Partial<Record<string, (values: Values) => SavedSession>>> = { 1: readVersion1 };

/** `name=value` pairs as they stand, none decoded. */
type Values = ReadonlyMap<string, string>;

export interface Link {
  /** What comes behind the `#`. */
  readonly fragment: string;
  /** It would not open: a file has to do. */
  readonly isTooLong: boolean;
}

/** Whichever is shorter, plain or packed. */
export async function writeLink(session: SavedSession): Promise<Link> {
  refuseTraces(session);
  const plain = [...writeParameters(session), ...stateOf(session)].map(([name, value]) => `${name}=${value}`).join('&');
  const packed = `z=${await pack(plain)}`;
  const fragment = `${packed.length < plain.length ? packed : plain}&v=${VERSION}`;
  return { fragment, isTooLong: fragment.length > MOST_LINK || plain.length > MOST_UNPACKED };
}

function stateOf(session: SavedSession): [name: string, value: string][] {
  return session.acts.length === 0 ? [] : [['state', writeActs(session).join(';')]];
}

/** Reads what stands behind the `#`. Rejects with a `ShareProblem`, whatever it is given. */
export async function readLink(fragment: string): Promise<SavedSession> {
  const text = fragment.replace(/^#/, '');
  if (text.length > MOST_LINK) throw new ShareProblem({ code: 'link_too_long', length: text.length, most: MOST_LINK });
  const values = valuesOf(text);
  const version = values.get('v');
  if (version === undefined) throw new ShareProblem({ code: 'cut_off' });
  const reader = Object.hasOwn(readers, version) ? readers[version] : undefined;
  if (reader === undefined) throw new ShareProblem({ code: 'unknown_version', version: excerpt(version) });
  const packed = values.get('z');
  const session = reader(packed === undefined ? values : valuesOf(await unpack(packed, MOST_UNPACKED)));
  refuseTraces(session);
  return session;
}

function readVersion1(values: Values): SavedSession {
  const state = values.get('state');
  return readSession(values, state === undefined || state === '' ? [] : state.split(';'));
}

function valuesOf(text: string): Values {
  const values = new Map<string, string>();
  for (const pair of text.split('&')) {
    const end = pair.includes('=') ? pair.indexOf('=') : pair.length;
    const name = pair.slice(0, end);
    if (values.has(name)) throw new ShareProblem({ code: 'twice', what: excerpt(name) });
    values.set(name, pair.slice(end + 1));
  }
  return values;
}

/** The text of a trace is not in a link. */
function refuseTraces(session: SavedSession): void {
  if (ownTrace(session) !== undefined) throw new ShareProblem({ code: 'trace_in_link' });
}
