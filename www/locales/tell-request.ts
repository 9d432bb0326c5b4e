// Operations on objects as the lines of Python that they stand for. Python is the same in all languages; what no line of
// it says has words of the catalogue.

import { type Key } from '../generated/Key.ts';
import { type NewKind } from '../generated/NewKind.ts';
import { type Request } from '../generated/Request.ts';
import { type Messages, type Names } from './messages.ts';

type RequestOf<Op extends Request['op']> = Extract<Request, { op: Op }>;

/** What a request is as a line of Python. */
export function tellRequest({ requests }: Messages, request: Request, names: Names): string {
  switch (request.op) {
    case 'new':
      return `${request.id} = ${made(request.kind, request.refs, request.value)}`;
    case 'ref':
      return added(request, names);
    case 'unref':
      return removed(request, names);
    case 'root_add':
      return requests.anotherName({ name: request.id });
    case 'root_del':
      return `del ${request.id}`;
    case 'weakref':
      return `${request.id} = weakref.ref(${request.to}${request.cb ? ', callback' : ''})`;
    case 'collect':
      return `gc.collect(${request.gen})`;
    case 'threshold':
      return `gc.set_threshold(${request.t.join(', ')})`;
    case 'enable':
    case 'disable':
    case 'freeze':
    case 'unfreeze':
      return `gc.${request.op}()`;
    case 'debug':
      return `gc.set_debug(${request.saveall ? 'gc.DEBUG_SAVEALL' : '0'})`;
    case 'bind':
      return `${request.name} = ${request.to}`;
    case 'set_item':
      return `${member(request.of, request.key, names)} = ${request.to}`;
    case 'del_item':
      return `del ${member(request.of, request.key, names)}`;
    case 'free_lists':
      return request.on ? requests.freeListsOn : requests.freeListsOff;
    case 'many':
      return `${request.id} = [${made(request.kind)} for _ in range(${request.count})]`;
    case 'cycles':
      return cycles(request);
  }
}

function made(kind: NewKind, refs: readonly string[] = [], value?: string): string {
  switch (kind) {
    case 'int':
      return value ?? '0';
    case 'float':
      return value ?? '0.0';
    case 'str':
      return `'${value ?? ''}'`;
    case 'leaf':
      return 'object()';
    case 'tuple':
      return refs.length === 1 ? `(${refs.join()},)` : `(${refs.join(', ')})`;
    case 'list':
      return `[${refs.join(', ')}]`;
    case 'dict':
      return '{}';
    case 'set':
      return refs.length === 0 ? 'set()' : `{${refs.join(', ')}}`;
    case 'node':
      return 'WithSlots()';
    case 'fin':
      return 'WithSlotsAndDel()';
    case 'legacy':
      return 'WithSlotsAndLegacyFinalizer()';
    case 'instance':
      return 'Plain()';
    case 'instance_fin':
      return 'WithDel()';
    case 'instance_legacy':
      return 'WithLegacyFinalizer()';
  }
}

function added({ from, to }: RequestOf<'ref'>, names: Names): string {
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
}

function removed({ from, to }: RequestOf<'unref'>, names: Names): string {
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
}

function member(of: string, key: Key, names: Names): string {
  const kind = names.kindOf(of);
  if (typeof key === 'string') {
    return kind === 'instance' || kind === 'slots' ? `${of}.${key}` : `${of}['${key}']`;
  }
  return `${of}[${typeof key === 'number' ? key : key.of}]`;
}

/** Cycles are made by a loop; the ones without a name are garbage at once. */
function cycles({ count, id }: RequestOf<'cycles'>): string {
  const kept = id === undefined ? '' : `; ${id} += a, b`;
  return `for _ in range(${count}): a, b = [], []; a.append(b); b.append(a)${kept}`;
}
