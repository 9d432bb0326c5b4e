// English: operations on objects as the lines of Python that they stand for, and what can be wrong with them.

import { count, hex } from '../../format.ts';
import { type Key } from '../../generated/Key.ts';
import { type NewKind } from '../../generated/NewKind.ts';
import { type Request } from '../../generated/Request.ts';
import { type Mistakes, type Names, type RequestWords } from '../messages.ts';

type New = Extract<Request, { op: 'new' }>;

const made: Record<NewKind, (o: Pick<New, 'refs' | 'value'>) => string> = {
  int: (o) => o.value ?? '0',
  float: (o) => o.value ?? '0.0',
  str: (o) => `'${o.value ?? ''}'`,
  leaf: () => 'object()',
  tuple: ({ refs = [] }) => (refs.length === 1 ? `(${refs.join()},)` : `(${refs.join(', ')})`),
  list: ({ refs = [] }) => `[${refs.join(', ')}]`,
  dict: () => '{}',
  set: ({ refs = [] }) => (refs.length === 0 ? 'set()' : `{${refs.join(', ')}}`),
  node: () => 'WithSlots()',
  fin: () => 'WithSlotsAndDel()',
  legacy: () => 'WithSlotsAndLegacyFinalizer()',
  instance: () => 'Plain()',
  instance_fin: () => 'WithDel()',
  instance_legacy: () => 'WithLegacyFinalizer()',
};

function member(of: string, key: Key, names: Names): string {
  const kind = names.kindOf(of);
  if (typeof key === 'string') {
    return kind === 'instance' || kind === 'slots' ? `${of}.${key}` : `${of}['${key}']`;
  }
  return `${of}[${typeof key === 'number' ? key : key.of}]`;
}

export const requests: RequestWords = {
  new: (o) => `${o.id} = ${made[o.kind](o)}`,
  ref: ({ from, to }, names) => {
    switch (names.kindOf(from)) {
      case 'list':
        return `${from}.append(${to})`;
      case 'set':
        return `${from}.add(${to})`;
      case 'dict':
        return `${from}[…] = ${to}`;
      default:
        return `${from}.… = ${to}`;
    }
  },
  unref: ({ from, to }, names) => {
    switch (names.kindOf(from)) {
      case 'list':
        return `${from}.remove(${to})`;
      case 'set':
        return `${from}.discard(${to})`;
      case 'dict':
        return `del ${from}[…]  # ${to}`;
      default:
        return `del ${from}.…  # ${to}`;
    }
  },
  root_add: (o) => `one more name for ${o.id}`,
  root_del: (o) => `del ${o.id}`,
  weakref: (o) => `${o.id} = weakref.ref(${o.to}${o.cb ? ', callback' : ''})`,
  collect: (o) => `gc.collect(${o.gen})`,
  threshold: (o) => `gc.set_threshold(${o.t.join(', ')})`,
  enable: () => 'gc.enable()',
  disable: () => 'gc.disable()',
  freeze: () => 'gc.freeze()',
  unfreeze: () => 'gc.unfreeze()',
  debug: (o) => `gc.set_debug(${o.saveall ? 'gc.DEBUG_SAVEALL' : '0'})`,
  bind: (o) => `${o.name} = ${o.to}`,
  set_item: (o, names) => `${member(o.of, o.key, names)} = ${o.to}`,
  del_item: (o, names) => `del ${member(o.of, o.key, names)}`,
  free_lists: (o) => (o.on ? 'free lists of types on' : 'free lists of types off'),
  many: (o) => `${o.id} = [${made[o.kind]({})} for _ in range(${count(o.count)})]`,
  cycles: (o) =>
    `${count(o.count)} × a, b = [], []; a.append(b); b.append(a)${o.id === undefined ? '' : `; ${o.id} += a, b`}`,
};

export const objectErrors = {
  unknown_name: (e) => ({
    what: `No object is called “${e.name}”. A name has to be given before it can be used; an address such as 0x… does, too.`,
    cpython: 'Python would raise NameError.',
  }),
  dead_object: (e) => ({
    what: `“${e.name}” is dead: its last reference is gone and its memory was given back, so nothing can be done with it any more.`,
    cpython: 'Python code cannot get here, since it has no reference left; C code that does uses memory after free.',
  }),
  not_an_object: (e) => ({
    what: `No live object starts at ${hex(e.addr)}. The address of an object is the one after its PyGC_Head: what id() gives.`,
  }),
  unhashable: (e) => ({
    what: `A ${e.type_name} has no hash, as it can change: it cannot be a key of a dict or an item of a set. An int, a str, a tuple of such or an instance can.`,
    cpython: `Python would raise TypeError: unhashable type: '${e.type_name}'.`,
  }),
  takes_none: (e) => ({
    what: `Objects of type ${e.type_name} take no ${e.what}. Choose another object, or another way.`,
  }),
  no_such_reference: (e) => ({ what: `There is no ${e.what}, so nothing was changed.` }),
  tuple_is_fixed: () => ({
    what: 'A tuple cannot be changed: give it its items when it is made. So no cycle goes through tuples alone; one through a list in a tuple can be made.',
    cpython: "Python would raise TypeError: 'tuple' object does not support item assignment.",
  }),
  no_slot_left: (e) => ({
    what: `All ${count(e.slots)} slots of the instance are taken: remove a reference first, or make one with more slots.`,
  }),
  bad_value: (e) => ({ what: `“${e.value}” cannot be used here: expected ${e.expected}.` }),
  not_in_version: (e) => ({ what: `CPython ${e.version} has no ${e.what}. Choose an edition that has.` }),
  no_memory: () => ({
    what: 'The system grants no more memory, so the operation was not done; a limit under Advanced may be the reason.',
    cpython: 'Python would raise MemoryError.',
  }),
  too_many_classes: (e) => ({
    what: `There are ${count(e.most)} classes already, and no room for more: use a number of slots and a finalizer that some class has.`,
  }),
  bad_request: (e) => ({
    what: `The core does not understand what it was asked for: ${e.reason}. Nothing was changed.`,
  }),
} satisfies Partial<Mistakes>;
