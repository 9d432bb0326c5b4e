// What is told of the operations that led to where one stands: their explanations, what objects are called in them, what
// they wrote. Asks the core once for each; keeps no words of a language.

import { type Act } from '../acts.ts';
import { ChangedRanges } from '../changed.ts';
import { type Heap } from '../core.ts';
import { type Digest } from '../generated/Digest.ts';
import { type Explanation } from '../generated/Explanation.ts';
import { type ObjectsView } from '../generated/ObjectsView.ts';
import { type Operation } from '../generated/Operation.ts';
import { type Messages, type Names, type Words } from '../locales/messages.ts';
import { type Book, bookOf, booksFor, namesFrom, emptyBook } from '../names.ts';
import { type Inside } from '../stepping.ts';
import { MOST_NAMED } from './most-named.ts';
import { type Place } from './timeline.ts';

const MOST_EXPLAINED = 50;
/** So many marks of one of them; of longer ones the rest can be stepped through. */
const MOST_MARKS = 300;
/** Many of them share so many marks: the page would wait for the drawing of more. But each shows a few. */
const MOST_MARKS_SHARED = 600;
const FEWEST_MARKS = 40;
/** Bytes that they ask for: each is gone through again for it, and fills what it asks for. */
const MOST_BYTES = 16 << 20;

/** Operations `first + 1` to `first + count`, the last of which led to where one stands: what can be posted of them. */
export interface ToldPart {
  readonly first: number;
  readonly count: number;
  /** The act that they are of. */
  readonly act: Act;
  /** What `gc.collect()` returned, if that was the last operation. */
  readonly collected?: number | undefined;
}

/** The same, with what they are called. */
export interface Told extends ToldPart {
  readonly label: Words;
}

/** What was found out about a place before one comes there; the image stands there already. */
export interface Foreseen {
  readonly to: Place;
  readonly told: ToldPart | undefined;
  readonly inside: Inside | undefined;
  readonly explanations: readonly Explanation[];
  readonly books: readonly Book[];
  readonly digest: Digest | undefined;
  readonly changed: ArrayLike<number>;
  readonly objects: ObjectsView;
}

/** The explanations of some operations that follow each other, and the names of their objects. */
export class Telling {
  readonly explanations: readonly Explanation[];
  readonly books: readonly Book[];

  constructor(explanations: readonly Explanation[], books: readonly Book[]) {
    this.explanations = explanations;
    this.books = books;
  }

  /** Of the last operations, if there are many. Leaves the image where it stands: at `inside`, or settled. */
  static of(heap: Heap, told: ToldPart | undefined, inside: Inside | undefined): Telling {
    const explanations = told === undefined ? [] : explainLast(heap, told);
    return new Telling(explanations, booksOf(heap, explanations, inside));
  }

  /** What objects are called in an operation. */
  namesIn(operation: number, messages: Messages): Names {
    const index = this.explanations.findIndex(({ number }) => number === operation);
    return namesFrom(this.books[index] ?? this.books.at(-1) ?? emptyBook, messages);
  }
}

/** The first of the operations that are told one by one; the last always is. */
function firstExplained(heap: Heap, { first, count }: ToldPart): number {
  const last = first + count;
  const from = Math.max(first, last - MOST_EXPLAINED, heap.first);
  let bytes = 0;
  const few = heap
    .operationsPart(from, last - from)
    .findLast(({ number, operation }) => (bytes += asked(operation)) > MOST_BYTES && number < last);
  return few === undefined ? from + 1 : few.number + 1;
}

function asked(operation: Operation): number {
  if (operation.op === 'calloc') return operation.nelem * operation.elsize;
  return operation.op === 'malloc' || operation.op === 'realloc' ? operation.nbytes : 0;
}

/** Marks of the operations that are told, which take the longest. */
export function marksOf(heap: Heap, told: ToldPart): number {
  let marks = 0;
  for (let number = firstExplained(heap, told); number <= told.first + told.count; number += 1) {
    marks += heap.stepCount(number) ?? 0;
  }
  return marks;
}

/** The last of the operations summed up. */
export function digestOf(heap: Heap, { first, count }: ToldPart): Digest {
  return heap.digest(first + count);
}

/** What these operations wrote; of a trace only the last ones, since all of them would be everything. */
export function changesOf(heap: Heap, told: ToldPart | undefined): ChangedRanges {
  if (told === undefined) return ChangedRanges.none;
  const { first, act } = told;
  const since = act.act === 'trace' ? firstExplained(heap, told) - 1 : first;
  return new ChangedRanges(heap.changes(since));
}

function explainLast(heap: Heap, told: ToldPart): Explanation[] {
  const last = told.first + told.count;
  const shared = Math.floor(MOST_MARKS_SHARED / Math.min(told.count, MOST_EXPLAINED));
  const marks = Math.max(FEWEST_MARKS, Math.min(MOST_MARKS, shared));
  const explanations: Explanation[] = [];
  for (let number = firstExplained(heap, told); number <= last; number += 1) {
    explanations.push(heap.explain(number, 0, marks));
  }
  return explanations;
}

/** The names of objects for explanations of operations that follow each other. */
function booksOf(heap: Heap, explanations: readonly Explanation[], inside: Inside | undefined): Book[] {
  const first = explanations[0];
  if (first === undefined) return [];
  heap.settle();
  const after = bookOf(heap.names(MOST_NAMED));
  if (inside === undefined && explanations.every(keepsNames)) return explanations.map(() => after);
  heap.seekStep(first.number, 0);
  const before = bookOf(heap.names(MOST_NAMED));
  if (inside === undefined) heap.settle();
  else heap.seekStep(inside.operation, inside.mark);
  return booksFor(explanations, before, after);
}

/** Whether every object and name is there afterwards that was there before: going back for them moves the whole image. */
function keepsNames({ operation: { op } }: Explanation): boolean {
  return op === 'malloc' || op === 'calloc' || op === 'limit';
}
