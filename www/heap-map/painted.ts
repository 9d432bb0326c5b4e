// The map of a heap as the core paints it: typed calls, and the pixels in its memory. Puts nothing on a canvas.

import { cores, type Glue, type Heap, Held, memoryOf } from '../core.ts';
import { type HeldArenas } from '../generated/HeldArenas.ts';
import { type MapShape } from '../generated/MapShape.ts';

/** Which part of a map is painted, and how. */
export interface MapFrame {
  /** Left and upper edge, in bytes of the plane. */
  readonly x: number;
  readonly y: number;
  /** Pixels a byte. */
  readonly scale: number;
  /** How many of these pixels are one of the page's, in one direction: a whole number. */
  readonly ratio: number;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** Arenas in a row. */
  readonly columns: number;
  readonly by: MapColours;
}

/** What the colours of a map stand for, in the core's order. */
export const mapColours = ['state', 'sizeClass', 'fullness', 'age'] as const;
export type MapColours = (typeof mapColours)[number];

/** The map of a heap, painted in wasm memory. Free it when it is done with. */
export class HeapMap {
  readonly #held: Held<InstanceType<Glue['HeapMap']>>;

  constructor(heap: Heap) {
    this.#held = heap.askWhole((held) => new Held(cores.whole, (glue) => new glue.HeapMap(held)));
  }

  /** Reads all pools anew, of any heap. Ages are unknown then. */
  survey(heap: Heap): void {
    heap.lookWhole((held) => {
      this.#held.look((map) => {
        map.survey(held);
      });
    });
  }

  shape(): MapShape {
    return this.#held.look((map) => map.shape() as MapShape);
  }

  /** For each place the address of the arena's first pool, 0 where there is no arena. */
  firstPools(): Float64Array {
    return this.#held.look((map) => map.firstPools());
  }

  /** What holds nearly empty arenas, as the pools were read last: at most `limit` of them. */
  heldArenas(heap: Heap, limit: number): HeldArenas {
    return heap.lookWhole((held) => this.#held.look((map) => map.heldArenas(held, limit) as HeldArenas));
  }

  /** Sets the colours, in the order of the core's `Ink`. */
  setPalette(colours: Uint32Array): void {
    this.#held.ask((map) => {
      map.setPalette(colours);
    });
  }

  /** Reads in which of the last operations something was done in each pool: `most` is up to how many each age has. */
  readAges(heap: Heap, most: readonly number[]): void {
    heap.lookWhole((held) => {
      this.#held.look((map) => {
        map.readAges(held, Float64Array.from(most));
      });
    });
  }

  /** Which age a pool has, as they were read last, by the place of its arena and its own in there. */
  age(arena: number, pool: number): number | undefined {
    return this.#held.look((map) => map.age(arena, pool));
  }

  /** Paints a frame. Its pixels are not copied: they are good until the next call of anything here. */
  paint(heap: Heap, frame: MapFrame): Uint8ClampedArray<ArrayBuffer> {
    const { x, y, scale, ratio, width, height, columns, by } = frame;
    return heap.lookWhole((held) =>
      this.#held.look((map) => {
        const start = map.paint(held, x, y, scale, ratio, width, height, columns, mapColours.indexOf(by));
        return new Uint8ClampedArray(memoryOf(cores.whole).buffer, start, 4 * map.pixels());
      }),
    );
  }

  free(): void {
    this.#held.free();
  }
}
