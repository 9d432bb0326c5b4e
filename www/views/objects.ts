// The view of objects and what refers to what, in a drawing or as a table.

import { noChange } from 'lit';
import { linking } from '../diagrams/link-by-drag.ts';
import { ObjectGraph } from '../diagrams/object-graph.ts';
import { ObjectLayout } from '../diagrams/object-layout.ts';
import { objectStyle } from '../diagrams/object-style.ts';
import { columnsIn, objectsDiagram } from '../diagrams/objects.ts';
import { diagramStyles } from '../diagrams/styles.ts';
import { type ObjectsView } from '../generated/ObjectsView.ts';
import { linkRequest } from '../object-requests.ts';
import { type Drawing, drawOn, type Panel, type Shown, type View } from './drawing.ts';

/** To find places for many new objects may take this long, in milliseconds: then they are drawn in the frame after that. */
const LONG_MS = 8;

class Objects implements Drawing {
  readonly #panel: Panel;
  /** Where objects stand, which no redrawing changes. */
  readonly #layout = new ObjectLayout();
  /** What was not drawn yet when its places were found. */
  #placed: ObjectsView | undefined;
  #asTable = false;
  #shown: Shown | undefined;
  readonly #linking = linking((from, to) => {
    this.#link(from, to);
  });

  constructor(panel: Panel) {
    this.#panel = panel;
  }

  draw(shown: Shown): unknown {
    this.#shown = shown;
    const { session, options } = shown;
    const view = session.objects;
    if (view === undefined) return undefined;
    const began = performance.now();
    const cells = this.#layout.place(view, columnsIn(this.#panel.width, view.objects.length));
    if (performance.now() - began > LONG_MS && this.#placed !== view) {
      this.#placed = view;
      drawOn(this.#panel);
      return noChange;
    }
    return objectsDiagram(view, {
      ...options,
      cells,
      asTable: this.#asTable,
      onTable: (asTable) => {
        this.#asTable = asTable;
        this.#panel.requestUpdate();
      },
      onArrange: () => {
        this.#layout.clear();
        this.#panel.requestUpdate();
      },
      linking: this.#panel.still ? undefined : this.#linking,
    });
  }

  #link(from: number, to: number): void {
    const { session, options } = this.#shown ?? {};
    const view = session?.objects;
    if (view === undefined || options === undefined) return;
    session?.wake((awake) => awake.request(linkRequest(new ObjectGraph(view, options.messages), from, to)));
  }
}

export const objects: View = { styles: [diagramStyles, objectStyle], begin: (panel) => new Objects(panel) };
