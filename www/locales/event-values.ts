// What each value of an event is, and which values a sentence needs besides: both languages make their sentences of
// these. A field without a role, and an event without a sentence, do not compile. Holds no words.

import { type Event } from '../generated/Event.ts';
import { type Message, type Value } from './message.ts';
import { type Messages, type Names } from './messages.ts';
import { type FieldOf, type Role, type SaidOf, say, signed } from './said-values.ts';

type Kind = Event['kind'];
type EventOf<Is extends Kind> = Extract<Event, { kind: Is }>;

const roles = {
  function: 'word',
  phase: 'word',
  of: 'word',

  pool: 'address',
  sentinel: 'address',
  block: 'address',
  freeblock: 'address',
  lastfree: 'address',
  pool_address: 'address',
  at: 'address',
  address: 'address',
  addr: 'address',
  bottom: 'address',
  chunk: 'address',
  rest: 'address',
  keys: 'address',
  ob_item: 'address',

  object: 'object',
  item: 'object',
  key: 'object',
  value: 'object',
  old: 'object',
  dict: 'object',
  weakref: 'object',

  hash: 'bits',
  previous_szidx: 'class',
  tail_hi: 'signed',
  tail_lo: 'signed',
  last: 'optional',
  next: 'optional',
  previous: 'optional',

  nbytes: 'number',
  limit: 'number',
  nelem: 'number',
  elsize: 'number',
  threshold: 'number',
  szidx: 'number',
  size: 'number',
  need: 'number',
  smallest: 'number',
  fill: 'number',
  usable: 'number',
  count: 'number',
  nextoffset: 'number',
  maxnextoffset: 'number',
  arena: 'number',
  nfreepools: 'number',
  next_nfreepools: 'number',
  passed_nfreepools: 'number',
  maxarenas: 'number',
  from: 'number',
  to: 'number',
  slot: 'number',
  level: 'number',
  index: 'number',
  tail: 'number',
  narenas: 'number',
  ntotalpools: 'number',
  excess: 'number',
  arenaindex: 'number',
  passed: 'number',
  after: 'number',
  raw_allocated_blocks: 'number',
  merged: 'number',
  room: 'number',
  arenas: 'number',
  memory: 'number',
  refcnt: 'number',
  name: 'number',
  numfree: 'number',
  most: 'number',
  before: 'number',
  allocated: 'number',
  used: 'number',
  nesting: 'number',
  generation: 'number',
  pending: 'number',
  total: 'number',
  moved: 'number',
  refs: 'number',
  collected: 'number',
  uncollectable: 'number',
  result: 'number',
  freed: 'number',
} as const satisfies Record<FieldOf<Event>, Role>;

/** Where a field of that name is something else. */
const exceptions = {
  Copied: { from: 'address', to: 'address' },
  ArenaWasNotLast: { last: 'number' },
  PoolRelinked: { next: 'address' },
  PoolToFreepools: { next: 'address' },
} as const satisfies { readonly [Is in Kind]?: { readonly [Field in FieldOf<EventOf<Is>>]?: Role } };

interface Speaking {
  readonly messages: Messages;
  readonly names: Names;
}

type Derived = { readonly [Is in Kind]?: (event: EventOf<Is>, speaking: Speaking) => Readonly<Record<string, Value>> };

const named = ({ name }: { name: number }, { names }: Speaking) => {
  const text = names.name(name);
  return { known: text === undefined ? ('no' as const) : ('yes' as const), name: text ?? '' };
};
const ofUsedpools = ({ szidx }: { szidx: number }) => ({ slot: 2 * szidx });
const before = ({ nfreepools }: { nfreepools: number }) => ({ before: nfreepools - 1 });
const left = ({ size, need }: { size: number; need: number }) => ({ left: size - need });
const change = ({ from, to }: { from: number; to: number }) => ({
  same: from === to ? ('yes' as const) : ('no' as const),
});
const twoThirds = ({ fill, before }: { fill: number; before: number }) => ({
  three_fills: 3 * fill,
  two_tables: 2 * before,
});
const quarters = ({ nbytes, size }: { nbytes: number; size: number }) => ({
  four_nbytes: 4 * nbytes,
  three_sizes: 3 * size,
});

/** What follows from the values, and is said as well. */
const derived = {
  Call: (event, { messages }) => ({ function: messages.functions[event.function] }),
  PhaseStarted: (event, { messages }) => ({ phase: messages.phases[event.phase].why }),
  UsedPoolFound: ofUsedpools,
  NoUsedPool: ofUsedpools,
  Nfp2lastaSteppedDown: ({ arena, last, nfreepools }) => ({
    yields: last === arena ? 'yes' : 'no',
    fewer: nfreepools - 1,
  }),
  InRangeByRadix: ({ tail, tail_lo }) => ({ half: tail < signed(tail_lo) ? 'low' : 'high' }),
  NotInRangeByIndex: ({ arenaindex, maxarenas, address }) => ({
    leads: arenaindex >= maxarenas ? 'beyond' : address === 0 ? 'unassociated' : 'elsewhere',
  }),
  ReallocStays: quarters,
  ReallocShrinks: quarters,
  ArenaWasLast: before,
  ArenaWasNotLast: before,
  RawChunkTaken: left,
  RawChunkSplit: left,
  DictResized: ({ used }) => ({ wanted: 3 * used }),
  DictTableResized: twoThirds,
  SetResized: ({ fill, before }) => ({ five_fills: 5 * fill, three_masks: 3 * (before - 1) }),
  SetTableResized: twoThirds,
  ThresholdSet: change,
  EnabledSet: change,
  DebugSet: change,
  FreeListsSet: change,
  NameBound: named,
  NameUnbound: named,
  ListSizeSet: ({ allocated }) => ({ half: Math.floor(allocated / 2) }),
  ListResized: ({ before, size }) => ({ fit: before < size ? 'small' : 'large' }),
  FullCollectionPutOff: ({ total }) => ({ quarter: Math.floor(total / 4) }),
  CollectionStarted: ({ generation }) => ({ older: generation + 1 }),
} as const satisfies Derived;

type RoleTable<Is extends Kind> = Is extends keyof typeof exceptions
  ? Omit<typeof roles, keyof (typeof exceptions)[Is]> & (typeof exceptions)[Is]
  : typeof roles;
type DerivedOf<Is extends Kind> = Is extends keyof typeof derived ? ReturnType<(typeof derived)[Is]> : unknown;

/** The values that the sentence of an event may have in it. */
export type EventValues<Is extends Kind> = {
  readonly [Field in Exclude<FieldOf<EventOf<Is>>, keyof DerivedOf<Is>>]: SaidOf<RoleTable<Is>, Field>;
} & DerivedOf<Is>;

/** A sentence for each event. */
export type EventTexts = { readonly [Is in Kind]: Message<EventValues<Is>> };

/** The values of an event as a sentence takes them. */
export function eventValues(event: Event, messages: Messages, names: Names): Record<string, Value> {
  const values: Record<string, Value> = {};
  for (const [field, value] of Object.entries<string | number | null>(event)) {
    if (isField(field)) values[field] = say(roleOf(event.kind, field), value, names.object);
  }
  if ('of' in event) values['of'] = messages.kinds[event.of];
  return { ...values, ...derivedFrom(event, { messages, names }) };
}

function isField(field: string): field is keyof typeof roles {
  return Object.hasOwn(roles, field);
}

function roleOf(kind: Kind, field: keyof typeof roles): Role {
  const others: { readonly [Is in Kind]?: { readonly [Field in keyof typeof roles]?: Role } } = exceptions;
  return others[kind]?.[field] ?? roles[field];
}

function derivedFrom(event: Event, speaking: Speaking): Readonly<Record<string, Value>> {
  const all: Derived = derived;
  // The entry of a kind takes events of that kind, which the compiler cannot follow from a kind to its entry.
  const derive = all[event.kind] as ((event: Event, speaking: Speaking) => Record<string, Value>) | undefined;
  return derive?.(event, speaking) ?? {};
}
