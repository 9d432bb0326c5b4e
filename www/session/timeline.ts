// The acts of a sitting, in the order of their operations, and what undo and redo do to them. Doing something in the past
// cuts the future off as a branch of the core's history; undo puts it back. Says nothing, carries nothing out.

import { type DoneAct } from '../acts.ts';
import { type Words } from '../locales/messages.ts';

/** The state after so many operations, or inside of the last of them, after so many of its marks. */
export interface Place {
  readonly operation: number;
  readonly mark?: number | undefined;
}

/** Marks that lie so close together that one steps from one to the other. */
const A_STEP = 256;

/** Whether two places are in the same operation, a few marks apart. */
export function isNear(one: Place, other: Place): boolean {
  if (one.operation !== other.operation) return false;
  return one.mark === undefined ? other.mark === undefined : Math.abs(one.mark - (other.mark ?? Infinity)) <= A_STEP;
}

/** An act that was carried out. */
export interface Performed extends DoneAct {
  readonly label: Words;
  /** The address that was chosen before. */
  readonly chosen: number | undefined;
  /** What `gc.collect()` returned, if that was the last operation. */
  readonly collected?: number | undefined;
}

/** What the timeline asks of the core. `www/core.ts` says what each does. */
export interface History {
  readonly operations: number;
  readonly length: number;
  readonly first: number;
  seek(position: number): void;
  truncate(at: number): number;
  attach(branch: number): void;
  dropBranch(branch: number): void;
}

/** A future that was cut off: its operations, and its acts from the one on that the cut went through or came before. */
export interface Cut {
  readonly branch: number;
  readonly operations: number;
  readonly index: number;
  readonly acts: readonly Performed[];
}

/** The timeline made ready for an act: whoever began calls `did` or `gaveUp`. */
export interface Begun {
  readonly from: Place;
  readonly cut: Cut | undefined;
}

interface Edit extends Begun {
  readonly done: Performed;
}

/** An edit that was undone; the operations of its act are a branch. */
interface Undone extends Begun {
  readonly done: Performed;
  readonly branch: number;
}

/** What came of undo: where the cursor belongs, and whether there was a future to bring back. */
export interface TakenBack {
  readonly act: Performed;
  readonly to: Place;
  readonly future: 'none' | 'back' | 'lost';
}

export class Timeline {
  readonly #history: History;
  readonly #acts: Performed[];
  readonly #edits: Edit[] = [];
  readonly #undone: Undone[] = [];
  #forks = 0;

  /** `acts` are those that the history has already, such as a trace; they cannot be undone. */
  constructor(history: History, acts: readonly Performed[]) {
    this.#history = history;
    this.#acts = [...acts];
  }

  get acts(): readonly Performed[] {
    return this.#acts;
  }

  get length(): number {
    return this.#history.length;
  }

  /** How often operations gave way to others: with it, a place means one state of the heap for ever. */
  get forks(): number {
    return this.#forks;
  }

  get canRedo(): Performed | undefined {
    return this.#undone.at(-1)?.done;
  }

  /** The act that undo would take back, and whether the history still reaches back that far. */
  get canUndo(): { act: Performed; reachable: boolean; cut: number } | undefined {
    const edit = this.#edits.at(-1);
    if (edit === undefined) return undefined;
    const reachable = edit.done.first >= this.#history.first;
    return { act: edit.done, reachable, cut: edit.cut?.operations ?? 0 };
  }

  /** How many operations were cut off when this act was done; undo brings them back. */
  cutBy(act: DoneAct): number {
    // An act that a later one cut is not the same any more, but began at the same place.
    return this.#edits.findLast(({ done }) => done.first === act.first)?.cut?.operations ?? 0;
  }

  /** The index of the act that holds an operation; -1 where there is none. */
  indexOf(operation: number): number {
    let [low, high] = [0, this.#acts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const act = this.#acts[middle];
      if (act !== undefined && act.first + act.count < operation) low = middle + 1;
      else high = middle;
    }
    const found = this.#acts[low];
    return found !== undefined && operation > found.first ? low : -1;
  }

  /** Makes ready for an act at a place: what comes after its operation is cut off. */
  begin(from: Place): Begun {
    return { from, cut: this.#cutAfter(from.operation) };
  }

  /** What was begun is done. Nothing that was undone before can be redone. */
  did(begun: Begun, done: Performed): void {
    this.#acts.push(done);
    this.#edits.push({ ...begun, done });
    this.forgetUndone();
  }

  /** What was begun did nothing: all is as before. */
  gaveUp({ cut }: Begun): void {
    this.#restore(cut);
  }

  forgetUndone(): void {
    for (const { branch } of this.#undone) this.#history.dropBranch(branch);
    this.#undone.length = 0;
  }

  undo(): TakenBack | undefined {
    const edit = this.#edits.pop();
    if (edit === undefined) return undefined;
    const { done, from, cut } = edit;
    this.#forks += 1;
    const branch = this.#history.truncate(done.first);
    this.#acts.pop();
    this.#undone.push({ done, from, cut, branch });
    const future = cut === undefined ? 'none' : this.#restore(cut) ? 'back' : 'lost';
    return { act: done, to: { ...from, operation: Math.min(from.operation, this.length) }, future };
  }

  /**
   * Brings back what was undone last, in front of where one stands then; undo comes back to `from`, where one stands now.
   * Undefined where its operations were given up for memory: the cursor is where they began, and the act has to be carried
   * out.
   */
  redo(from: Place): Performed | undefined {
    const undone = this.#undone.pop();
    if (undone === undefined) return undefined;
    const { done, branch } = undone;
    const cut = this.#cutAfter(done.first);
    if (!this.#attached(branch)) {
      this.#restore(cut);
      this.forgetUndone();
      this.#history.seek(done.first);
      return undefined;
    }
    this.#acts.push(done);
    this.#edits.push({ done, from, cut });
    return done;
  }

  #cutAfter(operation: number): Cut | undefined {
    const operations = this.length - operation;
    const branch = this.#history.truncate(operation);
    if (operations <= 0) return undefined;
    this.#forks += 1;
    const index = this.indexOf(operation + 1);
    const acts = this.#acts.splice(index);
    const [through] = acts;
    if (through !== undefined && through.first < operation) {
      this.#acts.push({ ...through, count: operation - through.first });
    }
    return { branch, operations, index, acts };
  }

  /** Answers whether the future is back. */
  #restore(cut: Cut | undefined): boolean {
    if (cut === undefined) return true;
    if (!this.#attached(cut.branch)) return false;
    this.#acts.length = cut.index;
    this.#acts.push(...cut.acts);
    return true;
  }

  #attached(branch: number): boolean {
    try {
      this.#history.attach(branch);
      return true;
    } catch (error) {
      if (isLost(error)) return false;
      throw error;
    }
  }
}

/** The core gave the branch up for memory. */
function isLost(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'no_such_branch';
}
