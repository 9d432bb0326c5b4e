// Requests on objects, names and the collector in the notation of links: `new,list,a` `ref,a,b` `set_item,d,.k,a`.
// The fields stand in the order of docs/gc-format.md, options behind them. Carries nothing out.

import { type Action } from '../generated/Action.ts';
import { type Key } from '../generated/Key.ts';
import { type NewKind } from '../generated/NewKind.ts';
import { type Request } from '../generated/Request.ts';
import { Fields, NotationError, quoted, readWhole, unquoted } from './fields.ts';
import { MOST_ITEMS, MOST_OBJECTS, MOST_UINT, MOST_VALUE } from './limits.ts';

const kinds: Readonly<Record<NewKind, true>> = {
  int: true,
  float: true,
  str: true,
  leaf: true,
  tuple: true,
  list: true,
  dict: true,
  set: true,
  node: true,
  fin: true,
  legacy: true,
  instance: true,
  instance_fin: true,
  instance_legacy: true,
};
const kindNames = Object.keys(kinds) as NewKind[];

type Reader<Op> = (fields: Fields) => Extract<Request, { op: Op }>;

const readers: { readonly [Op in Request['op']]: Reader<Op> } = {
  new: readNew,
  ref: (fields) => ({ op: 'ref', from: fields.text(), to: fields.text() }),
  unref: (fields) => ({ op: 'unref', from: fields.text(), to: fields.text() }),
  root_add: (fields) => ({ op: 'root_add', id: fields.text() }),
  root_del: (fields) => ({ op: 'root_del', id: fields.text() }),
  weakref: readWeakref,
  collect: (fields) => ({ op: 'collect', gen: fields.whole(MOST_UINT) }),
  threshold: (fields) => ({
    op: 'threshold',
    t: [fields.whole(MOST_UINT), fields.whole(MOST_UINT), fields.whole(MOST_UINT)],
  }),
  enable: () => ({ op: 'enable' }),
  disable: () => ({ op: 'disable' }),
  freeze: () => ({ op: 'freeze' }),
  unfreeze: () => ({ op: 'unfreeze' }),
  debug: (fields) => ({ op: 'debug', saveall: fields.flag() }),
  bind: (fields) => ({ op: 'bind', name: fields.text(), to: fields.text() }),
  set_item: (fields) => ({ op: 'set_item', of: fields.text(), key: readKey(fields.raw()), to: fields.text() }),
  del_item: (fields) => ({ op: 'del_item', of: fields.text(), key: readKey(fields.raw()) }),
  free_lists: (fields) => ({ op: 'free_lists', on: fields.flag() }),
  many: (fields) => ({
    op: 'many',
    kind: fields.oneOf(kindNames),
    id: fields.text(),
    count: fields.whole(MOST_OBJECTS),
  }),
  cycles: readCycles,
};

export function isRequest(word: string): word is Request['op'] {
  return Object.hasOwn(readers, word);
}

export function readRequest(text: string): Request {
  const fields = new Fields(text);
  const op = fields.raw();
  if (!isRequest(op)) throw new NotationError('no such request');
  const request = readers[op](fields);
  fields.end();
  return request;
}

export function writeRequest(request: Request): string {
  return [request.op, ...fieldsOf(request)].join(',');
}

function fieldsOf(request: Request): string[] {
  switch (request.op) {
    case 'new':
      return [request.kind, quoted(request.id), ...newOptions(request)];
    case 'ref':
    case 'unref':
      return [quoted(request.from), quoted(request.to)];
    case 'root_add':
    case 'root_del':
      return [quoted(request.id)];
    case 'weakref':
      return [quoted(request.id), quoted(request.to), flag(request.cb), ...doings('on_call', request.on_call)];
    case 'collect':
      return [String(request.gen)];
    case 'threshold':
      return request.t.map(String);
    case 'enable':
    case 'disable':
    case 'freeze':
    case 'unfreeze':
      return [];
    case 'debug':
      return [flag(request.saveall)];
    case 'bind':
      return [quoted(request.name), quoted(request.to)];
    case 'set_item':
      return [quoted(request.of), keyText(request.key), quoted(request.to)];
    case 'del_item':
      return [quoted(request.of), keyText(request.key)];
    case 'free_lists':
      return [flag(request.on)];
    case 'many':
      return [request.kind, quoted(request.id), String(request.count)];
    case 'cycles':
      return [String(request.count), ...(request.id === undefined ? [] : [quoted(request.id)])];
  }
}

const flag = (on: boolean): string => (on ? '1' : '0');

function newOptions({ refs = [], on_fin, value, slots, weakrefs }: Extract<Request, { op: 'new' }>): string[] {
  return [
    ...(refs.length === 0 ? [] : [`refs:${refs.map(quoted).join('+')}`]),
    ...doings('on_fin', on_fin),
    ...(value === undefined ? [] : [`value:${quoted(value)}`]),
    ...(slots === undefined ? [] : [`slots:${slots}`]),
    ...(weakrefs === undefined ? [] : [`weakrefs:${flag(weakrefs)}`]),
  ];
}

/** What a finalizer or a callback does, each thing as an option of its own. */
function doings(option: 'on_fin' | 'on_call', actions: readonly Action[] = []): string[] {
  return actions.map((action) => `${option}:${[action.op, ...argumentsOf(action)].join('+')}`);
}

function argumentsOf(action: Action): string[] {
  switch (action.op) {
    case 'root_add':
    case 'root_del':
      return [quoted(action.id)];
    case 'ref':
    case 'unref':
      return [quoted(action.from), quoted(action.to)];
    case 'collect':
      return [String(action.gen)];
  }
}

function readAction(text: string): Action {
  const [op = '', ...parts] = text.split('+');
  const [first = '', second = ''] = parts;
  const takes = (count: number): void => {
    if (parts.length !== count) throw new NotationError('not what the action takes');
  };
  switch (op) {
    case 'root_add':
    case 'root_del':
      takes(1);
      return { op, id: unquoted(first) };
    case 'ref':
    case 'unref':
      takes(2);
      return { op, from: unquoted(first), to: unquoted(second) };
    case 'collect':
      takes(1);
      return { op, gen: readWhole(first, MOST_UINT) };
    default:
      throw new NotationError('no such action');
  }
}

/** The options behind the fields, by name; each takes care that it comes once, if it may come only once. */
function readOptions(fields: Fields, options: Readonly<Record<string, (value: string) => void>>): void {
  for (let count = 0; !fields.isEnd; count += 1) {
    const [, name = '', value = ''] = /^([a-z_]+):(.*)$/s.exec(fields.raw()) ?? [];
    if (!Object.hasOwn(options, name) || count === MOST_ITEMS) throw new NotationError('no such option');
    options[name]?.(value);
  }
}

function once<Value>(before: Value | undefined, value: Value): Value {
  if (before !== undefined) throw new NotationError('said twice');
  return value;
}

function readNew(fields: Fields): Extract<Request, { op: 'new' }> {
  const request: Extract<Request, { op: 'new' }> = { op: 'new', kind: fields.oneOf(kindNames), id: fields.text() };
  readOptions(fields, {
    refs: (value) => {
      const refs = value.split('+');
      if (refs.length > MOST_ITEMS) throw new NotationError('too many items');
      request.refs = once(
        request.refs,
        refs.map((ref) => unquoted(ref)),
      );
    },
    on_fin: (value) => {
      (request.on_fin ??= []).push(readAction(value));
    },
    value: (value) => {
      request.value = once(request.value, unquoted(value, MOST_VALUE));
    },
    slots: (value) => {
      request.slots = once(request.slots, readWhole(value, MOST_UINT));
    },
    weakrefs: (value) => {
      request.weakrefs = once(request.weakrefs, readWhole(value, 1) === 1);
    },
  });
  return request;
}

function readWeakref(fields: Fields): Extract<Request, { op: 'weakref' }> {
  const request: Extract<Request, { op: 'weakref' }> = {
    op: 'weakref',
    id: fields.text(),
    to: fields.text(),
    cb: fields.flag(),
  };
  readOptions(fields, {
    on_call: (value) => {
      (request.on_call ??= []).push(readAction(value));
    },
  });
  return request;
}

function readCycles(fields: Fields): Extract<Request, { op: 'cycles' }> {
  const count = fields.whole(MOST_OBJECTS);
  return fields.isEnd ? { op: 'cycles', count } : { op: 'cycles', count, id: fields.text() };
}

/** `5` an index or an int, `.k` a name or a str, `@x` an object. */
function keyText(key: Key): string {
  if (typeof key === 'number') return String(key);
  return typeof key === 'string' ? `.${quoted(key)}` : `@${quoted(key.of)}`;
}

function readKey(field: string): Key {
  if (field.startsWith('.')) return unquoted(field.slice(1), MOST_VALUE);
  if (field.startsWith('@')) return { of: unquoted(field.slice(1)) };
  if (!field.startsWith('-')) return readWhole(field, Number.MAX_SAFE_INTEGER);
  const size = readWhole(field.slice(1), Number.MAX_SAFE_INTEGER);
  if (size === 0) throw new NotationError('0 has no sign');
  return -size;
}
