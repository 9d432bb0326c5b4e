// The session: a heap, what was done to it, what is chosen, and what is going on. Events, no DOM.
// Every change of state ends in a `change` event; whoever listens asks for what it shows.

import { type Choice, chosenBlocks, freeEach, Hands, type Steps } from './actions.ts';
import { type Act, labelOf, stepsOf } from './acts.ts';
import { ChangedRanges } from './changed.ts';
import { CoreCrashed, CoreHeap, CoreReplay, editions, HeapFailure, restartCore } from './core.ts';
import { type Selection } from './diagrams/options.ts';
import { type ArenaAlignment } from './generated/ArenaAlignment.ts';
import { type Edition } from './generated/Edition.ts';
import { type Digest } from './generated/Digest.ts';
import { type EditionInfo } from './generated/EditionInfo.ts';
import { type Explanation } from './generated/Explanation.ts';
import { type ObjectsView } from './generated/ObjectsView.ts';
import { type Request } from './generated/Request.ts';
import { Lesson } from './lesson.ts';
import { en } from './locales/en.ts';
import { type Names } from './locales/messages.ts';
import { type Book, bookOf, booksFor, namesFrom } from './names.ts';
import { nothing, selectionAt } from './navigation.ts';
import { lessonLength, lessonNames, lessonStep, type LessonStep, type ObjectScenarioId } from './object-scenarios.ts';
import { objectsOf } from './object-requests.ts';
import { type ScenarioId } from './scenarios.ts';
import { runInSlices, type Work } from './slices.ts';
import { changedBy, enter, type Inside } from './stepping.ts';
import { readTraceFile } from './trace-file.ts';
import { failureText, type FailureText, operationWords } from './words.ts';

/** One click: operations `first + 1` to `first + count`. */
export interface Action {
  readonly label: string;
  readonly first: number;
  readonly count: number;
  /** The address that was chosen before. */
  readonly chosen: number | undefined;
  /** What `gc.collect()` returned, if that was the last operation. */
  readonly collected?: number | undefined;
  /** The image before, where the journal does not reach back that far. */
  readonly before?: Uint8Array;
}

/** A copy of the image of a heap that all was well with, after so many operations. */
interface GoodImage {
  readonly heap: CoreHeap;
  readonly operations: number;
  readonly image: Uint8Array;
  readonly at: number;
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
  /** The trace that it was made from. */
  readonly opened?: Action;
  selection: Selection;
  lesson?: Lesson | undefined;
}

/** Where one is in a scenario of several steps. */
export interface LessonState {
  readonly id: ObjectScenarioId;
  readonly taken: number;
  readonly of: number;
  /** What the next step does; none after the last. */
  readonly next: string | undefined;
}

/** What can be undone next. */
export type Undoable = 'action' | 'heap' | 'nothing' | 'tooLongAgo';

/** Up to here a copy of the image costs next to nothing, so there is one after each action. */
const SMALL_IMAGE = 4 * 1024 * 1024;
/** Larger images are copied no more often than this. */
const COPY_PAUSE_MS = 5_000;

/** Work of so many operations may be more than the journal holds: it starts with a copy. */
const MANY_OPERATIONS = 50_000;

const MOST_EXPLAINED = 50;
/** So many marks of one of them; of longer ones the rest can be stepped through. */
const MOST_MARKS = 1_000;
/** Many of them share so many marks: the page would wait for the drawing of more. But each shows a few. */
const MOST_MARKS_SHARED = 1_500;
const FEWEST_MARKS = 40;
/** Objects whose names are known to sentences. */
const MOST_NAMED = 1_000;
const MOST_TRACE_STEP = 65_536;

export class Session extends EventTarget {
  readonly editions: readonly EditionInfo[] = editions();
  progress: Progress | undefined;
  failure: FailureText | undefined;
  /** What to say about the last click. */
  said: string = en.ui.emptyHeap;
  /** The text for a bug report, while the core is broken. */
  crash: string | undefined;
  /** Free as CPython does, without a check. */
  unchecked = false;

  #sitting: Sitting;
  #previous: Sitting | undefined;
  #cancel: AbortController | undefined;
  #good: GoodImage;
  #explained: { action: Action; explanations: Explanation[]; books: Book[] } | undefined;
  #digest: { action: Action; digest: Digest | undefined } | undefined;
  #changed: ChangedRanges = ChangedRanges.none;
  #inside: Inside | undefined;
  #objects: ObjectsView | undefined;

  constructor(edition: Edition, alignment: ArenaAlignment) {
    super();
    this.#sitting = this.#emptySitting(edition, alignment);
    this.#good = goodImage(this.heap);
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
  /** What the last action wrote; inside an operation, what the present step wrote. */
  get changed(): ChangedRanges {
    return this.#inside === undefined ? this.#changed : changedBy(this.#inside);
  }
  get lastAction(): Action | undefined {
    return this.#sitting.actions.at(-1);
  }
  /** What is explained: the last action, or the trace that was opened. */
  get told(): Action | undefined {
    return this.lastAction ?? this.#sitting.opened;
  }
  get broken(): boolean {
    return this.crash !== undefined;
  }
  get busy(): boolean {
    return this.#cancel !== undefined;
  }

  // What is chosen

  select(address: number | undefined): void {
    this.#guard(() => {
      this.#sitting.selection = selectionAt(this.heap, address, this.selection);
    });
    // Nothing in the heap changes, so what was decoded of it stays good.
    this.dispatchEvent(new Event('change'));
  }

  /** What a view shows; undefined where there is nothing to show. A crash is told to everybody. */
  read<T>(decode: (heap: CoreHeap) => T): T | undefined {
    if (this.broken) return undefined;
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

  /** The objects as they are now; of very many this takes a while, so it is done once for all who ask. */
  get objects(): ObjectsView | undefined {
    this.#objects ??= this.read(objectsOf);
    return this.#objects;
  }

  // Inside an operation

  /** Where inside an operation one is. Every view is of the state there. */
  get inside(): Inside | undefined {
    return this.#inside;
  }

  /** The last operation and how far one can step into it; undefined where the journal does not hold it. */
  get steppable(): { operation: number; marks: number } | undefined {
    const action = this.told;
    if (action === undefined || this.busy) return undefined;
    const operation = action.first + action.count;
    const marks = this.read((heap) => heap.stepCount(operation));
    return marks === undefined || marks === 0 ? undefined : { operation, marks };
  }

  /** Steps into an operation: to the state after so many of its marks. */
  stepTo(operation: number, mark: number): void {
    if (!this.#ready) return;
    this.#guard(() => {
      const sections =
        this.#inside?.operation === operation ? this.#inside.sections : this.heap.digest(operation).sections;
      this.#inside = enter(this.heap, operation, mark, sections);
      this.#lookAgain();
    });
    this.#tell();
  }

  /** Comes back from the middle of an operation. */
  stepOut(): void {
    if (this.#inside === undefined) return;
    this.#settle();
    this.#guard(() => {
      this.#lookAgain();
    });
    this.#tell();
  }

  #settle(): void {
    if (this.#inside === undefined) return;
    this.#inside = undefined;
    if (!this.broken) this.heap.settle();
  }

  /** The place that is chosen may be another thing in another state. */
  #lookAgain(): void {
    this.#sitting.selection = selectionAt(this.heap, this.selection.address, this.selection);
  }

  // What can be done

  async allocate(nbytes: number, count: number, zeroed: boolean): Promise<void> {
    const call = zeroed ? 'Allocate zeroed' : 'Allocate';
    const label = count === 1 ? `${call}: ${nbytes} bytes` : `${call}: ${count} × ${nbytes} bytes`;
    await this.#perform(label, count, stepsOf({ act: 'allocate', nbytes, count, zeroed }));
  }

  async reallocate(nbytes: number): Promise<void> {
    const { address } = this.selection;
    if (address === undefined) this.refuse('Choose a block first: the one to reallocate.');
    else await this.#perform(`Reallocate: ${nbytes} bytes`, 1, stepsOf({ act: 'reallocate', at: address, nbytes }));
  }

  async freeSelected(): Promise<void> {
    const { address } = this.selection;
    if (address === undefined) this.refuse('Choose a block first: the one to free.');
    else
      await this.#perform(
        'Free: the selected block',
        1,
        stepsOf({ act: 'free', at: address, unchecked: this.unchecked }),
      );
  }

  async freeChosen(label: string, choice: Choice): Promise<void> {
    this.#settle();
    const addresses = this.read((heap) => chosenBlocks(heap, choice));
    if (addresses === undefined) return;
    if (addresses.length === 0) this.refuse('No such block is allocated: there is nothing to free.');
    else await this.#perform(`Free: ${label}`, addresses.length, freeEach(addresses));
  }

  async setLimits(arenas: number, bytes: number): Promise<void> {
    await this.#perform('Set limits', 1, stepsOf({ act: 'limits', arenas, bytes }));
  }

  /** What is asked of objects, names and the collector; `label` says it as one line. */
  async request(label: string, ...requests: Request[]): Promise<void> {
    await this.#perform(label, requests.length, stepsOf({ act: 'requests', requests }));
  }

  async runScenario(id: ScenarioId, seed: number): Promise<void> {
    const { pool } = this.selection;
    const act: Act = { act: 'scenario', id, seed, ...(pool === undefined ? {} : { pool }) };
    await this.#perform(labelOf(act)(en), 0, stepsOf(act));
  }

  get lesson(): LessonState | undefined {
    const { lesson, actions } = this.#sitting;
    if (lesson === undefined) return undefined;
    const { id, acts } = lesson;
    return { id, taken: lesson.taken(actions), of: acts.length, next: lesson.next(actions)?.label(en) };
  }

  /** Takes the first step of a scenario; the person asks for the others. */
  async startLesson(id: ObjectScenarioId): Promise<void> {
    if (!this.#ready) return;
    const { objects } = this;
    if (objects === undefined) return;
    this.#sitting.lesson = new Lesson(id, lessonSteps(id, lessonNames(id, objects)));
    await this.nextAct();
  }

  async nextAct(): Promise<void> {
    const { lesson, actions } = this.#sitting;
    const act = lesson?.next(actions);
    if (lesson === undefined || act === undefined) return;
    const before = actions.length;
    await this.#perform(act.label(en), 0, act.steps);
    const done = actions.at(-1);
    if (done !== undefined && actions.length > before) lesson.did(actions, done);
    this.#tell();
  }

  closeLesson(): void {
    this.#sitting.lesson = undefined;
    this.#tell();
  }

  get undoable(): Undoable {
    if (this.broken) return 'nothing';
    const action = this.lastAction;
    if (action === undefined) return this.#previous === undefined ? 'nothing' : 'heap';
    if (action.before !== undefined) return 'action';
    const first = this.read((heap) => heap.firstUndoable) ?? Infinity;
    return action.first >= first ? 'action' : 'tooLongAgo';
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

  /** Replays a trace into a heap of its own, which takes the place of this one if all goes well. */
  async open(file: Blob, name: string): Promise<void> {
    if (!this.#ready) return;
    const label = `Opening ${name}`;
    let replay: CoreReplay | undefined;
    let count = 0;
    const finished = await this.#during(label, async (signal, report) => {
      report(0, 0);
      const text = await readTraceFile(file, signal);
      replay = new CoreReplay(this.edition.edition, this.alignment, text);
      const work = replaySteps(replay, (operations) => {
        count = operations;
      });
      await runInSlices(work, signal, (done) => {
        report(done, text.length);
      });
    });
    if (finished) this.#takeOver(replay, { label: name, first: 0, count, chosen: undefined });
    else this.#giveUp(replay, label);
  }

  #takeOver(replay: CoreReplay | undefined, opened: Action): void {
    if (replay === undefined) return;
    const said = `${opened.label}: ${opened.count.toLocaleString('en')} operations replayed. Undo brings the old heap back.`;
    this.#replace(() => this.#sittingOf(replay.intoHeap(), opened), said);
  }

  #giveUp(replay: CoreReplay | undefined, label: string): void {
    // What the old core held went down with it.
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
    const { address } = this.selection;
    this.#sitting = this.#sittingOf(CoreHeap.fromImage(this.#good.image));
    // Its heap went down with the old core.
    this.#previous = undefined;
    this.crash = undefined;
    this.#afterwards('The last good state is back. What was done before it can no longer be undone.', address);
  }

  // What the last click did

  /** The explanations of the last action, the last of them if there are many. */
  get explanations(): readonly Explanation[] {
    return this.#explain().explanations;
  }

  /** What objects are called in the explanation of an operation. */
  namesIn(operation: number): Names {
    const { explanations, books } = this.#explain();
    const index = explanations.findIndex(({ number }) => number === operation);
    return namesFrom(books[index] ?? books.at(-1) ?? new Map(), en);
  }

  /** The last operation summed up. */
  get digest(): Digest | undefined {
    const action = this.told;
    if (action === undefined || this.busy) return undefined;
    if (this.#digest?.action !== action) {
      this.#digest = { action, digest: this.read((heap) => heap.digest(action.first + action.count)) };
    }
    return this.#digest.digest;
  }

  #explain(): { explanations: readonly Explanation[]; books: readonly Book[] } {
    const action = this.told;
    if (action === undefined) return { explanations: [], books: [] };
    if (this.#explained?.action !== action) {
      const explanations = this.read((heap) => explainLast(heap, action)) ?? [];
      const books = this.read((heap) => booksOf(heap, explanations, this.#inside)) ?? [];
      this.#explained = { action, explanations, books };
    }
    return this.#explained;
  }

  // How

  get #ready(): boolean {
    return !this.busy && !this.broken;
  }

  #emptySitting(edition: Edition, alignment: ArenaAlignment): Sitting {
    return this.#sittingOf(CoreHeap.create(edition, alignment));
  }

  #sittingOf(heap: CoreHeap, opened?: Action): Sitting {
    const { edition: name, arenas: alignment } = heap.info();
    const edition = this.editions.find((known) => known.edition === name);
    if (edition === undefined) throw new Error(`unknown edition ${name}`);
    return {
      heap,
      edition,
      alignment,
      actions: [],
      selection: firstSelection(heap),
      ...(opened === undefined ? {} : { opened }),
    };
  }

  async #perform(label: string, total: number, steps: Steps): Promise<void> {
    if (!this.#ready) return;
    this.#settle();
    // How much a scenario does is not known before.
    const isLong = total === 0 || total >= MANY_OPERATIONS;
    const isCopied = this.#good.heap === this.heap && this.#good.operations === this.heap.operations;
    if (isLong && !isCopied) this.#good = goodImage(this.heap);
    const first = this.heap.operations;
    const chosen = this.selection.address;
    const before = this.#good;
    const hands = new Hands(this.heap, this.edition);
    const finished = await this.#during(label, (signal, report) =>
      runInSlices(steps(hands), signal, (done) => {
        report(done, total);
      }),
    );
    if (this.broken) return;
    this.#guard(() => {
      const count = this.heap.operations - first;
      if (count > 0) this.#did({ label, first, count, chosen, collected: hands.collected }, before);
      this.#afterwards(() => this.#outcome(count, finished), hands.made ?? chosen);
    });
  }

  #did(action: Action, before: GoodImage): void {
    const { actions } = this.#sitting;
    const inJournal = action.first >= this.heap.firstUndoable;
    const copied = before.heap === this.heap && before.operations === action.first;
    // One large copy at a time.
    for (const [index, old] of actions.entries()) actions[index] = withoutImage(old);
    actions.push(inJournal || !copied ? action : { ...action, before: before.image });
  }

  #outcome(count: number, finished: boolean): string {
    const last = this.explanations.at(-1);
    if (count === 0 || last === undefined) return '';
    const ended = finished ? '' : ' Stopped before the end.';
    const words = operationWords(last, this.namesIn(last.number), this.digest, this.told?.collected);
    return count === 1 ? words : `${count.toLocaleString('en')} operations; the last: ${words}${ended}`;
  }

  async #undo(action: Action): Promise<void> {
    this.#settle();
    if (action.before !== undefined) {
      this.#goBackTo(action, action.before);
      return;
    }
    const done = await this.#during(`Undoing ${action.label}`, (_, report) =>
      // Half an action undone would be neither one state nor the other, so this one cannot be cancelled.
      runInSlices(undoOperations(this.heap, action.count), new AbortController().signal, (count) => {
        report(count, action.count);
      }),
    );
    if (!done) return;
    this.#sitting.actions.pop();
    this.#afterwards(`Undone: ${action.label}.`, action.chosen);
  }

  #goBackTo(action: Action, image: Uint8Array): void {
    this.#guard(() => {
      const { heap } = this;
      this.#sitting = this.#sittingOf(CoreHeap.fromImage(image));
      heap.free();
      this.#afterwards(`Undone: ${action.label}. What was done before it can no longer be undone.`, action.chosen);
    });
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
    if (!this.#ready) return;
    this.#settle();
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
    this.#settle();
    this.#guard(() => {
      this.heap.free();
      this.#previous = undefined;
      this.#sitting = back;
      this.#afterwards('The heap from before is back.', back.selection.address);
    });
  }

  /** Everything that depends on the heap's bytes, brought up to date. */
  #afterwards(said: string | (() => string), address: number | undefined): void {
    this.#guard(() => {
      this.#explained = undefined;
      this.#digest = undefined;
      this.#changed = this.#changes();
      this.#sitting.selection = selectionAt(this.heap, address, this.selection);
      this.said = typeof said === 'string' ? said : said();
      this.#keepGood();
    });
    this.#tell();
  }

  /** What the last action wrote; of a trace only what is explained of it, since all of it would be everything. */
  #changes(): ChangedRanges {
    const action = this.told;
    if (action === undefined) return ChangedRanges.none;
    const first = action === this.lastAction ? action.first : action.first + action.count - MOST_EXPLAINED;
    return new ChangedRanges(this.heap.changes(Math.max(action.first, first)));
  }

  #keepGood(): void {
    const recent = this.#good.heap === this.heap && performance.now() - this.#good.at < COPY_PAUSE_MS;
    if (recent && this.heap.imageLength > SMALL_IMAGE) return;
    this.#good = goodImage(this.heap);
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
    this.said = '';
    this.#inside = undefined;
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
    this.said = '';
    this.failure = { what: text };
    this.#tell();
  }

  #tell(): void {
    this.#objects = undefined;
    this.dispatchEvent(new Event('change'));
  }
}

class Cancelled extends Error {}

function lessonSteps(id: ObjectScenarioId, names: Readonly<Record<string, string>>): LessonStep[] {
  return Array.from({ length: lessonLength(id) }, (_, index) => lessonStep(id, index, names)).filter(
    (step) => step !== undefined,
  );
}

function undoOperations(heap: CoreHeap, count: number): Work {
  return (function* () {
    for (let done = 1; done <= count; done += 1) {
      heap.undo();
      yield done;
    }
  })();
}

function goodImage(heap: CoreHeap): GoodImage {
  return { heap, operations: heap.operations, image: heap.snapshot(), at: performance.now() };
}

function withoutImage({ label, first, count, chosen, collected }: Action): Action {
  return { label, first, count, chosen, collected };
}

function explainLast(heap: CoreHeap, action: Action): Explanation[] {
  const last = action.first + action.count;
  const shared = Math.floor(MOST_MARKS_SHARED / Math.min(action.count, MOST_EXPLAINED));
  const marks = Math.max(FEWEST_MARKS, Math.min(MOST_MARKS, shared));
  const explanations: Explanation[] = [];
  for (let number = Math.max(action.first + 1, last - MOST_EXPLAINED + 1); number <= last; number += 1) {
    if (number > heap.firstUndoable) explanations.push(heap.explain(number, 0, marks));
  }
  return explanations;
}

/** The names of objects for explanations of operations that follow each other. */
function booksOf(heap: CoreHeap, explanations: readonly Explanation[], inside: Inside | undefined): Book[] {
  const first = explanations[0];
  if (first === undefined) return [];
  heap.settle();
  const after = bookOf(heap.objects(MOST_NAMED));
  heap.seekStep(first.number, 0);
  const before = bookOf(heap.objects(MOST_NAMED));
  if (inside === undefined) heap.settle();
  else heap.seekStep(inside.operation, inside.mark);
  return booksFor(explanations, before, after);
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
