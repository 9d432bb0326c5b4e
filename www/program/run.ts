// Runs a program on a session: statement by statement, each as acts that the session keeps like those of a click. The
// first problem ends it; what was done before stays.

import { type Heap } from '../core.ts';
import { type Request } from '../generated/Request.ts';
import { MOST_NAMED } from '../session/performing.ts';
import { MOST_UINT } from '../share/limits.ts';
import { type Session } from '../store.ts';
import { Blocks, mentions } from './blocks.ts';
import { Desk, type LineRun } from './desk.ts';
import { abilities, forms } from './forms.ts';
import { MOST_OPERATIONS } from './limits.ts';
import { sizeOf, wholeNumber } from './numbers.ts';
import { ObjectRequests, Temporaries } from './objects.ts';
import { fail, ProgramProblem } from './problem.ts';
import {
  type Allocation,
  type At,
  type Expression,
  type Loop,
  type Program,
  type Script,
  type Simple,
  type Statement,
  type Target,
  type Trace,
} from './syntax.ts';
import { operationLines } from './trace-text.ts';
import { namesIn, type Namespace, type ObjectType, type Value } from './values.ts';

export { type LineRun };

/** What came of a program. */
export interface ProgramRun {
  /** The operations of each line that ran, by line. */
  readonly lines: readonly LineRun[];
  /** Why it did not come to its end; `stopped` where it was cancelled. */
  readonly problem?: ProgramProblem;
}

/** Goes on from where the session stands; a trace begins with an empty heap of its own. */
export async function runProgram(session: Session, program: Program, signal?: AbortSignal): Promise<ProgramRun> {
  const cancel = (): void => session.cancel();
  signal?.addEventListener('abort', cancel);
  try {
    return program.kind === 'trace' ? await runTrace(session, program) : await runScript(session, program, signal);
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

async function runTrace(session: Session, { text }: Trace): Promise<ProgramRun> {
  const file = new Blob([text]);
  await session.open(file, 'trace');
  if (session.source === file) {
    return { lines: operationLines(text).map(({ line, operation }) => ({ line, from: operation, to: operation })) };
  }
  const { failure } = session;
  const line = failure?.line ?? 1;
  const span = { line, lastLine: line, column: 1, length: text.split('\n')[line - 1]?.length ?? 0 };
  return {
    lines: [],
    problem: new ProgramProblem(failure === undefined ? { code: 'stopped' } : { code: 'heap', failure }, span),
  };
}

async function runScript(session: Session, script: Script, signal: AbortSignal | undefined): Promise<ProgramRun> {
  const desk = new Desk(session, signal);
  const names = session.read((heap) => namesIn(heap.names(MOST_NAMED))) ?? new Map<string, Value>();
  try {
    await new Runner(desk, names, script, (read) => session.read(read)).block(script.statements);
    return { lines: desk.lines };
  } catch (error) {
    if (error instanceof ProgramProblem) return { lines: desk.lines, problem: error };
    throw error;
  }
}

type Reader = <T>(read: (heap: Heap) => T) => T | undefined;

class Runner {
  readonly #desk: Desk;
  readonly #names: Namespace;
  readonly #blocks: Blocks;
  readonly #temporaries: Temporaries;
  readonly #read: Reader;

  constructor(desk: Desk, names: Namespace, script: Script, read: Reader) {
    this.#desk = desk;
    this.#names = names;
    this.#blocks = new Blocks(names, desk);
    this.#temporaries = new Temporaries((name) => script.names.has(name) || names.has(name));
    this.#read = read;
  }

  async block(statements: readonly Statement[]): Promise<void> {
    for (const statement of statements) {
      const began = this.#desk.position;
      const { line } = statement.span;
      const span = statement.is === 'for' ? { ...statement.span, lastLine: line } : statement.span;
      try {
        await this.#desk.step(statement);
        await (statement.is === 'for' ? this.#loop(statement) : this.#simple(statement));
      } finally {
        this.#desk.ran(span, began);
      }
    }
  }

  async #loop(loop: Loop): Promise<void> {
    const values = this.#blocks.values(loop.over);
    const same = this.#sameEachTime(loop);
    if (same !== undefined) {
      await this.#allocateAll(loop, same, values);
      return;
    }
    for (const value of values) {
      await this.#bind(loop, loop.variable, value);
      await this.block(loop.body);
    }
  }

  /** The one allocation of a loop that allocates blocks of one size, and the name that it gives them. */
  #sameEachTime({ variable, body }: Loop): { readonly allocation: Allocation; readonly name?: string } | undefined {
    const [only, ...more] = body;
    if (only === undefined || more.length > 0) return undefined;
    if (only.is !== 'evaluate' && only.is !== 'assign') return undefined;
    const { value: allocation } = only;
    if ((allocation.is !== 'malloc' && allocation.is !== 'calloc') || mentions(allocation, variable)) return undefined;
    if (only.is === 'evaluate') return { allocation };
    const { target } = only;
    if (target.is !== 'name' || target.name === variable || mentions(allocation, target.name)) return undefined;
    return this.#names.get(target.name)?.is === 'object' ? undefined : { allocation, name: target.name };
  }

  async #allocateAll(
    loop: Loop,
    { allocation, name }: { readonly allocation: Allocation; readonly name?: string },
    values: readonly Value[],
  ): Promise<void> {
    const last = values.at(-1);
    if (last === undefined) return;
    const began = this.#desk.position;
    try {
      await this.#bind(loop, loop.variable, last);
      const block = (await this.#blocks.allocate(allocation, values.length)).at(-1);
      if (name !== undefined && block !== undefined) this.#names.set(name, { is: 'block', block });
    } finally {
      for (const { span } of loop.body) this.#desk.ran(span, began);
    }
  }

  async #simple(statement: Simple): Promise<void> {
    switch (statement.is) {
      case 'assign':
        await this.#assign(statement, statement.target, statement.value);
        return;
      case 'delete':
        for (const target of statement.targets) await this.#delete(target);
        return;
      case 'evaluate':
        await this.#evaluate(statement, statement.value);
        return;
      case 'free': {
        const block = await this.#blocks.live(statement.block);
        await this.#desk.free(statement, block.address);
        block.freedIn = statement.span.line;
        return;
      }
      case 'method':
        await this.#method(statement);
        return;
      default:
        await this.#collector(statement);
    }
  }

  async #collector(
    statement: Exclude<Simple, { is: 'assign' | 'delete' | 'evaluate' | 'free' | 'method' }>,
  ): Promise<void> {
    switch (statement.is) {
      case 'collect':
        return this.#ask(statement, { op: 'collect', gen: this.#generation(statement.generation) });
      case 'threshold':
        return this.#ask(statement, { op: 'threshold', t: this.#thresholds(statement.values) });
      case 'saveall':
        return this.#ask(statement, { op: 'debug', saveall: statement.saveall });
      case 'collector':
        return this.#ask(statement, { op: statement.call });
      case 'pass':
        return;
    }
  }

  async #ask(at: At, ...requests: readonly Request[]): Promise<void> {
    await this.#desk.request(at, requests, () => []);
  }

  /** Builds requests, and carries them out. */
  async #build<T>(at: At, build: (objects: ObjectRequests) => T): Promise<T> {
    const objects = new ObjectRequests(this.#names, this.#temporaries);
    const built = build(objects);
    await this.#desk.request(at, objects.requests, (done) => objects.leftOver(done));
    return built;
  }

  /** Lets a name stand for something that is no object; an object that it stood for is given up. */
  async #bind(at: At, name: string, value: Value): Promise<void> {
    if (this.#names.get(name)?.is === 'object') await this.#ask(at, { op: 'root_del', id: name });
    this.#names.set(name, value);
  }

  async #assign(at: At, target: Target, expression: Expression): Promise<void> {
    const value = await this.#blocks.valueOf(expression);
    if (target.is === 'name') {
      if (value === undefined) await this.#bindObject(at, target.name, expression);
      else await this.#bind(at, target.name, value);
      return;
    }
    const holder = this.#value(target, target.of);
    if (holder.is === 'blocks' && target.is === 'index') {
      if (value?.is !== 'block') fail(expression, { code: 'notABlock', text: expression.text });
      holder.blocks[this.#blocks.indexIn(target, holder.blocks, target.index)] = value.block;
      return;
    }
    await this.#build(at, (objects) => {
      objects.with([expression], ([to = '']) => {
        this.#withPart(objects, target, (key) => objects.requests.push({ op: 'set_item', of: target.of, key, to }));
      });
    });
  }

  async #bindObject(at: At, name: string, expression: Expression): Promise<void> {
    const known = expression.is === 'name' ? this.#value(expression, expression.name) : undefined;
    if (known?.is === 'object' && expression.is === 'name') {
      await this.#ask(at, { op: 'bind', name, to: expression.name });
      this.#names.set(name, known);
      return;
    }
    const value = await this.#build(at, (objects) => objects.bind(name, expression));
    this.#names.set(name, value);
  }

  async #delete(target: Target): Promise<void> {
    if (target.is !== 'name') {
      await this.#build(target, (objects) => {
        this.#withPart(objects, target, (key) => objects.requests.push({ op: 'del_item', of: target.of, key }));
      });
      return;
    }
    const value = this.#value(target, target.name);
    if (value.is === 'object') await this.#ask(target, { op: 'root_del', id: target.name });
    this.#names.delete(target.name);
  }

  async #evaluate(at: At, expression: Expression): Promise<void> {
    if (expression.is === 'len') wholeNumber(expression, this.#names);
    else if ((await this.#blocks.valueOf(expression)) === undefined) {
      await this.#build(at, (objects) => objects.with([expression], () => undefined));
    }
  }

  async #method(statement: Extract<Simple, { is: 'method' }>): Promise<void> {
    const { of, method, value } = statement;
    const type = this.#typeOf(statement, of);
    const fits = method === 'append' ? ['list'] : method === 'remove' ? ['list', 'set'] : ['set'];
    if (!fits.includes(type)) this.#wrongKind(statement, type);
    const adds = method === 'append' || method === 'add';
    if (!adds && value.is !== 'name') fail(value, { code: 'outside', text: value.text, accepted: forms.names });
    await this.#build(statement, (objects) => {
      objects.with([value], ([to = '']) => objects.requests.push({ op: adds ? 'ref' : 'unref', from: of, to }));
    });
  }

  /** Uses the key under which a part of an object is. */
  #withPart(
    objects: ObjectRequests,
    target: Exclude<Target, { is: 'name' }>,
    use: (key: Parameters<Parameters<ObjectRequests['withKey']>[1]>[0]) => void,
  ): void {
    const type = this.#typeOf(target, target.of);
    if (target.is === 'attribute') {
      const slot = /^s(\d{1,6})$/.exec(target.name)?.[1];
      if (type === 'instance') use(target.name);
      else if (type === 'slots' && slot !== undefined) use(Number(slot));
      else this.#wrongKind(target, type);
      return;
    }
    if (type === 'list') use(Number(sizeOfIndex(target.index, this.#names)));
    else if (type === 'dict' || type === 'tuple') objects.withKey(target.index, use);
    else this.#wrongKind(target, type);
  }

  #value(at: At, name: string): Value {
    return this.#names.get(name) ?? fail(at, { code: 'unbound', name });
  }

  #typeOf(at: At, name: string): ObjectType {
    const value = this.#value(at, name);
    if (value.is === 'object') return value.type;
    if (value.is === 'none')
      return fail(at, { code: 'wrongKind', text: at.text, kind: 'None', accepted: forms.values });
    if (value.is === 'number') return 'int';
    return fail(at, { code: 'blockAsObject', text: name });
  }

  #wrongKind(at: At, kind: ObjectType): never {
    fail(at, { code: 'wrongKind', text: at.text, kind, accepted: abilities[kind] ?? forms.assignments.slice(0, 1) });
  }

  #generation(expression: Expression | undefined): number {
    if (expression === undefined) return 2;
    const value = wholeNumber(expression, this.#names);
    if (value >= 0n && value <= 2n) return Number(value);
    return fail(expression, { code: 'badValue', text: expression.text, accepted: forms.generations });
  }

  /** What is not said stays as it is. */
  #thresholds(values: readonly Expression[]): [number, number, number] {
    const given = values.map((value) => sizeOf(value, this.#names, MOST_UINT));
    const present = this.#read((heap) => heap.generations(0).generations.map(({ threshold }) => threshold)) ?? [];
    const [first = 700, second = 10, third = 10] = [0, 1, 2].map((index) => given[index] ?? present[index]);
    return [first, second, third];
  }
}

/** An index of a list, from the end where it is negative; what is out of all reach is out of this one's, too. */
function sizeOfIndex(expression: Expression, names: Namespace): bigint {
  const value = wholeNumber(expression, names);
  const most = BigInt(MOST_OPERATIONS) ** 2n;
  return value > most ? most : value < -most ? -most : value;
}
