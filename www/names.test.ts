// What objects are called when they come and go, and when another takes the place of one that died.

import { expect, it } from 'vitest';

import { type Event } from './generated/Event.ts';
import { type Explanation } from './generated/Explanation.ts';
import { type Request } from './generated/Request.ts';
import { en } from './locales/en.ts';
import { type Book, booksFor, emptyBook, namesFrom } from './names.ts';

function told(request: Request, result: number | null, events: Event[]): Explanation {
  const steps = events.map((event, index) => ({
    mark: index + 1,
    depth: 0,
    function: '',
    layer: 3,
    event,
    changes: [],
  }));
  return { number: 1, operation: { op: 'object', request }, result, place: null, path: [], steps, marks: steps.length };
}

const list = (label: string | null) => ({ label, kind: 'list' as const });
const made = (object: number): Event => ({ kind: 'ObjectInitialised', object, of: 'list', nbytes: 40 });
const dies = (object: number): Event => ({ kind: 'Deallocating', object, of: 'list' });
const of = (...objects: [number, ReturnType<typeof list>][]): Book => ({ ...emptyBook, objects: new Map(objects) });
const called = (book: Book | undefined, at: number) => namesFrom(book ?? emptyBook, en).object(at);

it('an object that dies keeps its name while that is told', () => {
  const [book] = booksFor([told({ op: 'root_del', id: 'a' }, null, [dies(16)])], of([16, list('a')]), emptyBook);
  expect(called(book, 16)).toBe('a (list at 0x10)');
});

it('an object in the place of another has its own name', () => {
  const books = booksFor(
    [told({ op: 'root_del', id: 'a' }, null, [dies(16)]), told({ op: 'new', kind: 'list', id: 'b' }, 16, [made(16)])],
    of([16, list('a')]),
    of([16, list('b')]),
  );
  expect(books.map((book) => called(book, 16))).toEqual(['a (list at 0x10)', 'b (list at 0x10)']);
});

it('an object without a name is called by what it is, and one that nobody knows by its address', () => {
  const [book] = booksFor([told({ op: 'root_del', id: 'a' }, null, [dies(32)])], emptyBook, emptyBook);
  expect(called(book, 32)).toBe('list at 0x20');
  expect(called(book, 48)).toBe('0x30');
});

it('knows the kind of a name', () => {
  const names = namesFrom(of([16, list('a')]), en);
  expect(names.kindOf('a')).toBe('list');
  expect(names.kindOf('b')).toBeUndefined();
});

it('a name is known by its entry, before the operation that takes it away and after the one that makes it', () => {
  const [book] = booksFor(
    [told({ op: 'root_del', id: 'a' }, null, [])],
    { ...emptyBook, names: new Map([[0, 'a']]) },
    { ...emptyBook, names: new Map([[1, 'b']]) },
  );
  const names = namesFrom(book ?? emptyBook, en);
  expect([names.name(0), names.name(1), names.name(2)]).toEqual(['a', 'b', undefined]);
});
