// The heaps of the elements in a page: one for each, or one for all that give it the same name. Frees a heap when nobody
// shows it any more.

import { type Heap } from '../core.ts';
import { Session } from '../store.ts';
import { whenFree } from '../when-free.ts';
import { type Kept } from './mounted.ts';
import { asProblem, type EmbedProblem } from './problem.ts';
import { readSettings, type Settings, TAG } from './settings.ts';
import { begin, hasSource, openState, type Ran } from './source.ts';

type Open = (session: Session) => Promise<Ran | undefined>;

/** A session and whoever shows it. */
export class SharedHeap extends EventTarget {
  users = 0;
  /** What is wrong with what the attributes name, or with the program that was carried out. */
  problem: EmbedProblem | undefined;
  /** Until what it begins with is there. */
  readonly opened: Promise<void>;
  #turn: Promise<unknown> = Promise.resolve();
  #isOpening = true;
  #ran: Ran | undefined;
  /** What was done when the program had run. */
  #acts: Session['acts'] = [];

  constructor(
    readonly session: Session,
    open: Open,
  ) {
    super();
    this.opened = this.begin(open);
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

  /** Does something after everything that was asked for before, while nothing else is going on. */
  inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    const turn = this.#turn.then(async () => {
      await whenFree(this.session);
      return work();
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Begins with what attributes name. What is wrong with that is kept for whoever shows the heap. */
  begin(open: Open): Promise<void> {
    return this.inTurn(async () => {
      this.problem = undefined;
      this.#ran = undefined;
      this.problem = (await this.#open(open)) ?? this.problem;
      this.#opened();
    });
  }

  /** Opens something else in its place. Rejects where that is refused, and everything stays. */
  replace(open: Open): Promise<void> {
    return this.inTurn(async () => {
      const refused = await this.#open(open);
      this.#opened();
      const wrong = refused ?? this.problem;
      if (wrong !== undefined) throw wrong;
    });
  }

  async #open(open: Open): Promise<EmbedProblem | undefined> {
    this.#isOpening = true;
    this.dispatchEvent(new Event('opening'));
    try {
      this.#ran = await open(this.session);
      this.#acts = [...this.session.acts];
      this.problem = this.#ran?.problem;
      return undefined;
    } catch (error) {
      return asProblem(error);
    }
  }

  #opened(): void {
    this.#isOpening = false;
    this.dispatchEvent(new Event('opened'));
  }
}

const named = new Map<string, SharedHeap>();

/** The heap of an element, which is made where it is the first to ask: of an empty one, if that is given. */
export function takeHeap(
  element: Element,
  settings: Settings,
  kept: Kept | undefined,
  empty?: Heap,
): { heap: SharedHeap; isFirst: boolean } {
  const name = settings.heap;
  const known = name === undefined ? undefined : named.get(name);
  const heap = known ?? makeHeap(element, settings, kept, empty);
  if (known !== undefined) empty?.free();
  if (name !== undefined) named.set(name, heap);
  heap.users += 1;
  return { heap, isFirst: known === undefined };
}

export function leaveHeap(heap: SharedHeap): void {
  heap.users -= 1;
  if (heap.users > 0) return;
  for (const [name, known] of named) if (known === heap) named.delete(name);
  heap.session.dispose();
}

function makeHeap(element: Element, settings: Settings, kept: Kept | undefined, empty?: Heap): SharedHeap {
  const [definer, its] = definerOf(element, settings);
  const session = new Session(its.edition, its.arenas, empty);
  return new SharedHeap(session, async () => {
    if (kept === undefined) return begin(session, definer, its);
    await openState(session, kept.state);
    return kept.ran;
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
