// The view of objects and what refers to what, in a drawing or as a table.

import { noChange } from 'lit';
import { linking } from '../diagrams/link-by-drag.ts';
import { ObjectGraph } from '../diagrams/object-graph.ts';
import { type Cells, ObjectLayout, type Pauses } from '../diagrams/object-layout.ts';
import { objectStyle } from '../diagrams/object-style.ts';
import { columnsIn, objectsDiagram } from '../diagrams/objects.ts';
import { diagramStyles } from '../diagrams/styles.ts';
import { type ObjectsView } from '../generated/ObjectsView.ts';
import { linkRequest } from '../object-requests.ts';
import { type Drawing, drawOn, type Panel, type Shown, type View } from './drawing.ts';

/** So many milliseconds of a frame are taken to find places for new objects. What takes longer goes on in the next frame. */
const SLICE_MS = 8;

class Objects implements Drawing {
  readonly #panel: Panel;
  /** Where objects stand, which no redrawing changes. */
  readonly #layout = new ObjectLayout();
  /** The objects for which places are looked for in several frames, and where that stands. */
  #placing: { readonly view: ObjectsView; readonly pauses: Pauses<Cells> } | undefined;
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
    const cells = this.#cellsOf(view);
    if (cells === undefined) {
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
        this.#placing = undefined;
        this.#layout.clear();
        this.#panel.requestUpdate();
      },
      linking: this.#panel.still ? undefined : this.#linking,
    });
  }

  /** The places of objects; nothing while they are still looked for. What has changed meanwhile does not wait again. */
  #cellsOf(view: ObjectsView): Cells | undefined {
    const begun = this.#placing;
    const columns = columnsIn(this.#panel.width, view.objects.length);
    const pauses = begun?.view === view ? begun.pauses : this.#layout.placing(view, columns);
    const mayWait = begun === undefined || begun.view === view;
    const end = performance.now() + SLICE_MS;
    do {
      const { done, value } = pauses.next();
      if (done !== true) continue;
      this.#placing = undefined;
      return value;
    } while (!mayWait || performance.now() < end);
    this.#placing = { view, pauses };
    return undefined;
  }

  #link(from: number, to: number): void {
    const { session, options } = this.#shown ?? {};
    const view = session?.objects;
    if (view === undefined || options === undefined) return;
    session?.wake((awake) => awake.request(linkRequest(new ObjectGraph(view, options.messages), from, to)));
  }
}

export const objects: View = { styles: [diagramStyles, objectStyle], begin: (panel) => new Objects(panel) };
