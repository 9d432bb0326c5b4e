// What the page can ask of the session: what there is to show, where one stands, what can be done next. Changes nothing;
// each answer comes from the part of the session whose idea it is.

import { type DoneAct, labelOf } from '../acts.ts';
import { type ChangedRanges } from '../changed.ts';
import { type Heap, editions } from '../core.ts';
import { type Selection } from '../diagrams/options.ts';
import { type ArenaAlignment } from '../generated/ArenaAlignment.ts';
import { type Comparison } from '../generated/Comparison.ts';
import { type Digest } from '../generated/Digest.ts';
import { type Edition } from '../generated/Edition.ts';
import { type EditionInfo } from '../generated/EditionInfo.ts';
import { type Explanation } from '../generated/Explanation.ts';
import { type ObjectsView } from '../generated/ObjectsView.ts';
import { type LessonState } from '../lesson.ts';
import { type Messages, type Names, type Words } from '../locales/messages.ts';
import { Prediction } from '../predict/prediction.ts';
import { type Inside } from '../stepping.ts';
import { type Compared } from './comparison.ts';
import { type CrashReport } from './crashes.ts';
import { type Moves } from './moves.ts';
import { type Failure } from './outcome.ts';
import { type Parts, partsOf } from './parts.ts';
import { emptySitting, sittingOf } from './sitting.ts';
import * as telling from './telling.ts';
import { type Place } from './timeline.ts';
import { type Told } from './told.ts';
import { type Redoable, type Undoable } from './undoing.ts';
import { type Progress } from './work.ts';

export abstract class Shown extends EventTarget {
  readonly editions: readonly EditionInfo[] = editions();
  /** What the person is asked before something is shown. */
  readonly prediction: Prediction;
  protected readonly parts: Parts;
  /** While so, nobody is told of changes. */
  protected quiet = false;

  /** `heap` is an empty one that was made before, if there is one. */
  constructor(edition: Edition, alignment: ArenaAlignment, heap?: Heap) {
    super();
    const tell = (): void => {
      if (this.quiet) return;
      this.prediction.moved();
      this.dispatchEvent(new Event('change'));
    };
    this.prediction = new Prediction(this, tell);
    this.parts = partsOf(
      heap === undefined ? emptySitting(edition, alignment) : sittingOf(heap, []),
      this.prediction,
      tell,
      () => {
        this.dispatchEvent(new Event('progress'));
      },
    );
  }

  get heap(): Heap {
    return this.parts.stage.sitting.heap;
  }
  get edition(): EditionInfo {
    return this.parts.stage.sitting.edition;
  }
  get alignment(): ArenaAlignment {
    return this.parts.stage.sitting.alignment;
  }
  get selection(): Selection {
    return this.parts.stage.sitting.selection;
  }
  /** What the operations that are told wrote; inside an operation, what the present step wrote. */
  get changed(): ChangedRanges {
    return this.parts.stage.sitting.present.changed;
  }
  /** The text of the trace that the timeline begins with. */
  get source(): Blob | undefined {
    return this.parts.stage.sitting.source;
  }
  /** The objects as they are now. */
  get objects(): ObjectsView | undefined {
    return this.parts.stage.read(({ present }) => present.objects);
  }

  get progress(): Progress | undefined {
    return this.parts.stage.workplace.progress;
  }
  get busy(): boolean {
    return this.parts.stage.workplace.busy;
  }
  /** Whether what a view needs is on its way. */
  get loading(): boolean {
    return this.parts.stage.moving;
  }
  get broken(): boolean {
    return this.parts.stage.broken;
  }
  /** What there is to report, while the core is broken. */
  get crash(): CrashReport | undefined {
    return this.parts.stage.crashes.report;
  }
  get failure(): Failure | undefined {
    return this.parts.stage.failure;
  }
  /** What to say about the last click. */
  get said(): Words | undefined {
    return this.parts.stage.said;
  }

  /** Where the timeline is being scrubbed to, until one is there. */
  get heading(): Place | undefined {
    return this.parts.travel.scrubbing.to;
  }
  /** Whether the timeline is being scrubbed: what is shown is soon something else. */
  get moving(): boolean {
    return this.parts.travel.scrubbing.moving;
  }
  get playing(): boolean {
    return this.parts.stage.player.playing;
  }
  /** Everything that was done since the heap was empty. */
  get acts(): readonly DoneAct[] {
    return this.parts.stage.sitting.timeline.acts;
  }
  /** Operations of the timeline. */
  get length(): number {
    return this.parts.travel.length;
  }
  /** How often operations gave way to others: with it, a place means one state of this heap for ever. */
  get forks(): number {
    return this.parts.stage.sitting.timeline.forks;
  }
  /** The earliest position that can be reached. */
  get first(): number {
    return this.parts.travel.first;
  }
  /** So many operations are done where one stands; inside an operation it is one of them. */
  get position(): number {
    return this.place.operation;
  }
  get place(): Place {
    return this.parts.travel.place;
  }
  /** Where inside an operation one is. Every view is of the state there. */
  get inside(): Inside | undefined {
    return this.parts.stage.sitting.present.inside;
  }
  /** Where one can go from here. */
  get moves(): Moves {
    return this.parts.travel.moves;
  }

  get compared(): Compared {
    return this.parts.comparing.compared;
  }
  /** What differs between the two places. */
  get comparison(): Comparison | undefined {
    return this.parts.comparing.comparison;
  }

  get lesson(): LessonState | undefined {
    return this.parts.lessons.state;
  }

  /** Whether the timeline is kept. */
  get keepsHistory(): boolean {
    return this.parts.stage.keepsHistory;
  }

  get undoable(): Undoable {
    return this.parts.undoing.undoable;
  }
  get redoable(): Redoable {
    return this.parts.undoing.redoable;
  }

  /** What is explained: the last act, or the operation that one moved to. */
  get told(): Told | undefined {
    return this.parts.stage.sitting.present.told;
  }
  /** The explanations of what is told, the last of them if there are many. */
  get explanations(): readonly Explanation[] {
    return telling.explanations(this.parts.stage);
  }
  /** The last operation summed up. */
  get digest(): Digest | undefined {
    return telling.digest(this.parts.stage);
  }
  /** The last operation and how far one can step into it. */
  get steppable(): { operation: number; marks: number } | undefined {
    return telling.steppable(this.parts.stage);
  }

  /** What a view shows; undefined where there is nothing to show. A crash is told to everybody. */
  read<T>(decode: (heap: Heap) => T): T | undefined {
    return this.parts.stage.readHeap(decode);
  }

  labelOf(act: DoneAct): Words {
    return this.parts.stage.sitting.timeline.acts.find((done) => done === act)?.label ?? labelOf(act.act);
  }

  /** How many operations were cut off when an act was done in the past. */
  cutBy(act: DoneAct): number {
    return this.parts.stage.sitting.timeline.cutBy(act);
  }

  /** What objects are called in the explanation of an operation. */
  namesIn(operation: number, messages: Messages): Names {
    return telling.namesIn(this.parts.stage, operation, messages);
  }
}
