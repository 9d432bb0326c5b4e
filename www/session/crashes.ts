// What is kept for a crash of the core: how to make the session again, and the text for a bug report. If the same acts
// bring the core down once more, the last of them is left out the next time.

import { labelOf } from '../acts.ts';
import { type CoreCrashed } from '../core.ts';
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

/** Acts that a report names. */
const MOST_NAMED = 10;

export class Crashes {
  #held: Safe | undefined;
  #safe: Safe | undefined;
  #restored = false;
  #report: Words | undefined;

  get report(): Words | undefined {
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

function reportOf(error: CoreCrashed, { edition, arenas, acts }: Safe): Words {
  const cause = error.cause instanceof Error ? (error.cause.stack ?? '') : '';
  return (messages) => {
    const words = messages.timeline.crash;
    const labels = acts.slice(-MOST_NAMED).map(({ act }) => labelOf(act)(messages));
    return [
      words.stopped({ message: error.message }),
      words.where({ edition, arenas }),
      words.acts({ list: labels.length === 0 ? words.none : labels.join(words.between) }),
      cause,
    ].join('\n');
  };
}
