// A session as it is shared: what it was made of and what is shown of it. Plain data; its notations are beside it.

import { type Act } from '../acts.ts';
import { type ArenaAlignment } from '../generated/ArenaAlignment.ts';
import { type Edition } from '../generated/Edition.ts';
import { type Language } from '../locales/language.ts';
import { type ViewName } from '../locales/messages.ts';
import { type Topic } from '../topics.ts';

/** One click, and the operations that it came to. */
export interface SavedAct {
  readonly act: Act;
  readonly operations: number;
}

/** The state after `operation` operations, or inside the last of them, after so many of its marks. */
export interface SavedPosition {
  readonly operation: number;
  readonly mark?: number | undefined;
}

export interface SavedSession {
  readonly edition: Edition;
  readonly arenas: ArenaAlignment;
  readonly acts: readonly SavedAct[];
  /** Where in the timeline; at its end, where nothing is said. */
  readonly step?: SavedPosition | undefined;
  readonly topic?: Topic | undefined;
  /** The view that is in sight. */
  readonly view?: ViewName | undefined;
  /** The address that is chosen. */
  readonly select?: number | undefined;
  readonly lang?: Language | undefined;
}

export function operationsOf(acts: readonly SavedAct[]): number {
  return acts.reduce((sum, { operations }) => sum + operations, 0);
}

/** The trace that a session begins with, if its text is not one that the page has. */
export function ownTrace({ acts }: SavedSession): string | undefined {
  const first = acts[0]?.act;
  return first?.act === 'trace' && first.example === undefined ? first.name : undefined;
}
