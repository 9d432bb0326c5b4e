// What is kept for a crash of the core: how to make the session again, and the text for a bug report. If the same acts
// bring the core down once more, the last of them is left out the next time.

import { labelOf } from '../acts.ts';
import { type CoreCrashed, coreVersion } from '../core.ts';
import { type Words } from '../locales/messages.ts';
import { type Plan } from './rebuilding.ts';
import { type Sitting } from './sitting.ts';
import { type Place } from './timeline.ts';

/** A session that was well, and what was shown of it. */
export interface Safe extends Plan {
  readonly place: Place;
  readonly address: number | undefined;
}

/** Asks the core nothing: it may be broken. */
export function safeOf({ edition, alignment, timeline, source, selection, present }: Sitting): Safe {
  const acts = timeline.acts.map(({ act, count }) => ({ act, operations: count }));
  const { address } = selection;
  return { edition: edition.edition, arenas: alignment, acts, source, place: present.lastPlace, address };
}

/** What is told of a crash. */
export interface CrashReport {
  /** The text to be sent to those who can mend it. */
  readonly tell: Words;
  /** It was not a mistake of the core's: there was no more memory. */
  readonly outOfMemory: boolean;
}

/** Acts that a report names. */
const MOST_NAMED = 10;

export class Crashes {
  #held: Safe | undefined;
  #safe: Safe | undefined;
  #restored = false;
  #report: CrashReport | undefined;

  get report(): CrashReport | undefined {
    return this.#report;
  }

  get safe(): Safe | undefined {
    return this.#safe;
  }

  /** While an act is carried out, the session before it is the good one. */
  hold(safe: Safe): void {
    this.#held = safe;
  }

  unhold(): void {
    this.#held = undefined;
    this.#restored = false;
  }

  crashed(error: CoreCrashed, present: Safe): void {
    if (this.#report !== undefined) return;
    const known = this.#restored ? this.#safe : undefined;
    this.#safe = known === undefined ? (this.#held ?? present) : withoutLast(known);
    this.#held = undefined;
    this.#report = reportOf(error, this.#safe);
  }

  /** There is a fresh core. */
  mended(): void {
    this.#report = undefined;
    this.#restored = true;
  }
}

function withoutLast(safe: Safe): Safe {
  const acts = safe.acts.slice(0, -1);
  const operation = acts.reduce((sum, { operations }) => sum + operations, 0);
  return { ...safe, acts, place: { operation } };
}

/** What somebody needs who is to find out why: which version, where, after what, and what the core said. */
function reportOf(error: CoreCrashed, { edition, arenas, acts, place }: Safe): CrashReport {
  const cause = error.cause instanceof Error ? (error.cause.stack ?? '') : '';
  const version = coreVersion();
  const tell: Words = (messages) => {
    const words = messages.timeline.crash;
    const labels = acts.slice(-MOST_NAMED).map(({ act }) => labelOf(act)(messages));
    const { operation, mark } = place;
    return [
      words.version({ version, browser: navigator.userAgent }),
      error.outOfMemory ? words.noMemory : words.stopped({ message: error.panic === '' ? error.message : error.panic }),
      words.where({ edition, arenas }),
      mark === undefined ? words.at({ operation }) : words.inside({ operation, mark }),
      words.acts({ list: labels.length === 0 ? words.none : labels.join(words.between) }),
      cause,
    ].join('\n');
  };
  return { tell, outOfMemory: error.outOfMemory };
}
