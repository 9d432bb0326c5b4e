// The only importer of the compiled cores: typed calls, ownership of what lives in wasm memory, errors as classes. What the
// package exports as its API (www/api/) is here and in replay.ts, so its comments are documentation. Holds no session and
// decides nothing.

import type * as whole from '#core';
import { type Answer } from './generated/Answer.ts';
import { type ArenaAlignment } from './generated/ArenaAlignment.ts';
import { type ArenasView } from './generated/ArenasView.ts';
import { type ArenaView } from './generated/ArenaView.ts';
import { type BytesView } from './generated/BytesView.ts';
import { type Comparison } from './generated/Comparison.ts';
import { type Digest } from './generated/Digest.ts';
import { type Edition } from './generated/Edition.ts';
import { type EditionInfo } from './generated/EditionInfo.ts';
import { type Explanation } from './generated/Explanation.ts';
import { type GenerationsView } from './generated/GenerationsView.ts';
import { type HeapError } from './generated/HeapError.ts';
import { type HeldArenas } from './generated/HeldArenas.ts';
import { type Info } from './generated/Info.ts';
import { type LiveBlock } from './generated/LiveBlock.ts';
import { type NamesView } from './generated/NamesView.ts';
import { type ObjectsView } from './generated/ObjectsView.ts';
import { type OperationLine } from './generated/OperationLine.ts';
import { type Place } from './generated/Place.ts';
import { type PoolView } from './generated/PoolView.ts';
import { type Position } from './generated/Position.ts';
import { type Request } from './generated/Request.ts';
import { type Segment } from './generated/Segment.ts';
import { type Stats } from './generated/Stats.ts';
import { type UsedPoolsView } from './generated/UsedPoolsView.ts';

/**
 * An answer that says no: the heap is as it was before.
 *
 * `code` names what was wrong (`double_free`, `wild_pointer`, `not_a_whole_number` …), `details` has the values that go
 * with it, such as the address.
 */
export class HeapFailure extends Error {
  override readonly name = 'HeapFailure';

  constructor(
    message: string,
    readonly details: HeapError,
  ) {
    super(message);
  }

  /** What was wrong, by name. */
  get code(): HeapError['code'] {
    return this.details.code;
  }
}

/**
 * The core itself broke, or had broken before: its memory cannot be trusted any more. `start` makes a fresh instance of it,
 * in which heaps can be opened again; every heap from before is lost, and throws this.
 */
export class CoreCrashed extends Error {
  override readonly name = 'CoreCrashed';
  /** What the core said as it broke, and where in its sources; empty where it could say nothing. */
  readonly panic: string;
  /** Whether it broke because it was granted no more memory. */
  readonly outOfMemory: boolean;

  /** @internal */
  constructor(message: string, { cause, panic = '', outOfMemory = false }: CrashOptions = {}) {
    super(message, { cause });
    this.panic = panic;
    this.outOfMemory = outOfMemory;
  }
}

interface CrashOptions {
  readonly cause?: unknown;
  readonly panic?: string;
  readonly outOfMemory?: boolean;
}

/** Where the compiled core is: its address, a response with it, its bytes, or the module, ready compiled. */
export type CoreSource = string | URL | Response | BufferSource | WebAssembly.Module;

/**
 * The whole core, and the small ones, which have no objects, no collector and one word size (docs/adr/0016-small-cores.md).
 */
type CoreName = 'whole' | 'small32' | 'small64';

/** @internal */
export type Glue = typeof whole;
type GlueHeap = InstanceType<Glue['Heap']>;

interface Thrown {
  message: string;
  details: HeapError;
}

function isThrown(error: unknown): error is Thrown {
  return error instanceof Error && 'details' in error;
}

/** Asked for early: once a core has broken, it answers nothing. */
let version = '';

const onlyWhole = 'only the whole core can do this';

/** A small core was asked for what only the whole one has: nothing has changed. `Heap.toWhole` brings the heap there. */
export class CoreLacks extends Error {
  override readonly name = 'CoreLacks';
}

/** Somebody works on a copy of a core's memory (docs/adr/0025-long-requests.md). @internal */
export interface Absence {
  /** Is told before each call; `looksOnly`: after which nothing is different that anybody could notice. */
  called: (looksOnly: boolean) => void;
}

/** One compiled core: its instance, and what broke it. */
class Core {
  /** Which instance is the present one: heaps of another are lost. */
  instance = 0;
  crash: CoreCrashed | undefined;
  memory: WebAssembly.Memory | undefined;
  /** What of JavaScript the core refers to. */
  table: WebAssembly.Table | undefined;
  absence: Absence | undefined;
  /** It is being loaded, or was. */
  started: Promise<void> | undefined;
  #glue: Glue | undefined;
  readonly #load: () => Promise<Glue>;

  constructor(load: () => Promise<Glue>) {
    this.#load = load;
  }

  start(source: CoreSource | undefined): Promise<void> {
    return (this.started = this.#start(source));
  }

  async #start(source: CoreSource | undefined): Promise<void> {
    const glue = (this.#glue ??= await this.#load());
    if (this.crash !== undefined) {
      this.memory = undefined;
      glue.__wbg_reset_state();
      this.crash = undefined;
      this.instance += 1;
    }
    const exports = await glue.default(source === undefined ? undefined : { module_or_path: source });
    ({ memory: this.memory, __wbindgen_externrefs: this.table } = exports);
    version = glue.version();
  }

  answer<T>(call: (glue: Glue) => T, looksOnly = false): T {
    this.absence?.called(looksOnly);
    if (this.#glue === undefined || this.memory === undefined) {
      throw new Error('the core is not loaded: call start() and wait for it');
    }
    const { crash } = this;
    if (crash !== undefined) throw new CoreCrashed(`the core broke before: ${crash.message}`, { cause: crash.cause });
    try {
      return call(this.#glue);
    } catch (error) {
      throw this.#typed(error);
    }
  }

  /** What the core exports by that name, also while it is broken. */
  named(name: string): unknown {
    return this.#glue === undefined ? undefined : Reflect.get(this.#glue, name);
  }

  #typed(error: unknown): unknown {
    if (error instanceof WebAssembly.RuntimeError) {
      const panic = this.#lastPanic();
      // An allocation that fails ends the whole core by that instruction; whatever else does panics before, and says so. A
      // small core never says why.
      const outOfMemory = panic === '' && /unreachable/i.test(error.message);
      this.crash = new CoreCrashed(error.message, { cause: error, panic: panic ?? '', outOfMemory });
      return this.crash;
    }
    if (isThrown(error)) return new HeapFailure(error.message, error.details);
    // What a small core throws where it knows nothing of what stands there.
    if (error === undefined) return new CoreLacks(onlyWhole);
    return error;
  }

  /** What it says about having just broken, undefined where it never says anything. It may be too broken to say it. */
  #lastPanic(): string | undefined {
    const say = this.named('lastPanic') as Glue['lastPanic'] | undefined;
    try {
      return say?.();
    } catch {
      return '';
    }
  }
}

/** What a small core has is a part of what the whole one has; what it lacks is not asked of it. */
const asWhole = (glue: unknown): Glue => glue as Glue;

/** @internal */
export const cores: Readonly<Record<CoreName, Core>> = {
  whole: new Core(() => import('#core')),
  small32: new Core(async () => asWhole(await import('#core-32'))),
  small64: new Core(async () => asWhole(await import('#core-64'))),
};

const smallFor = (edition: Edition): CoreName => (edition.endsWith('-64') ? 'small64' : 'small32');

/** The core that opens heaps of an edition: the whole one, once it is there. */
function coreFor(edition: Edition): Core {
  const small = cores[smallFor(edition)];
  return cores.whole.memory === undefined && small.memory !== undefined ? small : cores.whole;
}

/**
 * Loads the core; until then nothing else here may be called. Called again it does nothing, unless the core has broken:
 * then it makes a fresh instance, and all heaps and replays of the old one are lost.
 *
 * @param source where the core is, if not beside the script that loads it; ignored once it is loaded
 * @throws {Error} where it cannot be fetched or compiled; a later call tries again
 */
export async function startCore(source?: CoreSource): Promise<void> {
  await cores.whole.start(source);
}

/** The version of the core, as the project's releases are called. */
export function coreVersion(): string {
  return version;
}

/**
 * Loads what is needed for a heap of an edition that has no objects yet, unless more is there already, or on its way.
 *
 * @internal
 *
 * @param source where the core is, if not beside the script that loads it
 */
export async function startSmallCore(edition: Edition, source?: CoreSource): Promise<void> {
  await cores.whole.started?.catch(() => undefined);
  const core = coreFor(edition);
  if (core.memory === undefined || core.crash !== undefined) await cores[smallFor(edition)].start(source);
}

/** Whether a heap of an edition can be opened at once. @internal */
export function canOpen(edition: Edition): boolean {
  return coreFor(edition).memory !== undefined;
}

/** The numbers of all editions, oldest first: CPython's version, and the sizes of pointers, pools and arenas in bytes. */
export function editions(): EditionInfo[] {
  const core = Object.values(cores).find(({ memory, crash }) => memory !== undefined && crash === undefined);
  return (core ?? cores.whole).answer((glue) => glue.editions() as EditionInfo[]);
}

/** What the whole core's state is in, and who is told of calls while it is worked on elsewhere. @internal */
export function wholeState(): {
  readonly memory: WebAssembly.Memory;
  readonly table: WebAssembly.Table;
  readonly module: WebAssembly.Module;
  setAbsence: (absence: Absence | undefined) => void;
} {
  const { memory, table } = cores.whole;
  const module = cores.whole.answer((glue) => glue.compiledModule(), true);
  if (memory === undefined || table === undefined) throw new Error('the core is not loaded');
  return {
    memory,
    table,
    module,
    setAbsence(absence) {
      cores.whole.absence = absence;
    },
  };
}

/** In a worker: whether long operations post how many marks they have come to. @internal */
export function tellProgress(tells: boolean): void {
  cores.whole.answer((glue) => {
    glue.tellProgress(tells);
  });
}

/** Frees what nobody has any more. Not left to the glue: it would do so without a word. */
const forgotten = new FinalizationRegistry<() => void>((free) => {
  free();
});

/**
 * Something in the wasm memory of one instance of a core. Where nobody frees it, it is some time after it is collected.
 *
 * @internal
 */
export class Held<T extends { free: () => void }> {
  readonly core: Core;
  readonly #instance: number;
  #value: T | undefined;

  constructor(core: Core, make: (glue: Glue) => T) {
    const value = core.answer(make);
    const { instance } = core;
    this.core = core;
    this.#value = value;
    this.#instance = instance;
    forgotten.register(
      this,
      () => {
        freeIn(core, instance, value);
      },
      this,
    );
  }

  ask<R>(question: (value: T) => R): R {
    return this.core.answer(() => question(this.#present()));
  }

  /** Asks what changes nothing. */
  look<R>(question: (value: T) => R): R {
    return this.core.answer(() => question(this.#present()), true);
  }

  /** From here on somebody else has it. */
  handOver(): T {
    const value = this.#present();
    this.#value = undefined;
    forgotten.unregister(this);
    return value;
  }

  /** What a core that broke held went down with it. */
  free(): void {
    const value = this.#value;
    this.#value = undefined;
    forgotten.unregister(this);
    if (value !== undefined) freeIn(this.core, this.#instance, value);
  }

  isFreed(): boolean {
    return this.#value === undefined;
  }

  #present(): T {
    if (this.#instance !== this.core.instance) throw new CoreCrashed('this was lost when the core broke');
    if (this.#value === undefined) throw new Error('this was freed');
    return this.#value;
  }
}

function freeIn(core: Core, instance: number, value: { free: () => void }): void {
  if (core.crash !== undefined || instance !== core.instance) return;
  core.answer(() => {
    value.free();
  });
}

/** What changes a heap or its history. */
type Change =
  | 'malloc'
  | 'calloc'
  | 'realloc'
  | 'freeBlock'
  | 'freeUnchecked'
  | 'setLimits'
  | 'expectBytes'
  | 'truncate'
  | 'attach'
  | 'dropBranch'
  | 'seek';

/** Changes that are done again before somebody else gets a turn. */
const CHANGES_AT_ONCE = 4096;
/** Bytes that are asked for in such changes. */
const BYTES_AT_ONCE = 1 << 23;
/** Operations that are gone back, or through again, before somebody else gets a turn. */
const OPERATIONS_AT_ONCE = 40_000;
/** Units of the image, of an arena's size each, whose blocks are told at once: some milliseconds' work. */
const UNITS_AT_ONCE = 64;

/** Bytes that changes ask for. */
const asked: Partial<Record<Change, (a: number, b: number) => number>> = {
  malloc: (nbytes) => nbytes,
  calloc: (nelem, elsize) => nelem * elsize,
  realloc: (_, nbytes) => nbytes,
};

/** Every change of a heap in a small core, so that they can be done again in the whole one: the same calls, the same answers. */
class Changes {
  /** Name and arguments, one after the other. */
  readonly #calls: [Change, number, number][] = [];
  /** Where one went last, and into what: only that counts. */
  #inside: [number, number] | undefined;

  note(change: Change, a: number, b: number): void {
    this.#inside = undefined;
    if (change === 'seek' && this.#calls.at(-1)?.[0] === 'seek') this.#calls.pop();
    this.#calls.push([change, a, b]);
  }

  enter(operation: number, marks: number): void {
    this.#inside = [operation, marks];
  }

  settle(): void {
    this.#inside = undefined;
  }

  /** Does them again, from the call `from` on and at most `most` of them; answers how far that is. */
  repeat(heap: GlueHeap, from: number, most: number): number {
    const part = this.#calls.slice(from, from + most);
    let bytes = 0;
    for (const [index, [change, a, b]] of part.entries()) {
      const goes = change === 'seek' || change === 'truncate';
      const stop = goes ? stopBefore(heap, a) : undefined;
      if (stop !== undefined) {
        heap.seek(stop);
        return from + index;
      }
      const again: (this: GlueHeap, a: number, b: number) => unknown = heap[change];
      try {
        again.call(heap, a, b);
      } catch (error) {
        // It was refused then, too.
        if (!isThrown(error)) throw error;
      }
      bytes += asked[change]?.(a, b) ?? 0;
      if (goes || change === 'expectBytes' || bytes >= BYTES_AT_ONCE) return from + index + 1;
    }
    return from + part.length;
  }

  /** Whether a call was the last of them, and stays it. */
  isAt(count: number): boolean {
    return count >= this.#calls.length;
  }

  stand(heap: GlueHeap): void {
    if (this.#inside !== undefined) heap.seekStep(...this.#inside);
  }
}

/** Where to stop on the way to a position, if it can be gone to and is far. */
function stopBefore(heap: GlueHeap, position: number): number | undefined {
  const here = heap.operations();
  const way = position - here;
  const isFar = Math.abs(way) > OPERATIONS_AT_ONCE && position >= heap.first() && position <= heap.length();
  return isFar ? here + Math.sign(way) * OPERATIONS_AT_ONCE : undefined;
}

/**
 * One heap of CPython, all of its state bytes in wasm memory, with its history.
 *
 * Addresses and sizes are numbers, in bytes; 0 is NULL. Operations are numbered from 1, so that position 0 is the empty
 * heap. What is not a whole number from 0 on throws a `HeapFailure` with the code `not_a_whole_number`. Every method throws
 * `CoreCrashed` once the core has broken.
 *
 * Free it when it is done with (`free()`, or `using`); one that is forgotten is freed some time after it was collected.
 */
export class Heap implements Disposable {
  #held: Held<GlueHeap>;
  /** In a small core. */
  #changes: Changes | undefined;
  #moving: Promise<void> | undefined;
  /** The same as `free`: `using heap = Heap.open()`. */
  declare readonly [Symbol.dispose]: () => void;

  private constructor(core: Core, make: (glue: Glue) => GlueHeap) {
    this.#held = new Held(core, make);
    this.#changes = core === cores.whole ? undefined : new Changes();
  }

  /**
   * An empty heap.
   *
   * @param edition which CPython, and how wide its pointers
   * @param arenas where the system places arenas: at multiples of their size, or 16 bytes further
   * @throws {HeapFailure} `unknown_edition`, `unknown_alignment`
   */
  static open(edition: Edition = 'cpython-3.10-32', arenas: ArenaAlignment = 'aligned'): Heap {
    return new Heap(coreFor(edition), (glue) => new glue.Heap(edition, arenas));
  }

  /**
   * A heap that goes on from a `snapshot`, with an empty history.
   *
   * @throws {HeapFailure} `bad_image`, `out_of_memory`
   */
  static fromImage(image: Uint8Array): Heap {
    return new Heap(cores.whole, (glue) => {
      glue.expectRoom(image.length);
      return glue.Heap.fromImage(image);
    });
  }

  /** What else in wasm memory is about this heap asks it. @internal */
  askWhole<R>(question: (heap: GlueHeap) => R): R {
    return this.#askWhole(question);
  }

  /** What else in wasm memory is about this heap looks at it. @internal */
  lookWhole<R>(question: (heap: GlueHeap) => R): R {
    return this.#lookWhole(question);
  }

  /** Takes over what a replay has built. @internal */
  static adopt(heap: GlueHeap): Heap {
    return new Heap(cores.whole, () => heap);
  }

  /** Where it is in the whole core's memory, and in every copy of that. @internal */
  get pointer(): number {
    return this.#lookWhole((heap) => (heap as unknown as { __wbg_ptr: number }).__wbg_ptr);
  }

  /** The heap at such a place, for whoever has a copy of the memory. @internal */
  static at(pointer: number): Heap {
    return new Heap(cores.whole, (glue) =>
      Object.assign(Object.create(glue.Heap.prototype) as GlueHeap, { __wbg_ptr: pointer }),
    );
  }

  /** Objects that a request makes, looks at or may free, counted up to `most`. @internal */
  weigh(request: Request, most: number): number {
    return this.#lookWhole((heap) => heap.weigh(request, most));
  }

  /** Breaks its core on purpose: only a test build can. @internal */
  get trapInjector(): (() => void) | undefined {
    const { core } = this.#held;
    // Looked up by name: who packs this up for their own page must not miss what only the tests have.
    const inject = core.named('injectTrap');
    if (typeof inject !== 'function') return undefined;
    return () => {
      core.answer(inject as () => void);
    };
  }

  /** Whether there can be objects in it. @internal */
  get isWhole(): boolean {
    return this.#changes === undefined;
  }

  /**
   * Brings the heap into the whole core, which has to be there, with its history as it is. Until then it can be used as
   * before. @internal
   */
  toWhole(): Promise<void> {
    this.#moving ??= this.#move().finally(() => {
      this.#moving = undefined;
    });
    return this.#moving;
  }

  async #move(): Promise<void> {
    const changes = this.#changes;
    if (changes === undefined || this.#held.isFreed()) return;
    const { edition, arenas } = this.info();
    const whole = new Held(cores.whole, (glue) => new glue.Heap(edition, arenas));
    for (let done = 0; !changes.isAt(done);) {
      const from = done;
      done = whole.ask((heap) => changes.repeat(heap, from, CHANGES_AT_ONCE));
      if (!changes.isAt(done)) await new Promise((resolve) => setTimeout(resolve));
    }
    whole.ask((heap) => {
      changes.stand(heap);
    });
    if (this.#held.isFreed()) {
      whole.free();
      return;
    }
    this.#held.free();
    this.#held = whole;
    this.#changes = undefined;
  }

  #change<R>(change: Change, a: number, b: number, call: (heap: GlueHeap) => R): R {
    this.#changes?.note(change, a, b);
    return this.#held.ask(call);
  }

  /** Asks for what a small core lacks. */
  #askWhole<R>(question: (heap: GlueHeap) => R): R {
    if (this.#changes !== undefined) throw new CoreLacks(onlyWhole);
    return this.#held.ask(question);
  }

  /** Asks for what a small core lacks, and changes nothing. */
  #lookWhole<R>(question: (heap: GlueHeap) => R): R {
    if (this.#changes !== undefined) throw new CoreLacks(onlyWhole);
    return this.#held.look(question);
  }

  /**
   * Gives the heap's memory back; it can no longer be used. Not CPython's `free`: that is `freeBlock`. Called again, or
   * after the core broke, it does nothing.
   */
  free(): void {
    this.#held.free();
  }

  // Operations: each is one entry of the history

  /**
   * `PyObject_Malloc`.
   *
   * @param nbytes bytes
   * @returns the block's address, 0 where there was no memory
   */
  malloc(nbytes: number): number {
    return this.#change('malloc', nbytes, 0, (heap) => heap.malloc(nbytes));
  }

  /**
   * `PyObject_Calloc`: room for `nelem` times `elsize` bytes, all 0.
   *
   * @returns the block's address, 0 where there was no memory
   */
  calloc(nelem: number, elsize: number): number {
    return this.#change('calloc', nelem, elsize, (heap) => heap.calloc(nelem, elsize));
  }

  /**
   * `PyObject_Realloc`: makes a block that large; 0 as its address allocates one.
   *
   * @returns the block's address, which may be another; 0 where there was no memory, and the block stays as it is
   * @throws {HeapFailure} where CPython would corrupt its heap, as `freeBlock`
   */
  realloc(address: number, nbytes: number): number {
    return this.#change('realloc', address, nbytes, (heap) => heap.realloc(address, nbytes));
  }

  /**
   * `PyObject_Free`; NULL is taken, as in C.
   *
   * @throws {HeapFailure} where CPython would corrupt its heap: `double_free`, `interior_pointer`, `not_a_block`,
   *   `untouched_block`, `wild_pointer`, `raw_double_free`
   */
  freeBlock(address: number): void {
    this.#change('freeBlock', address, 0, (heap) => {
      heap.freeBlock(address);
    });
  }

  /**
   * `PyObject_Free` as CPython does it, corruption included.
   *
   * @throws {HeapFailure} `segmentation_fault`, and what the system's `free` would abort for
   */
  freeUnchecked(address: number): void {
    this.#change('freeUnchecked', address, 0, (heap) => {
      heap.freeUnchecked(address);
    });
  }

  /**
   * Writes bytes anywhere in mapped memory, as a program with a stray pointer could.
   *
   * @throws {HeapFailure} `unmapped`
   */
  write(address: number, bytes: Uint8Array): void {
    this.#askWhole((heap) => {
      heap.write(address, bytes);
    });
  }

  /**
   * What is asked of objects, names and the collector: `{ op: 'new', kind: 'list', id: 'a' }`, `{ op: 'collect', gen: 2 }`.
   *
   * @throws {HeapFailure} where Python would raise, or where it cannot be done
   */
  request(request: Request): Answer {
    return this.#askWhole((heap) => heap.request(request) as Answer);
  }

  /**
   * Limits what the system grants from here on, 0 for no limit.
   *
   * @param arenas arenas at once
   * @param bytes bytes of arenas and of what is too large for pymalloc, together
   */
  setLimits(arenas: number, bytes: number): void {
    this.#change('setLimits', arenas, bytes, (heap) => {
      heap.setLimits(arenas, bytes);
    });
  }

  /**
   * Says that about so many bytes will be asked for. What has to be moved for that is moved now, while it is small, and the
   * system finds memory for a part of them, from the byte `from` on; nothing else changes.
   *
   * @returns from where on to go on with that
   * @internal
   */
  expectBytes(bytes: number, from: number): number {
    return this.#change('expectBytes', bytes, from, (heap) => heap.expectBytes(bytes, from));
  }

  // The history

  /** Operations that are done: the position. */
  get operations(): number {
    return this.#held.look((heap) => heap.operations());
  }

  /** Operations of the timeline: those that are done, and those after them that were undone. */
  get length(): number {
    return this.#held.look((heap) => heap.length());
  }

  /** The earliest position that can be reached; 0 but for a history that was too much to keep. */
  get first(): number {
    return this.#held.look((heap) => heap.first());
  }

  /**
   * Moves to the state after `position` operations; what comes after stays, until something else is done there.
   *
   * @throws {HeapFailure} `nothing_to_undo`, `nothing_to_redo`: before `first`, or after `length`
   */
  seek(position: number): void {
    this.#change('seek', position, 0, (heap) => {
      heap.seek(position);
    });
  }

  /** Moves to `at` and detaches what comes after it. Answers the branch for `attach`, 0 where there was nothing. */
  truncate(at: number): number {
    return this.#change('truncate', at, 0, (heap) => heap.truncate(at));
  }

  /**
   * Puts a branch behind the end of the timeline.
   *
   * @throws {HeapFailure} `no_such_branch` where it was given up for memory
   */
  attach(branch: number): void {
    this.#change('attach', branch, 0, (heap) => {
      heap.attach(branch);
    });
  }

  /** Gives a branch up. */
  dropBranch(branch: number): void {
    this.#change('dropBranch', branch, 0, (heap) => {
      heap.dropBranch(branch);
    });
  }

  /** The operations after the first `from`, at most `count` of them. */
  operationsPart(from: number, count: number): OperationLine[] {
    return this.#held.look((heap) => heap.operationsPart(from, count) as OperationLine[]);
  }

  /** Bytes of operations, checkpoints, journal and branches. */
  get historyBytes(): number {
    return this.#held.look((heap) => heap.historyBytes());
  }

  /**
   * Whether the timeline is kept. Without it only the last operation is, and memory stays about that of the heap; what is
   * done already is forgotten at once. Opened heaps keep it.
   */
  get keepsHistory(): boolean {
    return this.isWhole ? this.#lookWhole((heap) => heap.keepsHistory()) : true;
  }
  set keepsHistory(keeps: boolean) {
    this.#askWhole((heap) => {
      heap.keepHistory(keeps);
    });
  }

  // Stepping: an operation is a row of marks, one for each thing that CPython does in it

  /** How many marks an operation has; undefined where the journal no longer holds it. */
  stepCount(operation: number): number | undefined {
    return this.#held.look((heap) => heap.stepCount(operation));
  }

  /**
   * Moves the image into an operation, so that every view is of the state after its first `marks` marks. Whatever is
   * done next starts from the end all the same.
   *
   * @throws {HeapFailure} `not_in_journal`
   */
  seekStep(operation: number, marks: number): void {
    this.#changes?.enter(operation, marks);
    this.#held.ask((heap) => {
      heap.seekStep(operation, marks);
    });
  }

  /** Comes back from the middle of an operation. */
  settle(): void {
    this.#changes?.settle();
    this.#held.ask((heap) => {
      heap.settle();
    });
  }

  /**
   * An operation from its mark `from` on, as far as `count` marks: functions, events, written fields. The image stays where
   * it is.
   *
   * @throws {HeapFailure} `not_in_journal`
   */
  explain(operation: number, from: number, count: number): Explanation {
    return this.#held.look((heap) => heap.explainPart(operation, from, count) as Explanation);
  }

  /** An operation summed up; the image stays where it is. */
  digest(operation: number): Digest {
    if (this.#changes !== undefined) return { ...nothingSummedUp, number: operation };
    return this.#held.look((heap) => heap.digest(operation) as Digest);
  }

  /** What is different at `b` from what was at `a`, with at most `limit` entries a list; the image stays where it is. */
  compare(a: Position, b: Position, limit: number): Comparison {
    return this.#lookWhole((heap) => heap.compare(a.operation, a.mark, b.operation, b.mark, limit) as Comparison);
  }

  /** [address, bytes, address, bytes, …] of what was written after the first `since` operations. */
  changes(since: number): Float64Array {
    return this.#held.look((heap) => heap.changes(since));
  }

  // Views: each decoded from the bytes when it is asked for

  /** Edition, alignment, limits, first address and bytes of the image. */
  info(): Info {
    return this.#held.look((heap) => heap.info() as Info);
  }

  /** `arenas[]` and its lists. */
  arenas(): ArenasView {
    return this.#held.look((heap) => heap.arenas() as ArenasView);
  }

  /**
   * The pools of an arena.
   *
   * @param index its index in `arenas[]`
   * @throws {HeapFailure} `no_such_thing`
   */
  arena(index: number): ArenaView {
    return this.#held.look((heap) => heap.arena(index) as ArenaView);
  }

  /**
   * The pool around an address: its header, its blocks, its free list.
   *
   * @throws {HeapFailure} `no_such_thing`
   */
  pool(address: number): PoolView {
    return this.#held.look((heap) => heap.pool(address) as PoolView);
  }

  /** `usedpools[]`, and the ring of pools of each size class. */
  usedpools(): UsedPoolsView {
    return this.#held.look((heap) => heap.usedpools() as UsedPoolsView);
  }

  /** Counts of blocks, pools and arenas, for each size class too. */
  stats(): Stats {
    return this.#held.look((heap) => heap.stats() as Stats);
  }

  /** What `sys._debugmallocstats()` prints for pymalloc. */
  statsText(): string {
    return this.#lookWhole((heap) => heap.statsText());
  }

  /** At most `limit` objects one by one, the others in groups. */
  objects(limit: number): ObjectsView {
    if (this.#changes !== undefined) return noObjects;
    return this.#held.look((heap) => heap.objects(limit) as ObjectsView);
  }

  /** What the objects are called that `objects` lists for this limit: quickly, however many others there are. */
  names(limit: number): NamesView {
    if (this.#changes !== undefined) return { names: [], objects: [] };
    return this.#held.look((heap) => heap.names(limit) as NamesView);
  }

  /**
   * The collector's lists, with at most `limit` members of each, the first of them: of the generations and of what a running
   * collection has, of `trash`, of `garbage`. A `GcList` has its full `len` beside its members; the two others have nothing
   * but what is there, so ask for more than can be in them. With 0 one has the counts alone.
   */
  generations(limit: number): GenerationsView {
    return this.#lookWhole((heap) => heap.generations(limit) as GenerationsView);
  }

  /** The arenas that only a few blocks keep mapped, at most `limit` of them, and the first of these blocks. */
  heldArenas(limit: number): HeldArenas {
    return this.#lookWhole((heap) => heap.heldArenas(limit) as HeldArenas);
  }

  /** What `length` bytes from `address` on are: the fields that they belong to. At most 65,536 bytes are told. */
  spans(address: number, length: number): BytesView {
    return this.#held.look((heap) => heap.spans(address, length) as BytesView);
  }

  /** What of the image is mapped, and as what. */
  segments(): Segment[] {
    return this.#held.look((heap) => heap.segments() as Segment[]);
  }

  /** What is at an address: arena, pool, block, field. */
  locate(address: number): Place {
    return this.#held.look((heap) => heap.locate(address) as Place);
  }

  /** Addresses of all blocks that are handed out, in order; with a size class only its blocks. */
  liveBlocks(szidx?: number): Float64Array {
    return joinedAddresses([...this.liveBlocksInParts(szidx)]);
  }

  /** The same in parts, each of which keeps nobody waiting. */
  *liveBlocksInParts(szidx?: number): Generator<Float64Array, void> {
    for (let first = 0; ; first += UNITS_AT_ONCE) {
      const part = this.#held.look((heap) => heap.liveBlocks(first, UNITS_AT_ONCE, szidx));
      if (part === undefined) return;
      yield part;
    }
  }

  /** The block that starts at an address, undefined where none does. */
  liveBlock(address: number): LiveBlock | undefined {
    return this.#held.look((heap) => heap.liveBlock(address) as LiveBlock | undefined);
  }

  /** The whole state of the allocator as the text that docs/trace-format.md says. */
  canonicalState(): string {
    return JSON.stringify(this.#lookWhole((heap) => heap.canonicalState() as unknown));
  }

  // Bytes

  /**
   * Bytes of the image, not copied: a window onto wasm memory. It is good until the next call of anything here, which may
   * move the image or make the memory grow (then the window has no bytes at all); for later, take `bytes`. Only to be
   * read: what is written through it is in no history.
   *
   * @throws {HeapFailure} `unmapped` where not all of it is mapped
   */
  view(address: number, length: number): Uint8Array {
    return this.#held.look((heap) => {
      const start = heap.bytesPtr(address, length);
      return new Uint8Array(memoryOf(this.#held.core).buffer, start, length);
    });
  }

  /**
   * A copy of some bytes of the image.
   *
   * @throws {HeapFailure} `unmapped` where not all of it is mapped
   */
  bytes(address: number, length: number): Uint8Array {
    return this.view(address, length).slice();
  }

  /** A copy of the whole image; `fromImage` makes a heap of it. */
  snapshot(): Uint8Array {
    return this.#held.look((heap) => heap.snapshot());
  }
}

Object.defineProperty(Heap.prototype, disposeSymbol(), { value: Heap.prototype.free });

/** What `using` calls. Where the browser has no `using` yet, compilers that stand in for it look here. */
function disposeSymbol(): symbol {
  return (Symbol as { dispose?: symbol }).dispose ?? Symbol.for('Symbol.dispose');
}

/** @internal */
export function memoryOf({ memory }: Core): WebAssembly.Memory {
  if (memory === undefined) throw new Error('the core is not loaded');
  return memory;
}

/** Lists of addresses as one. */
export function joinedAddresses(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** What a heap without objects answers of them. */
const noObjects: ObjectsView = {
  names: [],
  objects: [],
  references: [],
  hiddenReferences: [],
  groups: [],
  total: 0,
  garbage: [],
  freeLists: true,
};

/** What allocator operations come to for those who ask what became of objects. */
const nothingSummedUp: Digest = {
  number: 0,
  marks: 0,
  sections: [],
  fates: [],
  objects: [],
  objectsTotal: 0,
  pools: [],
  poolsTotal: 0,
  blocks: 0,
  bytes: 0,
  rawBlocks: 0,
  arenas: 0,
};
