// Where one stands in the timeline of a heap, and what is known of the operations that led there. Moves the image; what
// was asked of the core is kept until one moves on.

import { ChangedRanges } from '../changed.ts';
import { type Heap } from '../core.ts';
import { type Digest } from '../generated/Digest.ts';
import { type ObjectsView } from '../generated/ObjectsView.ts';
import { objectsOf } from '../objects-of.ts';
import { changedBy, enter, type Inside } from '../stepping.ts';
import { type Place } from './timeline.ts';
import { changesOf, digestOf, type Foreseen, type Told, type ToldPart, Telling } from './told.ts';

export class Present {
  readonly #heap: Heap;
  #inside: Inside | undefined;
  #told: Told | undefined;
  #telling: Telling | undefined;
  #digest: Digest | undefined;
  #changed = ChangedRanges.none;
  #objects: ObjectsView | undefined;
  #lastPlace: Place = { operation: 0 };
  #foreseen: Foreseen | undefined;

  /** `inside` is where the image stands, if it is in the middle of an operation. */
  constructor(heap: Heap, inside?: Inside) {
    this.#heap = heap;
    this.#inside = inside;
  }

  get inside(): Inside | undefined {
    return this.#inside;
  }

  get told(): Told | undefined {
    return this.#told;
  }

  get place(): Place {
    if (this.#inside === undefined) return { operation: this.#heap.operations };
    const { operation, mark } = this.#inside;
    return { operation, mark };
  }

  /** Where one came to last, without a question to the core: it may be broken. */
  get lastPlace(): Place {
    return this.#lastPlace;
  }

  get telling(): Telling {
    this.#telling ??= Telling.of(this.#heap, this.#told, this.#inside);
    return this.#telling;
  }

  get digest(): Digest | undefined {
    if (this.#told !== undefined) this.#digest ??= digestOf(this.#heap, this.#told);
    return this.#digest;
  }

  /** What was written by what is told; inside an operation, what the present step wrote. */
  get changed(): ChangedRanges {
    return this.#inside === undefined ? this.#changed : changedBy(this.#inside);
  }

  /** Of very many objects this takes a while, so it is done once for all who ask. */
  get objects(): ObjectsView {
    this.#objects ??= objectsOf(this.#heap);
    return this.#objects;
  }

  /** What is known here, for whoever comes `to` here with the same heap. */
  known(to: Place): Foreseen {
    const { explanations, books } = this.telling;
    const { digest, inside, told, objects } = this;
    const changed = inside === undefined ? this.#changed.ranges : [];
    return { to, told: told && plain(told), inside, explanations, books, digest, changed, objects };
  }

  /** The image was moved to a place, and this is known of it: the next `go` and `tell` ask for no more, if they are of it. */
  foresee(foreseen: Foreseen): void {
    this.#foreseen = foreseen;
  }

  get isForeseen(): boolean {
    return this.#foreseen !== undefined;
  }

  /** Whether that is what is told, and worked out, already. */
  knows({ first, count, act }: ToldPart): boolean {
    const told = this.#told;
    return this.#telling !== undefined && told?.first === first && told.count === count && told.act === act;
  }

  /** Goes to the end of an operation, or into it, at most to its last mark. Without steps there is no inside. */
  go({ operation, mark }: Place): void {
    this.#objects = undefined;
    const foreseen = this.#foreseen;
    if (foreseen?.to.operation === operation && foreseen.to.mark === mark) {
      this.#inside = foreseen.inside;
      return;
    }
    this.#foreseen = undefined;
    const marks = mark === undefined ? 0 : (this.#heap.stepCount(operation) ?? 0);
    if (mark === undefined || marks === 0) {
      this.settle();
      this.#seek(operation);
      return;
    }
    const known = this.#inside?.operation === operation ? this.#inside.sections : undefined;
    if (known === undefined) this.settle();
    this.#seek(operation);
    this.#inside = enter(this.#heap, operation, Math.min(mark, marks), known ?? this.#heap.digest(operation).sections);
  }

  /** Comes back from the middle of an operation. */
  settle(): void {
    if (this.#inside === undefined) return;
    this.#inside = undefined;
    this.#objects = undefined;
    this.#heap.settle();
  }

  /** Asks for what will be told, unless it is known already: the core has it at hand when `tell` asks again. */
  readAhead(told: ToldPart): void {
    if (this.#foreseen === undefined) changesOf(this.#heap, told);
  }

  /** What is told from now on. */
  tell(told: Told | undefined): void {
    const foreseen = this.#foreseen;
    this.#foreseen = undefined;
    const isKnown = told !== undefined && this.knows(told);
    this.#told = told;
    this.#lastPlace = this.place;
    if (foreseen?.told?.first === told?.first && foreseen?.told?.count === told?.count && foreseen !== undefined) {
      this.#telling = new Telling(foreseen.explanations, foreseen.books);
      this.#digest = foreseen.digest;
      this.#changed = new ChangedRanges(foreseen.changed);
      this.#objects = foreseen.objects;
      return;
    }
    if (!isKnown) {
      this.#telling = undefined;
      this.#digest = undefined;
    }
    this.#changed = this.#inside === undefined ? changesOf(this.#heap, told) : ChangedRanges.none;
    this.#objects = undefined;
  }

  #seek(operation: number): void {
    if (this.#heap.operations !== operation) this.#heap.seek(operation);
  }
}

function plain({ first, count, act, collected }: Told): ToldPart {
  return { first, count, act, collected };
}
