// Scenarios of objects and the collector: a few steps each, which the person takes one by one and can take back one by
// one. Each goes on from the heap as it is, under names that are free. What there is to see is told in locales/.

import { type Hands, requestEach, type Steps } from './actions.ts';
import { type Kind } from './generated/Kind.ts';
import { type NamesView } from './generated/NamesView.ts';
import { type NewKind } from './generated/NewKind.ts';
import { type Request } from './generated/Request.ts';
import { type Messages, type Names, noNames, tellOperation, type Words } from './locales/messages.ts';

/** One step of a scenario: an act that can be undone. */
export interface LessonStep {
  readonly label: Words;
  readonly steps: Steps;
}

/** What names of a scenario are called where others had them before. */
export type LessonNames = Readonly<Record<string, string>>;

/** Answers a name like the one that is wished for, which nothing else has. */
type Naming = (wish: string) => string;

export const objectScenarioIds = [
  'chain',
  'self-cycle',
  'two-objects',
  'outside',
  'tuple',
  'resurrection',
  'resurrected-cycle',
  'weakrefs',
  'uncollectable',
  'threshold',
  'promotion',
  'million',
] as const;
export type ObjectScenarioId = (typeof objectScenarioIds)[number];

/** How many lists a step of the long scenario makes at once: few enough for the page to answer in between. */
const LISTS_AT_ONCE = 10_000;
const LISTS = 1_000_000;
/** Objects that are looked at for names that were given before. */
const MOST_LISTED = 1_000;
/** More lists than this, and generation 2 was due: 11 times 11 collections of 701 allocations. */
const MOST_MORE = 400_000;
/** More lists than this, and a threshold of 4 was passed, even if the first came from a free list. */
const MOST_LISTS = 100;

/** A name for each wish, different from those that are there and from each other. */
function namesBeside({ names, objects }: NamesView): Naming {
  const taken = new Set([...names.map(({ name }) => name), ...objects.map(({ label }) => label)]);
  return (wish) => {
    let name = wish;
    for (let number = 2; taken.has(name); number += 1) name = `${wish}${number}`;
    taken.add(name);
    return name;
  };
}

/** Requests as lines of Python. */
export function tellRequests(messages: Messages, requests: readonly Request[], names: Names): string {
  const known = namesMadeBy(requests, names);
  return requests.map((request) => tellOperation(messages, { op: 'object', request }, known)).join('; ');
}

function act(...requests: readonly Request[]): LessonStep {
  return { label: (messages) => tellRequests(messages, requests, noNames), steps: requestEach(requests) };
}

/** What the requests themselves make is known before they are carried out. */
function namesMadeBy(requests: readonly Request[], before: Names): Names {
  const kinds = new Map(
    requests.flatMap((request): [string, NewKind][] => (request.op === 'new' ? [[request.id, request.kind]] : [])),
  );
  return { ...before, kindOf: (name) => kindMade(kinds.get(name)) ?? before.kindOf(name) };
}

function kindMade(kind: NewKind | undefined): Kind | undefined {
  switch (kind) {
    case 'instance':
    case 'instance_fin':
    case 'instance_legacy':
      return 'instance';
    case 'node':
    case 'fin':
    case 'legacy':
      return 'slots';
    case 'leaf':
      return 'object';
    default:
      return kind;
  }
}

const list = (id: string): Request => ({ op: 'new', kind: 'list', id });
const append = (from: string, to: string): Request => ({ op: 'ref', from, to });
const set = (of: string, key: string, to: string): Request => ({ op: 'set_item', of, key, to });
const del = (id: string): Request => ({ op: 'root_del', id });
const collect = (gen: number): Request => ({ op: 'collect', gen });

/** Lists that each hold the next, of which only the first has a name. */
function chain(name: Naming): LessonStep[] {
  const lists = ['a', 'b', 'c', 'd', 'e'].map(name);
  const [first = '', ...rest] = lists;
  const links = rest.map((to, index) => append(lists[index] ?? '', to));
  return [act(...lists.map(list), ...links, ...rest.map(del)), act(del(first))];
}

function selfCycle(name: Naming): LessonStep[] {
  const a = name('a');
  return [act(list(a), append(a, a)), act(del(a)), act(collect(2))];
}

function twoObjects(name: Naming): LessonStep[] {
  const [a, b] = [name('a'), name('b')];
  return [act(list(a), list(b), append(a, b), append(b, a)), act(del(a), del(b)), act(collect(2))];
}

function outside(name: Naming): LessonStep[] {
  const [a, b, kept] = [name('a'), name('b'), name('kept')];
  return [
    act(list(a), list(b), append(a, b), append(b, a), { op: 'new', kind: 'list', id: kept, refs: [a] }),
    act(del(a), del(b)),
    act(collect(2)),
    act(del(kept)),
    act(collect(2)),
  ];
}

function tuple(name: Naming): LessonStep[] {
  const [l, t] = [name('l'), name('t')];
  return [
    act(list(l), { op: 'new', kind: 'tuple', id: t, refs: [l] }, append(l, t)),
    act(del(l), del(t)),
    act(collect(2)),
  ];
}

/** An instance whose `__del__` gives it its name again. */
function phoenix(id: string): Request {
  return { op: 'new', kind: 'instance_fin', id, on_fin: [{ op: 'root_add', id }] };
}

function resurrection(name: Naming): LessonStep[] {
  const x = name('x');
  return [act(phoenix(x)), act(del(x)), act(del(x))];
}

function resurrectedCycle(name: Naming): LessonStep[] {
  const [x, y] = [name('x'), name('y')];
  return [
    act(phoenix(x), { op: 'new', kind: 'instance', id: y }, set(x, 'other', y), set(y, 'other', x)),
    act(del(x), del(y)),
    act(collect(2)),
  ];
}

function weakrefs(name: Naming): LessonStep[] {
  const [x, w, inner, told] = [name('x'), name('w'), name('inner'), name('told')];
  return [
    act(
      { op: 'new', kind: 'instance', id: x },
      set(x, 'me', x),
      list(told),
      { op: 'weakref', id: w, to: x, cb: true, on_call: [{ op: 'root_del', id: told }] },
      { op: 'weakref', id: inner, to: x, cb: true },
      set(x, 'seen', inner),
    ),
    act(del(inner), del(x)),
    act(collect(2)),
  ];
}

function uncollectable(name: Naming): LessonStep[] {
  const [x, y] = [name('x'), name('y')];
  return [
    act(
      { op: 'new', kind: 'instance_fin', id: x },
      { op: 'new', kind: 'instance_fin', id: y },
      set(x, 'other', y),
      set(y, 'other', x),
    ),
    act(del(x), del(y)),
    act(collect(2)),
  ];
}

function threshold(): LessonStep[] {
  // A full collection sets all counts to 0 and, since 3.0, empties the free lists, which are not counted.
  const small: Request[] = [collect(2), { op: 'threshold', t: [4, 2, 2] }, { op: 'enable' }];
  const pair: Request = { op: 'cycles', count: 1 };
  return [
    act(...small),
    { label: ({ lesson }) => lesson.acts.cycle, steps: requestEach([pair]) },
    { label: ({ lesson }) => lesson.acts.oneMore, steps: untilCollected },
  ];

  function* untilCollected(hands: Hands): Generator<number | Promise<unknown>, void> {
    const name = namesBeside(hands.heap.names(MOST_LISTED));
    for (let done = 1; done <= MOST_LISTS; done += 1) {
      const before = countOf(hands, 0);
      yield* hands.request(list(name('n')));
      yield done;
      // Only a collection sets it back.
      if (countOf(hands, 0) < before) return;
    }
  }
}

/** What a generation has counted so far. */
function countOf(hands: Hands, generation: number): number {
  return hands.heap.generations(0).generations[generation]?.count ?? 0;
}

function promotion(name: Naming): LessonStep[] {
  const [a, b] = [name('a'), name('b')];
  return [act(list(a), list(b), append(a, b)), act(collect(0)), act(collect(1)), act(collect(2))];
}

function million(name: Naming): LessonStep[] {
  const all = name('all');
  return [
    {
      label: ({ lesson }) => lesson.acts.build,
      *steps(hands) {
        yield* hands.request({ op: 'disable' });
        yield 1;
        yield* hands.request(list(all));
        yield 2;
        yield* addLists(hands, all, LISTS, () => false);
      },
    },
    act(collect(2)),
    {
      label: ({ lesson }) => lesson.acts.allocateMore,
      *steps(hands) {
        yield* hands.request({ op: 'enable' });
        yield 1;
        yield* addLists(hands, all, MOST_MORE, () => isFullDue(hands));
        // It is the next collection of a younger generation that finds it due, and puts it off.
        yield* addLists(hands, all, LISTS_AT_ONCE, () => false);
      },
    },
  ];
}

/** Adds lists of lists until there are `count` more, or it is enough. */
function* addLists(
  hands: Hands,
  to: string,
  count: number,
  isEnough: () => boolean,
): Generator<number | Promise<unknown>, void> {
  // Each is deleted before the next is made.
  const id = namesBeside(hands.heap.names(MOST_LISTED))('part');
  let done = 0;
  for (let made = 0; made < count && !isEnough(); made += LISTS_AT_ONCE) {
    for (const request of [{ op: 'many', kind: 'list', id, count: LISTS_AT_ONCE }, append(to, id), del(id)] as const) {
      yield* hands.request(request);
      yield (done += 1);
    }
  }
}

/** Whether generation 2 has counted enough. */
function isFullDue(hands: Hands): boolean {
  const { generations } = hands.heap.generations(0);
  const oldest = generations.at(-1);
  return oldest !== undefined && oldest.count > oldest.threshold;
}

const steps: Readonly<Record<ObjectScenarioId, (name: Naming) => LessonStep[]>> = {
  chain,
  'self-cycle': selfCycle,
  'two-objects': twoObjects,
  outside,
  tuple,
  resurrection,
  'resurrected-cycle': resurrectedCycle,
  weakrefs,
  uncollectable,
  threshold,
  promotion,
  million,
};

/** A step of a scenario, from 0; undefined where it has no more. */
export function lessonStep(id: ObjectScenarioId, index: number, names: LessonNames): LessonStep | undefined {
  return steps[id]((wish) => names[wish] ?? wish)[index];
}

/** How many steps a scenario has. */
export function lessonLength(id: ObjectScenarioId): number {
  return steps[id]((wish) => wish).length;
}

/** What the names of a scenario have to be called beside those that there are. */
export function lessonNames(id: ObjectScenarioId, view: NamesView): LessonNames {
  const beside = namesBeside(view);
  const names: Record<string, string> = {};
  steps[id]((wish) => {
    const name = beside(wish);
    if (name !== wish) names[wish] = name;
    return name;
  });
  return names;
}
