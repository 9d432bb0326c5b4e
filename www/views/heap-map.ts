// The view of the whole heap on one canvas. Its element is loaded when it comes into sight and there is something to draw.

import { html } from 'lit';
import { diagramStyles } from '../diagrams/styles.ts';
import { Later } from '../later.ts';
import { note, plain } from './drawing.ts';

const map = new Later(() => import('../heap-map/index.ts'));

export const heapMap = plain([diagramStyles], ({ session, options }, { visible }) => {
  const { arenasView, diagram } = options.messages;
  if (!session.heap.isWhole && session.length === 0) return note(arenasView.nothingYet);
  if (map.present === undefined && !visible) return note(diagram.loading);
  map.get();
  return html`<pm-heap-map .session=${session} .options=${options} .visible=${visible}></pm-heap-map>`;
});
