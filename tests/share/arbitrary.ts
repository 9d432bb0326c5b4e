// Random sessions for the tests of links and files: acts of every kind with random values, as the page could have made
// them. Whether a heap would carry them out is not asked.

import fc from 'fast-check';
import { type Act, lengthOf } from '../../www/acts.ts';
import { type Action } from '../../www/generated/Action.ts';
import { type Key } from '../../www/generated/Key.ts';
import { type Request } from '../../www/generated/Request.ts';
import { objectScenarioIds } from '../../www/object-scenarios.ts';
import { scenarioIds } from '../../www/scenarios.ts';
import { operationsOf, type SavedAct, type SavedSession } from '../../www/share/saved.ts';

const address = fc.maxSafeNat();
const uint = fc.nat({ max: 2 ** 32 - 1 });
const bytes = fc.nat({ max: 2 ** 31 });
/** Names as people give them, and such as only a hostile program does. */
const name = fc.oneof(fc.stringMatching(/^[A-Za-z_]\w{0,8}$/), fc.string({ unit: 'grapheme', maxLength: 12 }));
const kind = fc.constantFrom(
  ...(['int', 'float', 'str', 'leaf', 'tuple', 'list', 'dict', 'set', 'node', 'fin', 'legacy'] as const),
  ...(['instance', 'instance_fin', 'instance_legacy'] as const),
);
const some = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { minLength: 1, maxLength: 4 });

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ op: fc.constantFrom('root_add' as const, 'root_del' as const), id: name }),
  fc.record({ op: fc.constantFrom('ref' as const, 'unref' as const), from: name, to: name }),
  fc.record({ op: fc.constant('collect' as const), gen: uint }),
);

const key: fc.Arbitrary<Key> = fc.oneof(fc.maxSafeInteger(), name, fc.record({ of: name }));

const op = <Op extends string>(word: Op) => fc.constant(word);
const made = { op: op('new'), kind, id: name };
const options = { refs: some(name), on_fin: some(action), value: name, slots: uint, weakrefs: fc.boolean() };

export const request: fc.Arbitrary<Request> = fc.oneof(
  fc.record({ ...made, ...options }, { requiredKeys: ['op', 'kind', 'id'] }),
  fc.record({ op: fc.constantFrom('ref' as const, 'unref' as const), from: name, to: name }),
  fc.record({ op: fc.constantFrom('root_add' as const, 'root_del' as const), id: name }),
  fc.record(
    { op: op('weakref'), id: name, to: name, cb: fc.boolean(), on_call: some(action) },
    { requiredKeys: ['op', 'id', 'to', 'cb'] },
  ),
  fc.record({ op: op('collect'), gen: uint }),
  fc.record({ op: op('threshold'), t: fc.tuple(uint, uint, uint) }),
  fc.record({ op: fc.constantFrom('enable' as const, 'disable' as const, 'freeze' as const, 'unfreeze' as const) }),
  fc.record({ op: op('debug'), saveall: fc.boolean() }),
  fc.record({ op: op('bind'), name, to: name }),
  fc.record({ op: op('set_item'), of: name, key, to: name }),
  fc.record({ op: op('del_item'), of: name, key }),
  fc.record({ op: op('free_lists'), on: fc.boolean() }),
  fc.record({ op: op('many'), kind, id: name, count: fc.nat({ max: 1_000 }) }),
  fc.record({ op: op('cycles'), count: fc.nat({ max: 1_000 }), id: name }, { requiredKeys: ['op', 'count'] }),
);

export const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    act: op('allocate'),
    nbytes: bytes,
    count: fc.integer({ min: 1, max: 10_000 }),
    zeroed: fc.boolean(),
  }),
  fc.record({ act: op('reallocate'), at: address, nbytes: bytes }),
  fc.record({ act: op('free'), at: address, unchecked: fc.boolean() }),
  fc.record({ act: fc.constantFrom('freeAll' as const, 'freeEveryOther' as const) }),
  fc.record({ act: op('freeRandom'), count: fc.nat({ max: 10_000 }), seed: uint }),
  fc.record({ act: op('freeClass'), szidx: fc.nat({ max: 63 }) }),
  fc.record({ act: op('limits'), arenas: uint, bytes }),
  fc.record({ act: op('requests'), requests: some(request) }),
  fc.record(
    { act: op('scenario'), id: fc.constantFrom(...scenarioIds), seed: uint, pool: address },
    { requiredKeys: ['act', 'id', 'seed'] },
  ),
  fc.record({
    act: op('lesson'),
    id: fc.constantFrom(...objectScenarioIds),
    index: fc.nat({ max: 4 }),
    names: fc.dictionary(name, name, { maxKeys: 4 }),
  }),
);

/** Most acts come to what they say; some were cut short. */
const savedAct: fc.Arbitrary<SavedAct> = fc.oneof(
  { weight: 3, arbitrary: act.map((it) => ({ act: it, operations: lengthOf(it) === 0 ? 7 : lengthOf(it) })) },
  fc.record({ act, operations: fc.integer({ min: 1, max: 10_000 }) }),
);

const shown = {
  topic: fc.constantFrom('allocator' as const, 'objects' as const),
  view: fc.constantFrom('pool' as const, 'bytes' as const, 'size-classes' as const, 'generations' as const),
  select: address,
  lang: fc.constantFrom('en' as const, 'zh-Hans' as const),
};

const madeOf = {
  edition: fc.constantFrom(...(['cpython-2.7-32', 'cpython-3.9-64', 'cpython-3.10-32', 'cpython-3.10-64'] as const)),
  arenas: fc.constantFrom('aligned' as const, 'unaligned' as const),
  acts: fc.array(savedAct, { maxLength: 30 }),
};

const placeless = fc.record({ ...madeOf, ...shown }, { requiredKeys: ['edition', 'arenas', 'acts'] });

export const session: fc.Arbitrary<SavedSession> = placeless.chain((saved) => {
  const operation = fc.nat({ max: operationsOf(saved.acts) });
  const step = fc.record({ operation, mark: uint }, { requiredKeys: ['operation'] });
  return fc.oneof(
    fc.constant(saved),
    step.map((at) => ({ ...saved, step: at })),
  );
});
