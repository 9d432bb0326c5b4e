// The views of the allocator: arenas, one arena, usedpools and the size classes, drawn from what the heap answers.

import { changedClasses } from '../changed-classes.ts';
import { arenaDiagram } from '../diagrams/arena.ts';
import { arenasDiagram } from '../diagrams/arenas.ts';
import { sizeClassesDiagram } from '../diagrams/size-classes.ts';
import { diagramStyles } from '../diagrams/styles.ts';
import { usedPoolsDiagram } from '../diagrams/usedpools.ts';
import { type Operation } from '../generated/Operation.ts';
import { type Sight } from '../session/sight.ts';
import { type Drawing, drawOn, note, type Panel, plain, type Shown, type View } from './drawing.ts';

const styles = [diagramStyles];

/** Cells that are made in one frame: a thousand of them at once would keep a click waiting. */
const CELLS_AT_ONCE = 256;

/** The picture is there at once; the cells in it, which are chosen and named, follow in a few frames where they are many. */
class Arenas implements Drawing {
  readonly #panel: Panel;
  #cells = 0;

  constructor(panel: Panel) {
    this.#panel = panel;
  }

  draw({ heap, options }: Shown): unknown {
    const view = heap.arenas();
    const all = view.arenas.length;
    this.#cells = Math.min(all, this.#cells + CELLS_AT_ONCE);
    if (this.#cells < all) drawOn(this.#panel);
    return arenasDiagram(view, options, this.#cells);
  }
}

export const arenas: View = { styles, begin: (panel) => new Arenas(panel) };

export const arena = plain(styles, ({ session, heap, options }) => {
  const { arena: chosen } = session.selection;
  return chosen === undefined ? note(options.messages.arenaView.none) : arenaDiagram(heap.arena(chosen), options);
});

export const usedpools = plain(styles, ({ heap, options }) => usedPoolsDiagram(heap.usedpools(), options));

export const sizeClasses = plain(styles, ({ session, heap, options }) =>
  sizeClassesDiagram(heap.stats(), {
    ...options,
    ...lastRequest(session),
    changedClasses: changedClasses(heap, session.edition, session.changed),
  }),
);

function lastRequest(session: Sight): { lastRequest?: number } {
  const operation = session.explanations.at(-1)?.operation;
  const nbytes = operation === undefined ? undefined : requested(operation);
  return nbytes === undefined ? {} : { lastRequest: nbytes };
}

function requested(operation: Operation): number | undefined {
  switch (operation.op) {
    case 'malloc':
    case 'realloc':
      return operation.nbytes;
    case 'calloc':
      return operation.nelem * operation.elsize;
    default:
      return undefined;
  }
}
