// The session: what the page asks for, what is chosen, and what is going on. Events, no DOM; what it consists of is in
// session/. Every change of state ends in a `change` event; whoever listens asks for what it shows.

import { chosenBlocks } from './actions.ts';
import { type Act, choiceOf, type DoneAct, type FreeChosen, labelOf, lengthOf } from './acts.ts';
import { type ChangedRanges } from './changed.ts';
import { CoreCrashed, type CoreHeap, editions, HeapFailure, restartCore } from './core.ts';
import { type Selection } from './diagrams/options.ts';
import { type ExampleId } from './examples/index.ts';
import { type ArenaAlignment } from './generated/ArenaAlignment.ts';
import { type Comparison } from './generated/Comparison.ts';
import { type Digest } from './generated/Digest.ts';
import { type Edition } from './generated/Edition.ts';
import { type EditionInfo } from './generated/EditionInfo.ts';
import { type Explanation } from './generated/Explanation.ts';
import { type ObjectsView } from './generated/ObjectsView.ts';
import { type OperationLine } from './generated/OperationLine.ts';
import { type Request } from './generated/Request.ts';
import { lessonAt, type LessonState, nextDone } from './lesson.ts';
import { type Messages, type Names, noNames, type Words } from './locales/messages.ts';
import { selectionAt } from './navigation.ts';
import { lessonNames, type ObjectScenarioId } from './object-scenarios.ts';
import { Prediction } from './predict/prediction.ts';
import { type ScenarioId } from './scenarios.ts';
import { type Compared, isSamePlace, nothingCompared, pairOf } from './session/comparison.ts';
import { Crashes } from './session/crashes.ts';
import { type Move, type Moves, movesBetween, movesInside } from './session/moves.ts';
import { openTrace } from './session/opening.ts';
import { type Failure, failureOf, type Known, tellMoved, tellPerformed, tellUndone } from './session/outcome.ts';
import { namesFor, type Outcome, perform } from './session/performing.ts';
import { Player, type Speed } from './session/player.ts';
import { type Plan, rebuild } from './session/rebuilding.ts';
import { emptySitting, type Sitting, sittingOf } from './session/sitting.ts';
import { type Begun, type Performed, type Place } from './session/timeline.ts';
import { type Told } from './session/told.ts';
import { type Job, type Progress, Workplace } from './session/work.ts';
import { type Inside } from './stepping.ts';

/** What can be undone next. */
export type Undoable =
  | { readonly what: 'act'; readonly label: Words; readonly cut: number }
  | { readonly what: 'heap' | 'nothing' | 'tooLongAgo' };

/** What can be done again next. */
export type Redoable = { readonly what: 'act'; readonly label: Words } | { readonly what: 'heap' | 'nothing' };

/** Differences of one kind that are listed. */
const MOST_COMPARED = 50;

export class Session extends EventTarget {
  readonly editions: readonly EditionInfo[] = editions();
  failure: Failure | undefined;
  /** What to say about the last click. */
  said: Words | undefined = (messages) => messages.timeline.said.empty;
  /** Free as CPython does, without a check. */
  unchecked = false;
  /** What the person is asked before something is shown. */
  readonly prediction = new Prediction(this, () => {
    this.#tell();
  });

  #sitting: Sitting;
  /** The heap before the last reset, and the one that undo left for it. */
  #previous: Sitting | undefined;
  #following: Sitting | undefined;
  #compared: Compared = nothingCompared;
  #comparison: Comparison | undefined;
  readonly #crashes = new Crashes();
  readonly #workplace = new Workplace(() => {
    this.#tell();
  });
  readonly #player = new Player(() => this.#playOn());

  constructor(edition: Edition, alignment: ArenaAlignment) {
    super();
    this.#sitting = emptySitting(this.editions, edition, alignment);
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
  /** What the operations that are told wrote; inside an operation, what the present step wrote. */
  get changed(): ChangedRanges {
    return this.#sitting.present.changed;
  }
  get progress(): Progress | undefined {
    return this.#workplace.progress;
  }
  get busy(): boolean {
    return this.#workplace.busy;
  }
  /** The text for a bug report, while the core is broken. */
  get crash(): Words | undefined {
    return this.#crashes.report;
  }
  get broken(): boolean {
    return this.#crashes.report !== undefined;
  }

  // What is chosen

  select(address: number | undefined): void {
    this.#guard(() => {
      this.#choose(address);
    });
    this.prediction.chose(this.selection);
    this.#tell();
  }

  /** What a view shows; undefined where there is nothing to show. A crash is told to everybody. */
  read<T>(decode: (heap: CoreHeap) => T): T | undefined {
    if (this.broken) return undefined;
    try {
      return decode(this.heap);
    } catch (error) {
      if (error instanceof HeapFailure) return undefined;
      if (!(error instanceof CoreCrashed)) throw error;
      this.#failed(error);
      // Whoever draws now has to finish first.
      queueMicrotask(() => {
        this.#tell();
      });
      return undefined;
    }
  }

  /** The objects as they are now. */
  get objects(): ObjectsView | undefined {
    return this.read(() => this.#sitting.present.objects);
  }

  // The timeline

  /** Everything that was done since the heap was empty. */
  get acts(): readonly DoneAct[] {
    return this.#sitting.timeline.acts;
  }
  /** Operations of the timeline. */
  get length(): number {
    return this.read((heap) => heap.length) ?? 0;
  }
  /** The earliest position that can be reached. */
  get first(): number {
    return this.read((heap) => heap.first) ?? 0;
  }
  /** So many operations are done where one stands; inside an operation it is one of them. */
  get position(): number {
    return this.place.operation;
  }
  get place(): Place {
    return this.read(() => this.#sitting.present.place) ?? { operation: 0 };
  }
  /** The text of the trace that the timeline begins with. */
  get source(): Blob | undefined {
    return this.#sitting.source;
  }
  /** Where one can go from here. */
  get moves(): Moves {
    const { inside, acts, first, length, position } = this;
    return inside === undefined ? movesBetween(position, first, length, acts) : movesInside(inside, first, length);
  }

  labelOf(act: DoneAct): Words {
    return this.#sitting.timeline.acts.find((done) => done === act)?.label ?? labelOf(act.act);
  }

  /** How many operations were cut off when an act was done in the past. */
  cutBy(act: DoneAct): number {
    return this.#sitting.timeline.cutBy(act);
  }

  /** Goes to the state after so many operations. That is no act: nothing changes but what is shown. */
  seek(position: number): void {
    this.pause();
    this.#go({ operation: position });
  }

  /** Goes into an operation: to the state after so many of its marks. */
  stepTo(operation: number, mark: number): void {
    this.pause();
    this.#go({ operation, mark });
  }

  /** Comes back from the middle of an operation, to its end. */
  stepOut(): void {
    if (this.inside !== undefined) this.move('out');
  }

  /** Goes to the end of an act, and tells all of it. */
  visit(act: DoneAct): void {
    this.pause();
    this.#go({ operation: act.first + act.count }, { ...act, label: this.labelOf(act) });
  }

  /** Answers whether that way was open. */
  move(name: Move): boolean {
    const to = this.#ready ? this.moves[name] : undefined;
    if (to === undefined) return false;
    this.pause();
    if (this.prediction.on) void this.#goAsked(to);
    else this.#go(to);
    return true;
  }

  /** Where inside an operation one is. Every view is of the state there. */
  get inside(): Inside | undefined {
    return this.#sitting.present.inside;
  }

  get playing(): boolean {
    return this.#player.playing;
  }
  get speed(): Speed {
    return this.#player.speed;
  }
  set speed(speed: Speed) {
    this.#player.speed = speed;
    this.#tell();
  }

  /** Goes on by itself, operation by operation or, inside of one, step by step. */
  play(): void {
    if (!this.#ready || this.moves.over === undefined) return;
    this.#player.play();
    this.#tell();
  }

  pause(): void {
    if (!this.#player.playing) return;
    this.#player.pause();
    this.#tell();
  }

  get compared(): Compared {
    return this.#compared;
  }

  /** What differs between the two places; once for both of them. */
  get comparison(): Comparison | undefined {
    const pair = pairOf(this.#compared);
    if (pair === undefined || this.busy) return undefined;
    this.#comparison ??= this.read((heap) => heap.compare(pair.a, pair.b, MOST_COMPARED));
    return this.#comparison;
  }

  compareFrom(place: Place): void {
    this.#compare({ ...this.#compared, a: place });
  }

  compareWith(place: Place): void {
    this.#compare({ ...this.#compared, b: place });
  }

  endComparison(): void {
    this.#compare(nothingCompared);
  }

  // What can be done

  async allocate(nbytes: number, count: number, zeroed: boolean): Promise<void> {
    await this.#perform({ act: 'allocate', nbytes, count, zeroed });
  }

  async reallocate(nbytes: number): Promise<void> {
    const { address } = this.selection;
    if (address === undefined) this.refuse(({ timeline }) => timeline.said.chooseToReallocate);
    else await this.#perform({ act: 'reallocate', at: address, nbytes });
  }

  async freeSelected(): Promise<void> {
    const { address } = this.selection;
    if (address === undefined) this.refuse(({ timeline }) => timeline.said.chooseToFree);
    else await this.#perform({ act: 'free', at: address, unchecked: this.unchecked });
  }

  async freeChosen(act: FreeChosen): Promise<void> {
    if (!this.#ready) return;
    this.#guard(() => {
      this.#sitting.present.settle();
    });
    const addresses = this.read((heap) => chosenBlocks(heap, choiceOf(act)));
    if (addresses?.length === 0) this.refuse(({ timeline }) => timeline.said.nothingToFree);
    else await this.#perform(act, addresses?.length);
  }

  async setLimits(arenas: number, bytes: number): Promise<void> {
    await this.#perform({ act: 'limits', arenas, bytes });
  }

  /** What is asked of objects, names and the collector. */
  async request(...requests: Request[]): Promise<void> {
    await this.#perform({ act: 'requests', requests });
  }

  async runScenario(id: ScenarioId, seed: number): Promise<void> {
    const { pool } = this.selection;
    await this.#perform({ act: 'scenario', id, seed, ...(pool === undefined ? {} : { pool }) });
  }

  get lesson(): LessonState | undefined {
    const { timeline, lessonsClosedAt } = this.#sitting;
    const lesson = lessonAt(timeline.acts, this.position);
    return lesson === undefined || lesson.end <= lessonsClosedAt ? undefined : lesson;
  }

  /** Takes the first step of a scenario; the person asks for the others. */
  async startLesson(id: ObjectScenarioId): Promise<void> {
    if (!this.#ready) return;
    this.#guard(() => {
      this.#sitting.present.settle();
    });
    const { objects } = this;
    if (objects !== undefined) await this.#perform({ act: 'lesson', id, index: 0, names: lessonNames(id, objects) });
  }

  /** The next step of the scenario; where it stands done in the timeline, one only goes there. */
  async nextAct(): Promise<void> {
    const { lesson } = this;
    if (lesson?.next === undefined) return;
    const done = nextDone(this.acts, lesson);
    if (done === undefined) await this.#perform(lesson.act);
    else this.visit(done);
  }

  closeLesson(): void {
    this.#sitting.lessonsClosedAt = this.position;
    this.#tell();
  }

  get undoable(): Undoable {
    const undo = this.read(() => this.#sitting.timeline.canUndo);
    if (this.broken) return { what: 'nothing' };
    if (undo === undefined) return { what: this.#previous === undefined ? 'nothing' : 'heap' };
    return undo.reachable ? { what: 'act', label: undo.act.label, cut: undo.cut } : { what: 'tooLongAgo' };
  }

  undo(): void {
    if (!this.#ready) return;
    this.pause();
    switch (this.undoable.what) {
      case 'act':
        this.#undo();
        return;
      case 'heap':
        this.#swapBack();
        return;
      case 'nothing':
        this.refuse(({ timeline }) => timeline.said.nothingToUndo);
        return;
      case 'tooLongAgo':
        this.refuse(({ timeline }) => timeline.said.tooLongAgo);
    }
  }

  get redoable(): Redoable {
    const act = this.#sitting.timeline.canRedo;
    if (this.broken) return { what: 'nothing' };
    if (act !== undefined) return { what: 'act', label: act.label };
    return { what: this.#following === undefined ? 'nothing' : 'heap' };
  }

  async redo(): Promise<void> {
    if (!this.#ready) return;
    this.pause();
    switch (this.redoable.what) {
      case 'act':
        await this.#redo();
        return;
      case 'heap':
        this.#swapForward();
        return;
      case 'nothing':
        this.refuse(({ timeline }) => timeline.said.nothingToRedo);
    }
  }

  reset(): void {
    this.#replace(
      () => emptySitting(this.editions, this.edition.edition, this.alignment),
      ({ timeline }) => timeline.said.reset,
    );
  }

  configure(edition: Edition, alignment: ArenaAlignment): void {
    this.#replace(
      () => emptySitting(this.editions, edition, alignment),
      ({ timeline }) => timeline.said.configured,
    );
  }

  /** Replays a trace into a heap of its own, which takes the place of this one if all goes well. */
  async open(file: Blob, name: string, example?: ExampleId): Promise<void> {
    if (!this.#ready) return;
    const act: Act = { act: 'trace', name, ...(example === undefined ? {} : { example }) };
    const title = labelOf(act);
    const label: Words = (messages) => messages.timeline.work.opening({ name: title(messages) });
    const opened = await this.#during(label, (job) => openTrace(file, this.edition.edition, this.alignment, job));
    if (opened === undefined) {
      this.#sayCancelled(label);
      return;
    }
    const done: Performed = { act, label: title, first: 0, count: opened.operations, chosen: undefined };
    this.#replace(
      () => sittingOf(this.editions, opened.heap, [done], file),
      (messages) => messages.timeline.said.opened({ name: title(messages), n: opened.operations }),
    );
  }

  /** Does the acts of another session in a heap of its own, which takes the place of this one if all goes well. */
  async rebuild(
    plan: Plan,
    place?: Place,
    address?: number,
    said: Words = ({ timeline }) => timeline.said.rebuilt,
  ): Promise<boolean> {
    if (!this.#ready) return false;
    const label: Words = (messages) => messages.timeline.work.rebuilding;
    const sitting = await this.#during(label, (job) => rebuild(plan, this.editions, job));
    if (sitting === undefined) this.#sayCancelled(label);
    else {
      // Like a trace that was opened, it is one thing for Undo, which brings the heap of before back.
      const { heap, timeline, source } = sitting;
      this.#replace(() => sittingOf(this.editions, heap, timeline.acts, source), said, place, address);
    }
    return sitting !== undefined;
  }

  cancel(): void {
    this.#workplace.cancel();
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

  /** After a crash: a fresh core, in which everything up to the crash is done again. */
  async restore(): Promise<void> {
    const safe = this.#crashes.safe;
    if (safe === undefined || this.busy) return;
    await restartCore();
    // Their heaps went down with the old core.
    this.#sitting = emptySitting(this.editions, safe.edition, safe.arenas);
    this.#previous = undefined;
    this.#following = undefined;
    this.#compared = nothingCompared;
    this.#crashes.mended();
    const sitting = await this.#during(
      ({ timeline }) => timeline.work.restoring,
      (job) => rebuild(safe, this.editions, job),
    );
    if (this.broken) return;
    if (sitting === undefined) this.said = ({ timeline }) => timeline.said.restoredEmpty;
    else {
      this.#guard(() => {
        this.heap.free();
        this.#enter(sitting, ({ timeline }) => timeline.said.restored, safe.place, safe.address);
      });
    }
    this.#tell();
  }

  // What is told

  /** What is explained: the last act, or the operation that one moved to. */
  get told(): Told | undefined {
    return this.#sitting.present.told;
  }

  /** The explanations of what is told, the last of them if there are many. */
  get explanations(): readonly Explanation[] {
    return this.read(() => this.#sitting.present.telling.explanations) ?? [];
  }

  /** What objects are called in the explanation of an operation. */
  namesIn(operation: number, messages: Messages): Names {
    return this.read(() => this.#sitting.present.telling.namesIn(operation, messages)) ?? noNames;
  }

  /** The last operation summed up. */
  get digest(): Digest | undefined {
    return this.busy ? undefined : this.read(() => this.#sitting.present.digest);
  }

  /** The last operation and how far one can step into it. */
  get steppable(): { operation: number; marks: number } | undefined {
    if (this.told === undefined || this.busy) return undefined;
    const operation = this.position;
    const marks = this.read((heap) => heap.stepCount(operation));
    return marks === undefined || marks === 0 ? undefined : { operation, marks };
  }

  /** Says why a click could not be carried out. */
  refuse(what: Words): void {
    this.said = undefined;
    this.failure = { tell: (messages) => ({ what: what(messages) }) };
    this.#tell();
  }

  // How

  get #ready(): boolean {
    return !this.busy && !this.broken;
  }

  async #perform(act: Act, total = lengthOf(act)): Promise<void> {
    if (!this.#ready) return;
    this.pause();
    if (this.prediction.on && !(await this.#agreed(act))) return;
    const begun = this.#begin(act);
    if (begun === undefined) return;
    const { heap, edition } = this;
    const first = heap.operations;
    const { work, outcome } = perform(heap, edition, act);
    const finished = await this.#during(begun.label, (job) => finish(job, work, total));
    if (this.broken) return;
    this.#guard(() => {
      const count = heap.operations - first;
      if (count > 0) this.#did(begun, { act, label: begun.label, first, count, chosen: begun.chosen }, outcome);
      else this.#didNothing(begun);
      this.#sayDone(count, finished === true, begun.cut?.operations ?? 0);
      this.#crashes.unhold();
    });
    if (this.prediction.on) this.#judge();
    else this.#tell();
  }

  /** From the end of the operation that one is in; what comes after is cut off. */
  #begin(act: Act): (Begun & { label: Words; chosen: number | undefined }) | undefined {
    let begun: (Begun & { label: Words; chosen: number | undefined }) | undefined;
    this.#guard(() => {
      this.#crashes.hold(this.#plan());
      const from = this.place;
      this.#sitting.present.settle();
      const label = labelOf(act, namesFor(this.heap, act));
      begun = { ...this.#sitting.timeline.begin(from), label, chosen: this.selection.address };
    });
    return begun;
  }

  #did(begun: Begun, done: Performed, { made, collected }: Outcome): void {
    const performed = { ...done, collected };
    this.#sitting.timeline.did(begun, performed);
    this.#dropFollowing();
    if (begun.cut !== undefined) this.#compared = nothingCompared;
    this.#arrive({ operation: this.heap.operations }, made ?? done.chosen, performed);
  }

  #didNothing(begun: Begun): void {
    this.#sitting.timeline.gaveUp(begun);
    this.#arrive(begun.from, this.selection.address, this.told);
  }

  #sayDone(count: number, finished: boolean, cut: number): void {
    const known = this.#known();
    this.said = count === 0 || known === undefined ? undefined : tellPerformed(known, { count, finished, cut });
  }

  /** What is known of the operation that led here. */
  #known(): Known | undefined {
    const explanation = this.explanations.at(-1);
    if (explanation === undefined) return undefined;
    const { telling } = this.#sitting.present;
    return {
      explanation,
      namesIn: (messages: Messages) => telling.namesIn(explanation.number, messages),
      digest: this.digest,
      collected: this.told?.collected,
    };
  }

  #undo(): void {
    this.#guard(() => {
      this.#sitting.present.settle();
      const back = this.#sitting.timeline.undo();
      if (back === undefined) return;
      this.failure = undefined;
      this.#compare(nothingCompared);
      this.said = tellUndone(back);
      this.#arrive(back.to, back.act.chosen, this.#actEndingAt(back.to));
    });
    this.#tell();
  }

  async #redo(): Promise<void> {
    const wanted = this.#sitting.timeline.canRedo;
    if (wanted === undefined) return;
    let done: Performed | undefined;
    this.#guard(() => {
      this.#sitting.present.settle();
      this.failure = undefined;
      this.#compared = nothingCompared;
      done = this.#sitting.timeline.redo();
      if (done === undefined) return;
      const { label, first, count } = done;
      this.said = (messages) => messages.timeline.said.redone({ label: label(messages) });
      this.#arrive({ operation: first + count }, this.#madeBy(first + count), done);
    });
    this.#tell();
    // Its operations were given up for memory.
    if (done === undefined && this.#ready) await this.#perform(wanted.act);
  }

  #go(to: Place, whole?: Told): void {
    if (!this.#ready) return;
    this.#guard(() => {
      const inside = to.mark !== undefined;
      this.failure = undefined;
      this.#arrive(to, inside ? this.selection.address : this.#madeBy(to.operation), whole);
      this.said = tellMoved(this.place, this.length, this.#known());
    });
    this.#tell();
  }

  /** Whether the person, once asked, wants to go on, and it is still possible. */
  async #agreed(act: Act): Promise<boolean> {
    return (await this.prediction.ask({ act })) && this.#ready;
  }

  /** Goes there once the question about it is answered. */
  async #goAsked(to: Place): Promise<void> {
    if (!(await this.prediction.ask({ to }))) return;
    this.#go(to);
    this.#judge();
  }

  /** Tells how good the prediction was of what is in sight now. */
  #judge(): void {
    this.#guard(() => {
      this.prediction.happened();
    });
    this.#tell();
  }

  #playOn(): boolean {
    if (!this.#ready) return false;
    const to = this.moves.over;
    if (to === undefined) return false;
    this.#go(to);
    return this.moves.over !== undefined;
  }

  /** Everything that depends on where one stands, brought up to date. */
  #arrive(to: Place, address: number | undefined, whole?: Told): void {
    const { present } = this.#sitting;
    present.go(to);
    present.tell(whole ?? this.#toldAt(to.operation));
    this.#choose(address);
  }

  /** What leads to a position: what is told already, if it ends there, or the one operation. */
  #toldAt(operation: number): Told | undefined {
    const { told } = this;
    if (told !== undefined && told.first + told.count === operation) return told;
    const act = this.acts[this.#sitting.timeline.indexOf(operation)];
    return act === undefined ? undefined : { ...act, label: this.labelOf(act), first: operation - 1, count: 1 };
  }

  #actEndingAt({ operation }: Place): Performed | undefined {
    const { timeline } = this.#sitting;
    const act = timeline.acts[timeline.indexOf(operation)];
    return act !== undefined && act.first + act.count === operation ? act : undefined;
  }

  /** What an operation answered, or was asked of: that is what one wants to see after it. */
  #madeBy(operation: number): number | undefined {
    const line = operation === 0 ? undefined : this.heap.operationsPart(operation - 1, 1)[0];
    return (line === undefined ? undefined : addressIn(line)) ?? this.selection.address;
  }

  #choose(address: number | undefined): void {
    this.#sitting.selection = selectionAt(this.heap, address, this.selection);
  }

  #compare(compared: Compared): void {
    // A place is not compared with itself.
    const same = compared.a !== undefined && isSamePlace(compared.a, compared.b);
    this.#compared = same ? { ...compared, b: undefined } : compared;
    this.#comparison = undefined;
    this.#tell();
  }

  #replace(make: () => Sitting, said: Words, place?: Place, address?: number): void {
    if (!this.#ready) return;
    this.pause();
    this.failure = undefined;
    this.#guard(() => {
      this.#sitting.present.settle();
      const next = make();
      this.#previous?.heap.free();
      this.#dropFollowing();
      this.#previous = this.#sitting;
      this.#enter(next, said, place ?? { operation: next.heap.length }, address);
    });
    this.#tell();
  }

  #swapBack(): void {
    const back = this.#previous;
    if (back === undefined) return;
    this.#guard(() => {
      this.#sitting.present.settle();
      this.#dropFollowing();
      this.#following = this.#sitting;
      this.#previous = undefined;
      this.#enter(back, ({ timeline }) => timeline.said.heapBack, back.present.place);
    });
    this.#tell();
  }

  #swapForward(): void {
    const next = this.#following;
    if (next === undefined) return;
    this.#guard(() => {
      this.#sitting.present.settle();
      this.#following = undefined;
      this.#previous?.heap.free();
      this.#previous = this.#sitting;
      this.#enter(next, ({ timeline }) => timeline.said.heapForward, next.present.place);
    });
    this.#tell();
  }

  #enter(sitting: Sitting, said: Words, place: Place, address = sitting.selection.address): void {
    this.#sitting = sitting;
    this.#compared = nothingCompared;
    this.said = said;
    this.#arrive(place, address, this.#actEndingAt(place));
  }

  #dropFollowing(): void {
    this.#following?.heap.free();
    this.#following = undefined;
  }

  /** Runs work with progress and cancelling; undefined where it failed. */
  async #during<T>(label: Words, work: (job: Job) => Promise<T>): Promise<T | undefined> {
    this.failure = undefined;
    return this.#workplace.during(label, work, (error) => {
      this.#failed(error);
    });
  }

  #sayCancelled(label: Words): void {
    const cancelled = this.failure === undefined && !this.broken;
    this.said = cancelled ? (messages) => messages.timeline.said.cancelled({ label: label(messages) }) : undefined;
    this.#tell();
  }

  /** How this sitting can be made again. */
  #plan(): Plan & { place: Place; address: number | undefined } {
    const { edition, alignment, timeline, source, selection, present } = this.#sitting;
    const acts = timeline.acts.map(({ act, count }) => ({ act, operations: count }));
    const { address } = selection;
    return { edition: edition.edition, arenas: alignment, acts, source, place: present.lastPlace, address };
  }

  #guard(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    if (!(error instanceof CoreCrashed)) {
      this.failure = failureOf(error);
      return;
    }
    this.said = undefined;
    this.#player.pause();
    this.#crashes.crashed(error, this.#plan());
  }

  #tell(): void {
    this.prediction.moved();
    this.dispatchEvent(new Event('change'));
  }
}

/** Answers whether the work came to its end. */
async function finish(job: Job, work: Iterator<number, unknown>, total: number): Promise<boolean> {
  await job.run(work, total);
  return !job.signal.aborted;
}

function addressIn({ operation, result }: OperationLine): number | undefined {
  if (result !== null && result > 0) return result;
  return 'addr' in operation && operation.addr > 0 ? operation.addr : undefined;
}
