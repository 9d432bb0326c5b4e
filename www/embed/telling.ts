// Tells the page of an element what changed in its session, each thing as an event of its own.

import { whenLoaded } from '../later.ts';
import { type Messages } from '../locales/messages.ts';
import { type Tell } from './events.ts';
import { type Session } from '../store.ts';
import { type SharedHeap } from './heaps.ts';
import { lineAt } from './step.ts';

/** What was told last. */
interface Seen {
  readonly length: number;
  readonly edition: string;
  readonly operation: number;
  readonly mark: number | undefined;
  readonly address: number | undefined;
  readonly acts: unknown;
  readonly failure: unknown;
}

export class Telling {
  readonly #heap: SharedHeap;
  readonly #tell: Tell;
  readonly #messages: () => Messages | undefined;
  #seen: Seen;

  constructor(heap: SharedHeap, tell: Tell, messages: () => Messages | undefined) {
    this.#heap = heap;
    this.#tell = tell;
    this.#messages = messages;
    this.#seen = this.#now();
    heap.session.addEventListener('change', this.#onChange);
    heap.addEventListener('opened', this.#onChange);
  }

  stop(): void {
    this.#heap.session.removeEventListener('change', this.#onChange);
    this.#heap.removeEventListener('opened', this.#onChange);
  }

  #now(): Seen {
    const { length, edition, place, selection, acts, failure } = this.#heap.session;
    return {
      length,
      edition: edition.edition,
      operation: place.operation,
      mark: place.mark,
      address: selection.address,
      acts: acts.at(-1),
      failure,
    };
  }

  readonly #onChange = (): void => {
    const { session, ran, isOpening } = this.#heap;
    // Half of an act is nothing that a page could act upon.
    if (isOpening || session.busy || session.broken || !isWhole(session)) return;
    const [before, now] = [this.#seen, this.#now()];
    this.#seen = now;
    const { length, operation, mark, address } = now;
    if (now.acts !== before.acts || length !== before.length || now.edition !== before.edition) {
      this.#tell('pymalloc-change', { edition: session.edition.edition, length });
    }
    if (operation !== before.operation || mark !== before.mark) {
      this.#tell('pymalloc-step', { operation, mark, length, line: lineAt(operation, ran) });
    }
    if (address !== before.address) {
      const { arena, pool } = session.selection;
      this.#tell('pymalloc-select', { address, arena, pool });
    }
    if (now.failure !== before.failure) this.#tellFailure();
  };

  #tellFailure(): void {
    const { failure } = this.#heap.session;
    const messages = this.#messages();
    if (failure === undefined || messages === undefined) return;
    void whenLoaded(() => failure.tell(messages)).then(({ what }) => {
      this.#tell('pymalloc-error', { code: failure.code ?? 'refused', message: what });
    });
  }
}

/** Whoever ends an act tells that before the act is in the timeline. */
function isWhole({ acts, length }: Session): boolean {
  const last = acts.at(-1);
  return length === (last === undefined ? 0 : last.first + last.count);
}
