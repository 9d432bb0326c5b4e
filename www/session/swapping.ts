// One sitting takes the place of another, whole: at a reset, for another edition, for what was opened, and back by Undo.
// Makes no heap.

import { type Words } from '../locales/messages.ts';
import { actEndingAt, arrive } from './arrival.ts';
import { type Comparing } from './comparing.ts';
import { type Sitting } from './sitting.ts';
import { type Stage } from './stage.ts';
import { type Place } from './timeline.ts';

export class Swapping {
  readonly #stage: Stage;
  readonly #comparing: Comparing;

  constructor(stage: Stage, comparing: Comparing) {
    this.#stage = stage;
    this.#comparing = comparing;
  }

  /** What `make` answers takes the place of what there is, and shows its end or `place`. */
  replace(make: () => Sitting, said: Words, place?: Place, address?: number): void {
    const stage = this.#stage;
    if (!stage.ready) return;
    stage.pause();
    stage.failure = undefined;
    this.#swap(() => {
      stage.sittings.replace(make());
      this.#enter(said, place ?? { operation: stage.sitting.heap.length }, address);
    });
  }

  back(): void {
    this.#swap(() => {
      if (this.#stage.sittings.goBack()) this.#enter(({ timeline }) => timeline.said.heapBack);
    });
  }

  on(): void {
    this.#swap(() => {
      if (this.#stage.sittings.goOn()) this.#enter(({ timeline }) => timeline.said.heapForward);
    });
  }

  /** The same again, made anew. */
  exchange(sitting: Sitting, said: Words, place: Place, address: number | undefined): void {
    this.#stage.guard(() => {
      this.#stage.sittings.exchange(sitting);
      this.#enter(said, place, address);
    });
  }

  #swap(call: () => void): void {
    this.#stage.guard(() => {
      this.#stage.sitting.present.settle();
      call();
    });
    this.#stage.tell();
  }

  /** Shows the sitting that is there now; where nothing else is said, as it was left. */
  #enter(said: Words, at?: Place, address?: number): void {
    const { sitting } = this.#stage;
    const place = at ?? sitting.present.place;
    this.#stage.remember();
    this.#comparing.forget();
    this.#stage.said = said;
    arrive(sitting, place, address ?? sitting.selection.address, actEndingAt(sitting, place));
  }
}
