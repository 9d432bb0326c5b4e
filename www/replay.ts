// Traces that are replayed in the core. A part of the package's API, so its comments are documentation. Not needed for the first
// view; knows nothing of files.

import { cores, type Glue, Heap, Held } from './core.ts';
import { type ArenaAlignment } from './generated/ArenaAlignment.ts';
import { type Edition } from './generated/Edition.ts';
import { type ReplayProgress } from './generated/ReplayProgress.ts';

/** Bytes of a trace that are handed over at once: they are in memory twice for a moment. */
const TEXT_AT_ONCE = 1 << 20;

/** A trace (docs/trace-format.md) that is replayed slice by slice, into a heap of its own. */
export class Replay {
  readonly #held: Held<InstanceType<Glue['TraceReplay']>>;

  /**
   * @param text the trace, as UTF-8, or its beginning
   * @param length bytes that it will have when all is appended
   * @throws {HeapFailure} `out_of_memory`
   */
  constructor(edition: Edition, arenas: ArenaAlignment, text: Uint8Array, length = text.length) {
    this.#held = new Held(cores.whole, (glue) => new glue.TraceReplay(edition, arenas, length));
    this.append(text);
  }

  /**
   * Puts more text behind it. All of it has to be there before the last line is replayed.
   *
   * @throws {HeapFailure} `out_of_memory`
   */
  append(text: Uint8Array): void {
    for (let at = 0; at < text.length; at += TEXT_AT_ONCE) {
      this.#held.ask((replay) => {
        replay.append(text.subarray(at, at + TEXT_AT_ONCE));
      });
    }
  }

  /**
   * Replays so many of its lines, or up to its end.
   *
   * @throws {HeapFailure} `bad_trace_line`, `trace_fault`
   */
  step(maxOperations: number): ReplayProgress {
    return this.#held.ask((replay) => replay.step(maxOperations) as ReplayProgress);
  }

  /**
   * The same, but for fewer lines, or none, where they take long: who asks again until they are finished keeps nobody waiting.
   *
   * @internal
   */
  slice(maxOperations: number): ReplayProgress {
    return this.#held.ask((replay) => replay.slice(maxOperations) as ReplayProgress);
  }

  /** Keeps no timeline: from here on only the last operation. */
  forgetHistory(): void {
    this.#held.ask((replay) => {
      replay.keepHistory(false);
    });
  }

  /** The heap as it is now; the replay is used up. */
  intoHeap(): Heap {
    return Heap.adopt(this.#held.handOver().intoHeap());
  }

  /** Gives up. */
  free(): void {
    this.#held.free();
  }
}
