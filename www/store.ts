// The session: a heap, what was done to it, what is chosen, and what is going on. Events, no DOM.
// Every change of state ends in a `change` event; whoever listens asks for what it shows.

import {
  allocate,
  chosenBlocks,
  type Choice,
  freeEach,
  freeOne,
  Hands,
  limit,
  reallocate,
  type Steps,
  undoOperations,
} from './actions.ts';
import { ChangedRanges } from './changed.ts';
import { CoreCrashed, CoreHeap, CoreReplay, editions, HeapFailure, restartCore } from './core.ts';
import { type ArenaAlignment } from './generated/ArenaAlignment.ts';
import { type Edition } from './generated/Edition.ts';
import { type EditionInfo } from './generated/EditionInfo.ts';
import { type Explanation } from './generated/Explanation.ts';
import { nothing, type Selection, selectionAt } from './navigation.ts';
import { type Scenario } from './scenarios.ts';
import { runInSlices, type Work } from './slices.ts';
import { readTraceFile } from './trace-file.ts';
import { failureText, type FailureText, operationWords } from './words.ts';

/** One click: operations `first + 1` to `first + count`. */
export interface Action {
  readonly label: string;
  readonly first: number;
  readonly count: number;
}

/** Work that takes longer than a moment. `total` 0: not known yet. */
export interface Progress {
  readonly label: string;
  readonly done: number;
  readonly total: number;
}

/** A heap and what was done to it. */
interface Sitting {
  readonly heap: CoreHeap;
  readonly edition: EditionInfo;
  readonly alignment: ArenaAlignment;
  readonly actions: Action[];
  selection: Selection;
}

/** What can be undone next. */
export type Undoable = 'action' | 'heap' | 'nothing' | 'tooLongAgo';

/** Up to here a copy of the image costs next to nothing, so there is one after each action. */
const SMALL_IMAGE = 4 * 1024 * 1024;
/** Larger images are copied no more often than this. */
const COPY_PAUSE_MS = 5_000;

const MOST_EXPLAINED = 50;
const MOST_TRACE_STEP = 65_536;

export class Session extends EventTarget {
  readonly editions: readonly EditionInfo[] = editions();
  progress: Progress | undefined;
  failure: FailureText | undefined;
  /** What to say about the last click. */
  said = '';
  /** The text for a bug report, while the core is broken. */
  crash: string | undefined;
  /** Free as CPython does, without a check. */
  unchecked = false;

  #sitting: Sitting;
  #previous: Sitting | undefined;
  #cancel: AbortController | undefined;
  #good: { image: Uint8Array; at: number };
  #explained: { action: Action; explanations: Explanation[] } | undefined;
  #changed: ChangedRanges = ChangedRanges.none;

  constructor(edition: Edition, alignment: ArenaAlignment) {
    super();
    this.#sitting = this.#emptySitting(edition, alignment);
    this.#good = { image: this.heap.snapshot(), at: performance.now() };
  }

  get heap(): CoreHeap {
    return this.#sitting.heap;
  }
  get edition(): EditionInfo {
    return this.#sitting.edition;
  }
  get alignment(): ArenaAlignment {
    return this.#sitting.alignment;
  }
  get selection(): Selection {
    return this.#sitting.selection;
  }
  get changed(): ChangedRanges {
    return this.#changed;
  }
  get lastAction(): Action | undefined {
    return this.#sitting.actions.at(-1);
  }
  get busy(): boolean {
    return this.#cancel !== undefined;
  }

  // What is chosen

  select(address: number | undefined): void {
    this.#guard(() => {
      this.#sitting.selection = selectionAt(this.heap, address, this.selection);
    });
    this.#tell();
  }

  /** What a view shows; undefined where there is nothing to show. A crash is told to everybody. */
  read<T>(decode: (heap: CoreHeap) => T): T | undefined {
    if (this.crash !== undefined) return undefined;
    try {
      return decode(this.heap);
    } catch (error) {
      if (error instanceof HeapFailure) return undefined;
      if (!(error instanceof CoreCrashed)) throw error;
      this.#crashed(error);
      // Whoever draws now has to finish first.
      queueMicrotask(() => {
        this.#tell();
      });
      return undefined;
    }
  }

  // What can be done

  async allocate(nbytes: number, count: number, zeroed: boolean): Promise<void> {
    const call = zeroed ? 'Allocate zeroed' : 'Allocate';
    const label = count === 1 ? `${call}: ${nbytes} bytes` : `${call}: ${count} × ${nbytes} bytes`;
    await this.#perform(label, count, allocate(nbytes, count, zeroed));
  }

  async reallocate(nbytes: number): Promise<void> {
    const { address } = this.selection;
    if (address === undefined) this.refuse('Choose a block first: the one to reallocate.');
    else await this.#perform(`Reallocate: ${nbytes} bytes`, 1, reallocate(address, nbytes));
  }

  async freeSelected(): Promise<void> {
    const { address } = this.selection;
    if (address === undefined) this.refuse('Choose a block first: the one to free.');
    else await this.#perform('Free: the selected block', 1, freeOne(address, this.unchecked));
  }

  async freeChosen(label: string, choice: Choice): Promise<void> {
    const addresses = this.read((heap) => chosenBlocks(heap, choice));
    if (addresses === undefined) return;
    if (addresses.length === 0) this.refuse('No such block is allocated: there is nothing to free.');
    else await this.#perform(`Free: ${label}`, addresses.length, freeEach(addresses));
  }

  async setLimits(arenas: number, bytes: number): Promise<void> {
    await this.#perform('Set limits', 1, limit(arenas, bytes));
  }

  async runScenario(scenario: Scenario, seed: number): Promise<void> {
    await this.#perform(scenario.name, 0, scenario.steps(seed));
  }

  get undoable(): Undoable {
    const action = this.lastAction;
    if (action === undefined) return this.#previous === undefined ? 'nothing' : 'heap';
    const first = this.read((heap) => heap.firstUndoable) ?? Infinity;
    if (action.first >= first) return 'action';
    return 'tooLongAgo';
  }

  async undo(): Promise<void> {
    const action = this.lastAction;
    switch (this.undoable) {
      case 'heap':
        this.#swapBack();
        return;
      case 'action':
        if (action !== undefined) await this.#undo(action);
        return;
      case 'nothing':
        this.refuse('There is nothing to undo.');
        return;
      case 'tooLongAgo':
        this.refuse('The journal no longer holds this action, so it cannot be undone. Reset starts over.');
    }
  }

  reset(): void {
    this.#replace(
      () => this.#emptySitting(this.edition.edition, this.alignment),
      'A new, empty heap. Undo brings the old one back.',
    );
  }

  configure(edition: Edition, alignment: ArenaAlignment): void {
    this.#replace(
      () => this.#emptySitting(edition, alignment),
      'A new, empty heap for this choice. Undo brings the old one back.',
    );
  }

  async open(file: Blob, name: string): Promise<void> {
    if (this.busy) return;
    const label = `Opening ${name}`;
    let replay: CoreReplay | undefined;
    let operations = 0;
    const finished = await this.#during(label, async (signal, report) => {
      const text = await readTraceFile(file, signal);
      replay = new CoreReplay(this.edition.edition, this.alignment, text);
      const work = replaySteps(replay, (done) => {
        operations = done;
      });
      await runInSlices(work, signal, (done) => {
        report(done, text.length);
      });
    });
    if (finished && replay !== undefined) {
      const done = replay;
      this.#replace(
        () => this.#sittingOf(done.intoHeap(), this.edition, this.alignment),
        `${name}: ${operations.toLocaleString('en')} operations replayed. Undo brings the old heap back.`,
      );
      return;
    }
    if (this.crash === undefined) replay?.free();
    this.said = this.failure === undefined ? `${label} was cancelled; the heap is as it was before.` : '';
    this.#tell();
  }

  cancel(): void {
    this.#cancel?.abort(new Cancelled());
  }

  dismissFailure(): void {
    this.failure = undefined;
    this.#tell();
  }

  /** Calls what breaks the core, in a test build. */
  provoke(inject: () => void): void {
    this.#guard(inject);
    this.#tell();
  }

  /** After a crash: a fresh core with the last state that is known to be good. */
  async restore(): Promise<void> {
    await restartCore();
    const { alignment, edition, selection } = this.#sitting;
    this.#sitting = this.#sittingOf(CoreHeap.fromImage(this.#good.image), edition, alignment);
    // Its heap went down with the old core.
    this.#previous = undefined;
    this.crash = undefined;
    this.#afterwards(
      'The last good state is back. What was done before it can no longer be undone.',
      selection.address,
    );
  }

  // What the last click did

  /** The explanations of the last action, the last of them if there are many. */
  get explanations(): readonly Explanation[] {
    const action = this.lastAction;
    if (action === undefined) return [];
    if (this.#explained?.action === action) return this.#explained.explanations;
    const explanations = this.read((heap) => explainLast(heap, action)) ?? [];
    this.#explained = { action, explanations };
    return explanations;
  }

  // How

  #emptySitting(edition: Edition, alignment: ArenaAlignment): Sitting {
    const info = this.editions.find((known) => known.edition === edition);
    if (info === undefined) throw new Error(`unknown edition ${edition}`);
    return this.#sittingOf(CoreHeap.create(edition, alignment), info, alignment);
  }

  #sittingOf(heap: CoreHeap, edition: EditionInfo, alignment: ArenaAlignment): Sitting {
    return { heap, edition, alignment, actions: [], selection: firstSelection(heap) };
  }

  async #perform(label: string, total: number, steps: Steps): Promise<void> {
    if (this.busy || this.crash !== undefined) return;
    const first = this.heap.operations;
    const hands = new Hands(this.heap, this.edition, this.selection.pool);
    const finished = await this.#during(label, (signal, report) =>
      runInSlices(steps(hands), signal, (done) => {
        report(done, total);
      }),
    );
    if (this.crash !== undefined) return;
    this.#guard(() => {
      const count = this.heap.operations - first;
      if (count > 0) this.#sitting.actions.push({ label, first, count });
      this.#afterwards(this.#outcome(count, finished), hands.made ?? this.selection.address);
    });
  }

  #outcome(count: number, finished: boolean): string {
    const last = this.explanations.at(-1);
    if (count === 0 || last === undefined) return '';
    const ended = finished ? '' : ' Stopped before the end.';
    if (count === 1) return `${operationWords(last)}${ended}`;
    return `${count.toLocaleString('en')} operations; the last: ${operationWords(last)}${ended}`;
  }

  async #undo(action: Action): Promise<void> {
    const done = await this.#during(`Undoing ${action.label}`, (_, report) =>
      // Half an action undone would be neither one state nor the other, so this one cannot be cancelled.
      runInSlices(undoOperations(this.heap, action.count), new AbortController().signal, (count) => {
        report(count, action.count);
      }),
    );
    if (!done) return;
    this.#sitting.actions.pop();
    this.#afterwards(`Undone: ${action.label}.`, this.selection.address);
  }

  /** Runs work with progress and cancelling; false where it failed or was cancelled. */
  async #during(
    label: string,
    work: (signal: AbortSignal, report: (done: number, total: number) => void) => Promise<void>,
  ): Promise<boolean> {
    const controller = new AbortController();
    this.#cancel = controller;
    this.failure = undefined;
    try {
      await work(controller.signal, (done, of) => {
        this.progress = { label, done, total: of };
        this.#tell();
      });
      return !controller.signal.aborted;
    } catch (error) {
      this.#failed(error);
      return false;
    } finally {
      this.#cancel = undefined;
      this.progress = undefined;
      this.#tell();
    }
  }

  #replace(make: () => Sitting, said: string): void {
    if (this.busy || this.crash !== undefined) return;
    this.failure = undefined;
    this.#guard(() => {
      const next = make();
      this.#previous?.heap.free();
      this.#previous = this.#sitting;
      this.#sitting = next;
      this.#afterwards(said, next.selection.address);
    });
    this.#tell();
  }

  #swapBack(): void {
    const back = this.#previous;
    if (back === undefined) return;
    this.#guard(() => {
      this.heap.free();
      this.#previous = undefined;
      this.#sitting = back;
      this.#afterwards('The heap from before is back.', back.selection.address);
    });
  }

  /** Everything that depends on the heap's bytes, brought up to date. */
  #afterwards(said: string, address: number | undefined): void {
    this.#guard(() => {
      const action = this.lastAction;
      this.#explained = undefined;
      this.#changed = action === undefined ? ChangedRanges.none : new ChangedRanges(this.heap.changes(action.first));
      this.#sitting.selection = selectionAt(this.heap, address, this.selection);
      this.said = said;
      this.#keepGood();
    });
    this.#tell();
  }

  #keepGood(): void {
    const now = performance.now();
    if (this.heap.imageLength > SMALL_IMAGE && now - this.#good.at < COPY_PAUSE_MS) return;
    this.#good = { image: this.heap.snapshot(), at: now };
  }

  #guard(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    if (error instanceof CoreCrashed) this.#crashed(error);
    else if (!(error instanceof Cancelled)) this.failure = failureText(error);
  }

  #crashed(error: CoreCrashed): void {
    const { edition, alignment, actions } = this.#sitting;
    const cause = error.cause instanceof Error ? (error.cause.stack ?? '') : '';
    this.crash = [
      `The core stopped: ${error.message}`,
      `Edition ${edition.edition}, arenas ${alignment}`,
      `Last actions: ${
        actions
          .slice(-10)
          .map(({ label }) => label)
          .join('; ') || 'none'
      }`,
      cause,
    ].join('\n');
  }

  /** Says why a click could not be carried out. */
  refuse(text: string): void {
    this.failure = { what: text };
    this.#tell();
  }

  #tell(): void {
    this.dispatchEvent(new Event('change'));
  }
}

class Cancelled extends Error {}

function explainLast(heap: CoreHeap, action: Action): Explanation[] {
  const last = action.first + action.count;
  const explanations: Explanation[] = [];
  for (let number = Math.max(action.first + 1, last - MOST_EXPLAINED + 1); number <= last; number += 1) {
    if (number > heap.firstUndoable) explanations.push(heap.explain(number));
  }
  return explanations;
}

/** The first pool that has blocks, so that a heap that was opened shows something. */
function firstSelection(heap: CoreHeap): Selection {
  const arena = heap.arenas().arenas.find(({ state }) => state !== 'unassociated');
  if (arena === undefined) return nothing;
  const pool = heap.arena(arena.index).pools.find(({ count }) => count > 0);
  return selectionAt(heap, pool?.at ?? arena.at, nothing);
}

/** Steps of a trace, each so large that it takes some milliseconds; the progress is in bytes. */
function* replaySteps(replay: CoreReplay, report: (operations: number) => void): Work {
  let most = 256;
  for (;;) {
    const start = performance.now();
    const progress = replay.step(most);
    report(progress.operations);
    if (progress.finished) return;
    const took = performance.now() - start;
    if (took < 3) most = Math.min(2 * most, MOST_TRACE_STEP);
    else if (took > 6) most = Math.max(1, most / 2);
    yield progress.bytesDone;
  }
}
