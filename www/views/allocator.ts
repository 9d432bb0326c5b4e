// The views of the allocator: arenas, one arena, usedpools and the size classes, drawn from what the heap answers.

import { changedClasses } from '../changed-classes.ts';
import { arenaDiagram } from '../diagrams/arena.ts';
import { arenasDiagram } from '../diagrams/arenas.ts';
import { sizeClassesDiagram } from '../diagrams/size-classes.ts';
import { diagramStyles } from '../diagrams/styles.ts';
import { usedPoolsDiagram } from '../diagrams/usedpools.ts';
import { type Operation } from '../generated/Operation.ts';
import { type Sight } from '../session/sight.ts';
import { note, plain } from './drawing.ts';

const styles = [diagramStyles];

export const arenas = plain(styles, ({ heap, options }) => arenasDiagram(heap.arenas(), options));

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
