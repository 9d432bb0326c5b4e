// Stands for the session of an empty heap as long as nobody does anything: has what is drawn then. Whoever does something
// wakes the session, which takes over the heap.

import { ChangedRanges } from '../changed.ts';
import { CoreCrashed, CoreLacks, editions, type Heap, HeapFailure } from '../core.ts';
import { type EditionInfo } from '../generated/EditionInfo.ts';
import { noNames, type Names } from '../locales/messages.ts';
import { type Session } from '../store.ts';
import { noMoves, tellNothingYet } from './nothing-yet.ts';
import { type Speed } from './player.ts';
import { type Sight } from './sight.ts';

type Wake = (work: (session: Session) => unknown) => void;

const nothing = { what: 'nothing' } as const;

export class Still extends EventTarget implements Sight {
  readonly edition: EditionInfo;
  readonly selection = { address: undefined, place: undefined };
  readonly changed = ChangedRanges.none;
  readonly objects = undefined;
  readonly progress = undefined;
  readonly busy = false;
  readonly loading = false;
  readonly broken = false;
  readonly crash = undefined;
  readonly failure = undefined;
  readonly said = tellNothingYet;
  readonly heading = undefined;
  readonly moving = false;
  readonly playing = false;
  readonly unchecked = false;
  readonly length = 0;
  readonly forks = 0;
  readonly first = 0;
  readonly position = 0;
  readonly place = { operation: 0 };
  readonly inside = undefined;
  readonly moves = noMoves;
  readonly undoable = nothing;
  readonly redoable = nothing;
  readonly told = undefined;
  readonly explanations = [];
  readonly compared = { a: undefined, b: undefined };
  readonly comparison = undefined;

  /** `wake` loads the session and does something with it. */
  constructor(
    readonly heap: Heap,
    public speed: Speed,
    readonly wake: Wake,
  ) {
    super();
    const { edition: name } = heap.info();
    const edition = editions().find((known) => known.edition === name);
    if (edition === undefined) throw new Error(`unknown edition ${name}`);
    this.edition = edition;
  }

  /** What the heap cannot answer here is asked of the session. */
  read<T>(decode: (heap: Heap) => T): T | undefined {
    try {
      return decode(this.heap);
    } catch (error) {
      if (error instanceof HeapFailure) return undefined;
      if (!(error instanceof CoreLacks || error instanceof CoreCrashed)) throw error;
      this.wake(() => undefined);
      return undefined;
    }
  }

  namesIn(): Names {
    return noNames;
  }
}
