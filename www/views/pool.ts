// The view of one pool. An empty heap has none: what draws one is loaded when there is nothing better to do, or one is chosen.

import { whenIdle } from '../idle.ts';
import { Later, whenLoaded } from '../later.ts';
import { type Messages } from '../locales/messages.ts';
import { note, type View } from './drawing.ts';

const drawing = new Later(() => import('./pool-drawing.ts'));

/** It and its words, beside each other. What cannot be loaded is asked for again when it is drawn. */
function fetchAhead(messages: Messages): void {
  drawing.load().catch(ignore);
  whenLoaded(() => messages.poolView).catch(ignore);
}

function ignore(): void {
  // Whoever draws is told.
}

export const pool: View = {
  styles: [],
  ready: () => drawing.load(),
  begin: (panel) => {
    let isAwaited = false;
    return {
      draw: ({ session, heap, options }) => {
        const { messages } = options;
        const { pool: chosen } = session.selection;
        if (chosen === undefined) {
          if (!isAwaited) {
            whenIdle(() => {
              fetchAhead(messages);
            });
          }
          isAwaited = true;
          return note(messages.diagram.noPool);
        }
        if (drawing.present === undefined) fetchAhead(messages);
        const { poolDiagram, diagramStyles } = drawing.get();
        panel.dress([diagramStyles]);
        return poolDiagram(heap.pool(chosen), options);
      },
    };
  },
};
