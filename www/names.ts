// What objects are called in sentences: their names before an operation and after it, and for those that had none what
// they are. Objects that died keep the name they had while they lived. Holds no words of a language but given ones.

import { fullName } from './diagrams/full-name.ts';
import { hex } from './format.ts';
import { type Explanation } from './generated/Explanation.ts';
import { type Kind } from './generated/Kind.ts';
import { type NamesView } from './generated/NamesView.ts';
import { type Messages, type Names } from './locales/messages.ts';

interface Called {
  readonly label: string | null;
  readonly kind: Kind | undefined;
}

/** The objects of a moment by their addresses, and the names by their entries. */
export interface Book {
  readonly objects: ReadonlyMap<number, Called>;
  readonly names: ReadonlyMap<number, string>;
}

export const emptyBook: Book = { objects: new Map(), names: new Map() };

export function bookOf({ objects, names }: NamesView): Book {
  return {
    objects: new Map(objects.map(({ at, label, kind }) => [at, { label, kind }])),
    names: new Map(names.map(({ number, name }) => [number, name])),
  };
}

export function namesFrom({ objects, names }: Book, messages: Messages): Names {
  return {
    object: (at) => {
      const called = objects.get(at);
      if (called === undefined) return hex(at);
      const { label, kind } = called;
      if (kind !== undefined) return fullName({ at, label, kind }, messages);
      return label === null ? hex(at) : messages.called.unknownKind({ name: label, address: hex(at) });
    },
    kindOf: (name) => [...objects.values()].find(({ label }) => label === name)?.kind,
    name: (entry) => names.get(entry),
  };
}

/** A book for each of the operations, which follow each other. `before` is the moment before the first, `after` now. */
export function booksFor(explanations: readonly Explanation[], before: Book, after: Book): Book[] {
  let now = before;
  return explanations.map((explanation) => {
    const book = during(explanation, now, after);
    now = without(book, explanation);
    return book;
  });
}

/** An operation knows objects that were there, that it makes, and that it only passes by. */
function during(explanation: Explanation, before: Book, after: Book): Book {
  const objects = new Map([...after.objects, ...before.objects]);
  for (const { event } of explanation.steps) {
    if ('object' in event && 'of' in event && !objects.has(event.object)) {
      objects.set(event.object, { label: null, kind: event.of });
    }
  }
  const { result } = explanation;
  const label = named(explanation);
  if (label !== undefined && result !== null) {
    objects.set(result, { label, kind: kindMade(explanation, result) ?? after.objects.get(result)?.kind });
  }
  return { objects, names: new Map([...after.names, ...before.names]) };
}

/** The name that the operation gave to what it made. */
function named({ operation }: Explanation): string | undefined {
  if (operation.op !== 'object') return undefined;
  const { request } = operation;
  return request.op === 'new' || request.op === 'weakref' ? request.id : undefined;
}

function kindMade({ steps }: Explanation, at: number): Kind | undefined {
  const made = steps.find(({ event }) => event.kind === 'ObjectInitialised' && event.object === at);
  return made?.event.kind === 'ObjectInitialised' ? made.event.of : undefined;
}

function without({ objects, names }: Book, { steps }: Explanation): Book {
  const left = new Map(objects);
  for (const { event } of steps) if (event.kind === 'Deallocating') left.delete(event.object);
  return { objects: left, names };
}
