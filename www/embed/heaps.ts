// The heaps of the elements in a page: one for each, or one for all that give it the same name. Frees a heap when nobody
// shows it any more.

import { Session } from '../store.ts';
import { TAG } from './links.ts';
import { asProblem, type EmbedProblem } from './problem.ts';
import { readSettings, type Settings } from './settings.ts';
import { begin, hasSource, openState, type Ran } from './source.ts';

/** A session and whoever shows it. */
export class SharedHeap extends EventTarget {
  users = 0;
  problem: EmbedProblem | undefined;
  #ran: Ran | undefined;
  /** What was done when the program had run. */
  #acts: Session['acts'] = [];
  #opening: Promise<void>;
  #isOpening = false;

  constructor(
    readonly session: Session,
    open: (session: Session) => Promise<Ran | undefined>,
  ) {
    super();
    this.#opening = this.#begin(open);
  }

  /** What happens to the session is told as one thing at the end. */
  get isOpening(): boolean {
    return this.#isOpening;
  }

  /**
   * The program that was carried out, with those of its lines that are still in the timeline: whoever operates in the past
   * cuts off what came later, and Undo brings it back.
   */
  get ran(): Ran | undefined {
    const ran = this.#ran;
    if (ran === undefined) return undefined;
    const { acts } = this.session;
    const changed = this.#acts.findIndex(({ act, count }, at) => acts[at]?.act !== act || acts[at].count !== count);
    if (changed === -1) return ran;
    const last = acts[changed]?.act === this.#acts[changed]?.act ? acts[changed] : acts[changed - 1];
    const end = last === undefined ? 0 : last.first + last.count;
    return { ...ran, lines: ran.lines.filter(({ to }) => to <= end) };
  }

  /** Until what it begins with is there. */
  get opened(): Promise<void> {
    return this.#opening;
  }

  /** Begins with something else, after what is going on. */
  async reopen(open: (session: Session) => Promise<Ran | undefined>): Promise<void> {
    this.#opening = this.#opening.then(() => this.#begin(open));
    await this.#opening;
  }

  /** What went wrong is kept for whoever shows the heap. */
  async #begin(open: (session: Session) => Promise<Ran | undefined>): Promise<void> {
    this.#isOpening = true;
    this.dispatchEvent(new Event('opening'));
    this.problem = undefined;
    this.#ran = undefined;
    try {
      this.#ran = await open(this.session);
      this.#acts = [...this.session.acts];
      this.problem = this.#ran?.problem;
    } catch (error) {
      this.problem = asProblem(error);
    }
    this.#isOpening = false;
    this.dispatchEvent(new Event('opened'));
  }
}

const named = new Map<string, SharedHeap>();

/** The heap of an element, which is made where it is the first to ask. */
export function takeHeap(element: Element, settings: Settings, kept: string | undefined): SharedHeap {
  const name = settings.heap;
  const known = name === undefined ? undefined : named.get(name);
  const heap = known ?? makeHeap(element, settings, kept);
  if (name !== undefined) named.set(name, heap);
  heap.users += 1;
  return heap;
}

export function leaveHeap(heap: SharedHeap): void {
  heap.users -= 1;
  if (heap.users > 0) return;
  for (const [name, known] of named) if (known === heap) named.delete(name);
  heap.session.dispose();
}

function makeHeap(element: Element, settings: Settings, kept: string | undefined): SharedHeap {
  const [definer, its] = definerOf(element, settings);
  const session = new Session(its.edition, its.arenas);
  return new SharedHeap(session, async () => {
    if (kept === undefined) return begin(session, definer, its);
    await openState(session, kept);
    return undefined;
  });
}

/** Of the elements that share a heap, the first that says what is in it. */
export function definerOf(element: Element, settings: Settings): [Element, Settings] {
  if (settings.heap === undefined || hasSource(element, settings)) return [element, settings];
  for (const other of document.querySelectorAll(TAG)) {
    const { settings: its } = readSettings(other);
    if (its.heap === settings.heap && hasSource(other, its)) return [other, its];
  }
  return [element, settings];
}
