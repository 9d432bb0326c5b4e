// The session: what the page asks it to do, by name. What there is to show is in session/shown.ts, how it is done in the
// parts of session/. Events, no DOM: every change of state ends in a `change`; whoever listens asks for what it shows.

import { countChosen } from './actions.ts';
import { type Act, choiceOf, type DoneAct, type FreeChosen } from './acts.ts';
import { canOpen } from './core.ts';
import { type ExampleId } from './examples/index.ts';
import { type ArenaAlignment } from './generated/ArenaAlignment.ts';
import { type Edition } from './generated/Edition.ts';
import { type Request } from './generated/Request.ts';
import { type Words } from './locales/messages.ts';
import { type ObjectScenarioId } from './object-scenarios.ts';
import { type ScenarioId } from './scenarios.ts';
import { choose } from './session/arrival.ts';
import { type Move } from './session/moves.ts';
import { type Came } from './session/performer.ts';
import { type Speed } from './session/player.ts';
import { type Plan } from './session/rebuilding.ts';
import { Shown } from './session/shown.ts';
import { type Place } from './session/timeline.ts';

export class Session extends Shown {
  /** Free as CPython does, without a check. */
  unchecked = false;

  /** Does something with the session. What only stands for one (session/still.ts) brings it first. */
  wake(work: (session: Session) => unknown): void {
    work(this);
  }

  select(address: number | undefined): void {
    this.parts.stage.guard(() => {
      choose(this.parts.stage.sitting, address);
    });
    this.prediction.chose(this.selection);
    this.parts.stage.tell();
  }

  cancel(): void {
    this.parts.stage.workplace.cancel();
  }

  /** Nobody shows it any more: frees its heaps. Nothing may be asked of it afterwards. */
  dispose(): void {
    this.cancel();
    this.parts.stage.close();
  }

  /** Says why a click could not be carried out. */
  refuse(what: Words): void {
    this.parts.stage.refuse(what);
  }

  dismissFailure(): void {
    this.parts.stage.failure = undefined;
    this.parts.stage.tell();
  }

  /** Calls what breaks the core, in a test build. */
  provoke(inject: () => void): void {
    this.parts.stage.guard(inject);
    this.parts.stage.tell();
  }

  /** Brings the heap where there are objects, before it is asked of them; answers whether it is there. */
  async toWhole(): Promise<boolean> {
    return this.heap.isWhole || this.parts.stage.toWhole();
  }

  async restore(): Promise<void> {
    await this.parts.beginning.restore();
  }

  /** Goes to the state after so many operations. */
  seek(position: number): void {
    this.parts.travel.goTo({ operation: position });
  }

  /** Goes into an operation: to the state after so many of its marks. */
  stepTo(operation: number, mark: number): void {
    this.parts.travel.goTo({ operation, mark });
  }

  /** Goes along the timeline as fast as the page can follow: to the place that was asked for last. */
  scrub(to: Place): void {
    this.parts.travel.scrubbing.ask(to);
  }

  /** Whoever scrubs lets go: is there at once. */
  endScrub(): void {
    this.parts.travel.scrubbing.arrive();
  }

  /** Comes back from the middle of an operation, to its end. */
  stepOut(): void {
    if (this.inside !== undefined) this.move('out');
  }

  /** Goes to the end of an act, and tells all of it. */
  visit(act: DoneAct): void {
    this.parts.travel.visit({ ...act, label: this.labelOf(act) });
  }

  /** Answers whether that way was open. */
  move(name: Move): boolean {
    return this.parts.travel.move(name);
  }

  get speed(): Speed {
    return this.parts.stage.player.speed;
  }
  set speed(speed: Speed) {
    this.parts.stage.player.speed = speed;
    this.parts.stage.tell();
  }

  play(): void {
    this.parts.travel.play();
  }

  pause(): void {
    this.parts.stage.pause();
  }

  compareFrom(place: Place): void {
    this.parts.comparing.from(place);
  }

  compareWith(place: Place): void {
    this.parts.comparing.with(place);
  }

  endComparison(): void {
    this.parts.comparing.end();
  }

  // What can be done

  /** Does any act. Where it did not come to its end, `failure` says why, if it was not cancelled. */
  async perform(act: Act): Promise<Came> {
    return this.parts.performer.perform(act);
  }

  /** Of many acts that follow each other it is told at the end, and whenever `work` says so; where one predicts, of each. */
  async together<T>(work: (tell: () => void) => Promise<T>): Promise<T> {
    if (this.prediction.on || this.quiet) return work(() => undefined);
    const tell = (): void => {
      this.quiet = false;
      this.parts.stage.tell();
    };
    this.quiet = true;
    try {
      return await work(() => {
        tell();
        this.quiet = true;
      });
    } finally {
      tell();
    }
  }

  async allocate(nbytes: number, count: number, zeroed: boolean): Promise<void> {
    await this.parts.performer.perform({ act: 'allocate', nbytes, count, zeroed });
  }

  async reallocate(nbytes: number): Promise<void> {
    const { address } = this.selection;
    if (address === undefined) this.refuse(({ timeline }) => timeline.said.chooseToReallocate);
    else await this.parts.performer.perform({ act: 'reallocate', at: address, nbytes });
  }

  async freeSelected(): Promise<void> {
    const { address } = this.selection;
    if (address === undefined) this.refuse(({ timeline }) => timeline.said.chooseToFree);
    else await this.parts.performer.perform({ act: 'free', at: address, unchecked: this.unchecked });
  }

  async freeChosen(act: FreeChosen): Promise<void> {
    if (!this.parts.stage.ready) return;
    this.parts.stage.settle();
    const count = this.read((heap) => countChosen(heap, choiceOf(act)));
    if (count === 0) this.refuse(({ timeline }) => timeline.said.nothingToFree);
    else await this.parts.performer.perform(act, count);
  }

  async setLimits(arenas: number, bytes: number): Promise<void> {
    await this.parts.performer.perform({ act: 'limits', arenas, bytes });
  }

  /** What is asked of objects, names and the collector. */
  async request(...requests: Request[]): Promise<void> {
    await this.parts.performer.perform({ act: 'requests', requests });
  }

  async runScenario(id: ScenarioId, seed: number): Promise<void> {
    const { pool } = this.selection;
    await this.parts.performer.perform({ act: 'scenario', id, seed, ...(pool === undefined ? {} : { pool }) });
  }

  /** Takes the first step of a scenario; the person asks for the others. */
  async startLesson(id: ObjectScenarioId): Promise<void> {
    await this.parts.lessons.start(id);
  }

  async nextAct(): Promise<void> {
    await this.parts.lessons.next();
  }

  closeLesson(): void {
    this.parts.lessons.close();
  }

  /** Keeps the timeline of this heap and of those to come, or nothing but the last operation. */
  async keepHistory(keeps: boolean): Promise<void> {
    const { stage, comparing } = this.parts;
    if (!stage.ready || keeps === stage.keepsHistory || !(await this.toWhole())) return;
    stage.pause();
    stage.guard(() => {
      stage.keepsHistory = keeps;
      stage.sitting.present.settle();
      if (!keeps) comparing.forget();
      stage.remember();
      stage.said = ({ historySwitch }) => (keeps ? historySwitch.turnedOn : historySwitch.turnedOff);
    });
    stage.tell();
  }

  undo(): void {
    this.parts.undoing.undo();
  }

  async redo(): Promise<void> {
    await this.parts.undoing.redo();
  }

  reset(): void {
    this.parts.beginning.empty(this.edition.edition, this.alignment, ({ timeline }) => timeline.said.reset);
  }

  async configure(edition: Edition, alignment: ArenaAlignment): Promise<void> {
    if (!canOpen(edition) && !(await this.parts.stage.toWhole())) return;
    this.parts.beginning.empty(edition, alignment, ({ timeline }) => timeline.said.configured);
  }

  /** Replays a trace into a heap of its own, which takes the place of this one if all goes well. */
  async open(file: Blob, name: string, example?: ExampleId): Promise<void> {
    await this.parts.beginning.open(file, name, example);
  }

  /** Does the acts of another session in a heap of its own, which takes the place of this one if all goes well. */
  async rebuild(plan: Plan, place?: Place, address?: number, said?: Words): Promise<boolean> {
    return this.parts.beginning.rebuild(plan, said ?? (({ timeline }) => timeline.said.rebuilt), place, address);
  }
}
