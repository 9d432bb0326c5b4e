// What one click asks of the heap, cut into steps of one operation each.
// Decides no wording and draws nothing; scenarios are in scenarios.ts.

import { type Heap, joinedAddresses } from './core.ts';
import { type Answer } from './generated/Answer.ts';
import { type EditionInfo } from './generated/EditionInfo.ts';
import { type Request } from './generated/Request.ts';
import { sample, seededRandom } from './random.ts';
import { nextTask, type Work } from './slices.ts';

/** The allocator answered NULL. What was done before stays done. */
export class AnsweredNull extends Error {
  override readonly name = 'AnsweredNull';

  constructor(readonly nbytes: number) {
    super(`NULL for ${nbytes} bytes`);
  }
}

/**
 * Carries a request out where it keeps nobody waiting, and answers what came of it when it is done; undefined where it is
 * so light that it may be done at once. `isLast`: it is the last of an act.
 */
export type Far = (heap: Heap, request: Request, isLast: boolean) => Promise<() => Answer> | undefined;

const near: Far = () => undefined;

/** A heap with a memory for the block or object made last, which is what the page shows after a click. */
export class Hands {
  made: number | undefined;
  /** What the last collection that was asked for returned. */
  collected: number | undefined;

  constructor(
    readonly heap: Heap,
    readonly edition: EditionInfo,
    readonly far: Far = near,
  ) {}

  malloc(nbytes: number): number {
    return this.#answered(this.heap.malloc(nbytes), nbytes);
  }

  calloc(nbytes: number): number {
    return this.#answered(this.heap.calloc(1, nbytes), nbytes);
  }

  realloc(address: number, nbytes: number): number {
    return this.#answered(this.heap.realloc(address, nbytes), nbytes);
  }

  free(address: number): void {
    this.heap.freeBlock(address);
  }

  *request(request: Request, isLast = false): Generator<Promise<unknown>, Answer> {
    const answer = yield* this.#carriedOut(request, isLast);
    this.made = answer.object ?? this.made;
    this.collected = answer.collected ?? undefined;
    return answer;
  }

  *#carriedOut(request: Request, isLast: boolean): Generator<Promise<unknown>, Answer> {
    const far = this.far(this.heap, request, isLast);
    if (far === undefined) return this.heap.request(request);
    let take: (() => Answer) | undefined;
    yield far.then((outcome) => (take = outcome));
    return take?.() ?? this.heap.request(request);
  }

  #answered(address: number, nbytes: number): number {
    if (address === 0) throw new AnsweredNull(nbytes);
    this.made = address;
    return address;
  }
}

export type Steps = (hands: Hands) => Work;

/** Bytes from which on the heap is told what is to come: to move so many takes a while. */
const MUCH = 32 << 20;
/** Of more in many blocks it is not told: a page is seldom granted so many, and place that is kept for them is missing elsewhere. */
const TOO_MUCH = 1 << 29;
/** No block is larger: no image is. */
const LARGEST = 2 ** 31;
/** All requests are rounded up to a multiple of it, or of half of it. */
const ALIGNMENT = 16;
/** What headers, the ends of pools and the explorer's tables take besides, as a part of the blocks, and more. */
const SPARE = 1 / 4;
/** Bytes that the header of a large block and the end of what is mapped for it take, and more. */
const BESIDE = 1 << 18;

/**
 * Prepares the heap for many blocks that are to come: where it has to be moved for them, that is done while it is small.
 * Without a history it never is: nothing grows beside it.
 */
function expectMany(heap: Heap, nbytes: number, count: number): void {
  if (!heap.keepsHistory) return;
  const bytes = Math.ceil(Math.max(nbytes, 1) / ALIGNMENT) * ALIGNMENT * count * (1 + SPARE);
  if (bytes >= MUCH && bytes <= TOO_MUCH) heap.expectBytes(bytes, 0);
}

/** Prepares the heap for a large block in parts, since all of it is filled at once. */
function* expectLarge(heap: Heap, nbytes: number): Generator<Promise<void>> {
  if (nbytes < MUCH || nbytes > LARGEST) return;
  const bytes = nbytes + BESIDE;
  let ready = heap.expectBytes(bytes, 0);
  while (ready < nbytes) {
    yield nextTask();
    ready = heap.expectBytes(bytes, ready);
  }
}

export function allocate(nbytes: number, count: number, zeroed: boolean): Steps {
  return function* (hands) {
    expectMany(hands.heap, nbytes, count);
    for (let done = 1; done <= count; done += 1) {
      yield* expectLarge(hands.heap, nbytes);
      if (zeroed) hands.calloc(nbytes);
      else hands.malloc(nbytes);
      yield done;
    }
  };
}

export function reallocate(address: number, nbytes: number): Steps {
  return function* (hands) {
    const block = hands.heap.liveBlock(address);
    // What has room stays where it is, and what is no block is refused.
    if (block !== undefined && block.size < nbytes) yield* expectLarge(hands.heap, nbytes);
    hands.realloc(address, nbytes);
    yield 1;
  };
}

export function freeOne(address: number, unchecked: boolean): Steps {
  return function* (hands) {
    if (unchecked) hands.heap.freeUnchecked(address);
    else hands.free(address);
    yield 1;
  };
}

/** Which of the allocated blocks are to be freed. */
export type Choice =
  | { which: 'all' }
  | { which: 'everyOther' }
  | { which: 'random'; count: number; seed: number }
  | { which: 'sizeClass'; szidx: number };

/** How many blocks that will be; only damage makes pools count wrongly. */
export function countChosen(heap: Heap, choice: Choice): number {
  const { blocks, classes } = heap.stats();
  switch (choice.which) {
    case 'all':
      return blocks;
    case 'everyOther':
      return Math.ceil(blocks / 2);
    case 'random':
      return Math.min(choice.count, blocks);
    case 'sizeClass':
      return classes[choice.szidx]?.allocated ?? 0;
  }
}

/** Frees each of them. They are chosen before the first is freed, with rests for whatever the page has to do. */
export function freeChosen(choice: Choice): Steps {
  return function* (hands) {
    const addresses = chosen(yield* liveBlocks(hands.heap, choice), choice);
    for (const [index, address] of addresses.entries()) {
      hands.free(address);
      yield index + 1;
    }
  };
}

function* liveBlocks(heap: Heap, choice: Choice): Generator<Promise<void>, Float64Array> {
  const parts: Float64Array[] = [];
  for (const part of heap.liveBlocksInParts(choice.which === 'sizeClass' ? choice.szidx : undefined)) {
    if (parts.push(part) > 1) yield nextTask();
  }
  return joinedAddresses(parts);
}

function chosen(live: Float64Array, choice: Choice): Float64Array {
  switch (choice.which) {
    case 'all':
    case 'sizeClass':
      return live;
    case 'everyOther':
      return live.filter((_, index) => index % 2 === 0);
    case 'random':
      return sample(live, choice.count, seededRandom(choice.seed));
  }
}

export function limit(arenas: number, bytes: number): Steps {
  return function* (hands) {
    hands.heap.setLimits(arenas, bytes);
    yield 1;
  };
}

export function requestEach(requests: readonly Request[]): Steps {
  return function* (hands) {
    for (const [index, request] of requests.entries()) {
      yield* hands.request(request, index === requests.length - 1);
      yield index + 1;
    }
  };
}
