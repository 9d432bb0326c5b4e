// The only importer of the compiled core: typed calls, ownership of what lives in wasm memory, errors as classes.
// Holds no session and decides nothing: that is the store's.

import init, * as glue from '#core';
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
import { type Info } from './generated/Info.ts';
import { type LiveBlock } from './generated/LiveBlock.ts';
import { type NamesView } from './generated/NamesView.ts';
import { type ObjectsView } from './generated/ObjectsView.ts';
import { type OperationLine } from './generated/OperationLine.ts';
import { type Place } from './generated/Place.ts';
import { type PoolView } from './generated/PoolView.ts';
import { type Position } from './generated/Position.ts';
import { type ReplayProgress } from './generated/ReplayProgress.ts';
import { type Request } from './generated/Request.ts';
import { type Segment } from './generated/Segment.ts';
import { type Stats } from './generated/Stats.ts';
import { type UsedPoolsView } from './generated/UsedPoolsView.ts';

/** An answer that says no: the heap is as it was before. */
export class HeapFailure extends Error {
  override readonly name = 'HeapFailure';

  constructor(
    message: string,
    readonly details: HeapError,
  ) {
    super(message);
  }

  get code(): HeapError['code'] {
    return this.details.code;
  }
}

/** The core itself broke. Its memory cannot be trusted any more: only `restartCore` helps. */
export class CoreCrashed extends Error {
  override readonly name = 'CoreCrashed';
}

interface Thrown {
  message: string;
  details: HeapError;
}

function isThrown(error: unknown): error is Thrown {
  return error instanceof Error && 'details' in error;
}

function typed(error: unknown): unknown {
  if (error instanceof WebAssembly.RuntimeError) return new CoreCrashed(error.message, { cause: error });
  if (isThrown(error)) return new HeapFailure(error.message, error.details);
  return error;
}

function answer<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw typed(error);
  }
}

let memory: WebAssembly.Memory | undefined;

/** Loads the core; until then nothing here may be called. Where there is nothing to fetch from, its bytes are given. */
export async function startCore(bytes?: BufferSource): Promise<void> {
  ({ memory } = await init(bytes === undefined ? undefined : { module_or_path: bytes }));
}

/**
 * A fresh instance of the core, after a crash. All heaps and replays of the old one are lost; handles to them must be
 * dropped, not freed.
 */
export async function restartCore(): Promise<void> {
  glue.__wbg_reset_state();
  // Once there is an instance, `init` answers it without making another.
  await startCore();
}

export function editions(): EditionInfo[] {
  return answer(() => glue.editions() as EditionInfo[]);
}

/** Only a test build can break on purpose. */
export function trapInjector(): (() => void) | undefined {
  const inject = (glue as Record<string, unknown>)['injectTrap'];
  if (typeof inject !== 'function') return undefined;
  return () => {
    answer(() => {
      (inject as () => void)();
    });
  };
}

/** One heap in wasm memory, with its journal. Its owner calls `free()` once. */
export class CoreHeap {
  private constructor(private readonly heap: glue.Heap) {}

  static create(edition: Edition, arenas: ArenaAlignment): CoreHeap {
    return answer(() => new CoreHeap(new glue.Heap(edition, arenas)));
  }

  static fromImage(image: Uint8Array): CoreHeap {
    return answer(() => new CoreHeap(glue.Heap.fromImage(image)));
  }

  /** Takes over what a replay has built. */
  static adopt(heap: glue.Heap): CoreHeap {
    return new CoreHeap(heap);
  }

  free(): void {
    answer(() => {
      this.heap.free();
    });
  }

  /** 0 is NULL, here and in `calloc` and `realloc`. */
  malloc(nbytes: number): number {
    return answer(() => this.heap.malloc(nbytes));
  }

  calloc(nelem: number, elsize: number): number {
    return answer(() => this.heap.calloc(nelem, elsize));
  }

  realloc(address: number, nbytes: number): number {
    return answer(() => this.heap.realloc(address, nbytes));
  }

  /** Throws a `HeapFailure` where CPython would corrupt its heap. */
  freeBlock(address: number): void {
    answer(() => {
      this.heap.freeBlock(address);
    });
  }

  /** Does what CPython does, corruption included. */
  freeUnchecked(address: number): void {
    answer(() => {
      this.heap.freeUnchecked(address);
    });
  }

  /** Throws a `HeapFailure` where Python would raise, or where it cannot be done. */
  request(request: Request): Answer {
    return answer(() => this.heap.request(request) as Answer);
  }

  /** At most `limit` objects one by one, the others in groups. */
  objects(limit: number): ObjectsView {
    return answer(() => this.heap.objects(limit) as ObjectsView);
  }

  /** What the objects are called that `objects` lists for this limit: quickly, however many others there are. */
  names(limit: number): NamesView {
    return answer(() => this.heap.names(limit) as NamesView);
  }

  /** 0 is no limit. */
  setLimits(arenas: number, bytes: number): void {
    answer(() => {
      this.heap.setLimits(arenas, bytes);
    });
  }

  get operations(): number {
    return answer(() => this.heap.operations());
  }

  /** Operations of the timeline: those that are done, and those after them that were undone. */
  get length(): number {
    return answer(() => this.heap.length());
  }

  /** The earliest position that can be reached; 0 but for a history that was too much to keep. */
  get first(): number {
    return answer(() => this.heap.first());
  }

  /** Moves to the state after `position` operations; what comes after stays, until something else is done there. */
  seek(position: number): void {
    answer(() => {
      this.heap.seek(position);
    });
  }

  /** Moves to `at` and detaches what comes after it. Answers the branch for `attach`, 0 where there was nothing. */
  truncate(at: number): number {
    return answer(() => this.heap.truncate(at));
  }

  /** Puts a branch behind the end of the timeline; throws `no_such_branch` where it was given up for memory. */
  attach(branch: number): void {
    answer(() => {
      this.heap.attach(branch);
    });
  }

  dropBranch(branch: number): void {
    answer(() => {
      this.heap.dropBranch(branch);
    });
  }

  /** The operations after the first `from`, at most `count` of them. */
  operationsPart(from: number, count: number): OperationLine[] {
    return answer(() => this.heap.operationsPart(from, count) as OperationLine[]);
  }

  /** Bytes of operations, checkpoints, journal and branches. */
  get historyBytes(): number {
    return answer(() => this.heap.historyBytes());
  }

  info(): Info {
    return answer(() => this.heap.info() as Info);
  }

  arenas(): ArenasView {
    return answer(() => this.heap.arenas() as ArenasView);
  }

  arena(index: number): ArenaView {
    return answer(() => this.heap.arena(index) as ArenaView);
  }

  pool(address: number): PoolView {
    return answer(() => this.heap.pool(address) as PoolView);
  }

  usedpools(): UsedPoolsView {
    return answer(() => this.heap.usedpools() as UsedPoolsView);
  }

  stats(): Stats {
    return answer(() => this.heap.stats() as Stats);
  }

  /** The whole state of the allocator as the text that docs/trace-format.md says. */
  canonicalState(): string {
    return JSON.stringify(answer(() => this.heap.canonicalState() as unknown));
  }

  spans(address: number, length: number): BytesView {
    return answer(() => this.heap.spans(address, length) as BytesView);
  }

  segments(): Segment[] {
    return answer(() => this.heap.segments() as Segment[]);
  }

  locate(address: number): Place {
    return answer(() => this.heap.locate(address) as Place);
  }

  /** At most `limit` members of each list. */
  generations(limit: number): GenerationsView {
    return answer(() => this.heap.generations(limit) as GenerationsView);
  }

  /** An operation from its mark `from` on, as far as `count` marks; the image stays where it is. */
  explain(operation: number, from: number, count: number): Explanation {
    return answer(() => this.heap.explainPart(operation, from, count) as Explanation);
  }

  /** What is different at `b` from what was at `a`, with at most `limit` entries a list; the image stays where it is. */
  compare(a: Position, b: Position, limit: number): Comparison {
    return answer(() => this.heap.compare(a.operation, a.mark, b.operation, b.mark, limit) as Comparison);
  }

  /** An operation summed up; the image stays where it is. */
  digest(operation: number): Digest {
    return answer(() => this.heap.digest(operation) as Digest);
  }

  /**
   * Moves the image into an operation, so that every view is of the state after its first `marks` marks. Whatever is
   * done next starts from the end all the same.
   */
  seekStep(operation: number, marks: number): void {
    answer(() => {
      this.heap.seekStep(operation, marks);
    });
  }

  /** Comes back from the middle of an operation. */
  settle(): void {
    answer(() => {
      this.heap.settle();
    });
  }

  /** How many marks an operation has; undefined where the journal no longer holds it. */
  stepCount(operation: number): number | undefined {
    return answer(() => this.heap.stepCount(operation));
  }

  /** [address, bytes, address, bytes, …] of what was written after the first `since` operations. */
  changes(since: number): Float64Array {
    return answer(() => this.heap.changes(since));
  }

  liveBlocks(szidx?: number): Float64Array {
    return answer(() => this.heap.liveBlocks(szidx));
  }

  liveBlock(address: number): LiveBlock | undefined {
    return answer(() => this.heap.liveBlock(address) as LiveBlock | undefined);
  }

  get imageLength(): number {
    return answer(() => this.heap.imageLen());
  }

  /** A copy of some bytes of the image. */
  bytes(address: number, length: number): Uint8Array {
    return answer(() => {
      const { base } = this.info();
      const start = this.heap.imagePtr() + address - base;
      // A view is good until wasm memory grows, so each call makes its own.
      return new Uint8Array(wasmMemory().buffer, start, length).slice();
    });
  }

  /** A copy of the whole image; `fromImage` makes a heap of it. */
  snapshot(): Uint8Array {
    return this.bytes(this.info().base, this.imageLength);
  }
}

function wasmMemory(): WebAssembly.Memory {
  if (memory === undefined) throw new Error('the core is not loaded');
  return memory;
}

/** A trace that is replayed slice by slice, into a heap of its own. */
export class CoreReplay {
  private readonly replay: glue.TraceReplay;

  constructor(edition: Edition, arenas: ArenaAlignment, text: Uint8Array) {
    this.replay = answer(() => new glue.TraceReplay(edition, arenas, text));
  }

  step(maxOperations: number): ReplayProgress {
    return answer(() => this.replay.step(maxOperations) as ReplayProgress);
  }

  /** The heap as it is now; the replay is used up. */
  intoHeap(): CoreHeap {
    return answer(() => CoreHeap.adopt(this.replay.intoHeap()));
  }

  /** Gives up. */
  free(): void {
    answer(() => {
      this.replay.free();
    });
  }
}
