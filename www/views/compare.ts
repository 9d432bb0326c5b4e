// The view of what differs between two places of the timeline.

import { html } from 'lit';
import { compareDiagram } from '../diagrams/compare.ts';
import { compareStyle } from '../diagrams/compare-style.ts';
import { diagramStyles } from '../diagrams/styles.ts';
import { pairOf } from '../session/comparison.ts';
import { note, plain } from './drawing.ts';

export const compare = plain([diagramStyles, compareStyle], ({ session, options }) => {
  const { list } = options.messages.timeline;
  const pair = pairOf(session.compared);
  const { comparison } = session;
  if (pair === undefined || comparison === undefined) return note(list.compareNothing);
  return html`<div class="end">
      <button
        @click=${() => {
          session.wake((awake) => {
            awake.endComparison();
          });
        }}
      >
        ${list.compareEnd}
      </button>
    </div>
    ${compareDiagram({ ...pair, comparison }, options)}`;
});
