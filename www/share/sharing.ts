// The session that is shown, as it is saved, and a saved one opened in its place: from a link, or from a file. The
// session itself does the acts again.

import { type Act } from '../acts.ts';
import { type ExampleId, examples } from '../examples/index.ts';
import { type Words } from '../locales/messages.ts';
import { type Session } from '../store.ts';
import { blobOf, isGzip, readTraceFile, tellTraceFile, TraceFileFailure, unpacked } from '../trace-file.ts';
import { type FiledSession, isSessionText, readSessionFile } from './file.ts';
import { readLink } from './link.ts';
import { whenFree } from '../when-free.ts';
import { ShareProblem } from './problem.ts';
import { operationsOf, ownTrace, type SavedSession } from './saved.ts';
import { tellProblem } from './words.ts';

/** What the page shows of a session. */
export type Shown = Pick<SavedSession, 'topic' | 'view' | 'lang'>;

export function savedOf(session: Session, shown: Shown): SavedSession {
  const { edition, alignment, acts, place, length, selection } = session;
  const isAtEnd = place.operation === length && place.mark === undefined;
  return {
    edition: edition.edition,
    arenas: alignment,
    acts: acts.map(({ act, count }) => ({ act, operations: count })),
    step: isAtEnd ? undefined : place,
    select: selection.address,
    ...shown,
  };
}

/** What goes into a file: the session, and its own trace. */
export async function filedOf(session: Session, saved: SavedSession): Promise<FiledSession> {
  const { source } = session;
  if (ownTrace(saved) === undefined || source === undefined) return { session: saved, trace: undefined };
  return { session: saved, trace: await blobOf(await partsOf(source)) };
}

/** Opens the session of a link; answers what is shown of it, or nothing where it was refused and that is said. */
export async function openLink(session: Session, fragment: string): Promise<Shown | undefined> {
  return inTurn(session, () =>
    attempt(session, async () => open(session, { session: await readLink(fragment), trace: undefined })),
  );
}

/** Opens a session file or a trace, whichever it is. */
export async function openFile(session: Session, file: Blob, name: string): Promise<Shown | undefined> {
  return inTurn(session, () =>
    attempt(session, async () => {
      if (await startsLikeSession(file)) return open(session, await readSessionFile(await partsOf(file)));
      await whenFree(session);
      await session.open(file, name);
      return undefined;
    }),
  );
}

/** What is being opened, by session: what is asked for later comes later, however long the reading of each takes. */
const turns = new WeakMap<Session, Promise<unknown>>();

function inTurn<T>(session: Session, work: () => Promise<T>): Promise<T> {
  const turn = (turns.get(session) ?? Promise.resolve()).then(work);
  turns.set(
    session,
    turn.catch(() => undefined),
  );
  return turn;
}

async function open(session: Session, { session: saved, trace }: FiledSession): Promise<Shown | undefined> {
  const source = await sourceOf(saved.acts[0]?.act, trace);
  const place = saved.step ?? { operation: operationsOf(saved.acts) };
  await whenFree(session);
  return (await session.rebuild({ ...saved, source }, place, saved.select, openedWords(saved))) ? saved : undefined;
}

async function attempt(session: Session, work: () => Promise<Shown | undefined>): Promise<Shown | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TraceFileFailure && (error.reason === 'tooLong' || error.reason === 'unreadable')) {
      session.refuse((messages) => tellTraceFile(messages, error));
      return undefined;
    }
    const known = error instanceof TraceFileFailure ? new ShareProblem({ code: 'damaged' }) : error;
    if (!(known instanceof ShareProblem)) throw known;
    session.refuse((messages) => tellProblem(messages, known.problem));
    return undefined;
  }
}

function openedWords({ acts, edition }: SavedSession): Words {
  return ({ share }) => share.opened({ edition, acts: acts.length, operations: operationsOf(acts) });
}

async function sourceOf(first: Act | undefined, trace: Blob | undefined): Promise<Blob | undefined> {
  if (first?.act !== 'trace') return undefined;
  return first.example === undefined ? trace : fetchExample(first.example);
}

async function fetchExample(example: ExampleId): Promise<Blob> {
  const response = await fetch(examples[example]).catch(() => undefined);
  if (response?.ok !== true) throw new ShareProblem({ code: 'no_trace', name: example });
  return response.blob();
}

function partsOf(file: Blob): Promise<Uint8Array[]> {
  return readTraceFile(file, new AbortController().signal);
}

/** Looks at no more of the file than its start. What cannot be unpacked is no session. */
async function startsLikeSession(file: Blob): Promise<boolean> {
  const reader = ((await isGzip(file)) ? unpacked(file) : file.stream()).getReader();
  try {
    const { value } = await reader.read();
    return value !== undefined && isSessionText(value);
  } catch {
    return false;
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
