// Rows of the timeline: acts, their operations, the steps of these; the one where one stands is marked, and what lies after
// it is told apart. Draws the rows that it is given; whoever gives them knows which are in sight.

import { html, nothing, type TemplateResult } from 'lit';

import { type Words } from '../locales/messages.ts';
import { type DiagramOptions } from './options.ts';

export interface TimelineRow {
  /** Which row of all, from 0. */
  readonly index: number;
  readonly level: 1 | 2 | 3;
  readonly text: Words;
  /** What it came to. */
  readonly note: Words | undefined;
  /** Whether what is in it is shown; undefined where nothing is in it. */
  readonly open: boolean | undefined;
  /** Its place among those beside it, from 1, and how many these are. */
  readonly nth: number;
  readonly of: number;
  /** One stands at its end, or somewhere in it. */
  readonly here: 'at' | 'within' | undefined;
  readonly isAhead: boolean;
  /** Operations that it cut off. */
  readonly cut: number;
  /** It is one of two places that are compared. */
  readonly compared: 'A' | 'B' | undefined;
}

export interface TimelineView {
  readonly rows: readonly TimelineRow[];
  readonly total: number;
  /** The row that the keyboard is on. */
  readonly active: number;
  readonly onGo: (index: number) => void;
  readonly onToggle: (index: number) => void;
}

/** The rows, as the items of a tree that somebody else draws around them. */
export function timelineRows(view: TimelineView, o: DiagramOptions): TemplateResult {
  if (view.total === 0) return html`<p class="empty">${o.messages.timeline.list.empty}</p>`;
  return html`${view.rows.map((row) => rowDrawn(row, view, o))}`;
}

/** The tree with its rows, where all of them are at hand. */
export function timelineDiagram(view: TimelineView, o: DiagramOptions): TemplateResult {
  if (view.total === 0) return timelineRows(view, o);
  const { list } = o.messages.timeline;
  return html`<div class="diagram timeline" role="tree" aria-label=${list.label} tabindex="0">${timelineRows(view, o)}</div>`;
}

function rowDrawn(row: TimelineRow, view: TimelineView, o: DiagramOptions): TemplateResult {
  const { list } = o.messages.timeline;
  const { index, level, open, here, cut, compared } = row;
  const classes = [
    'row',
    `level-${level}`,
    here === undefined ? '' : `here ${here}`,
    row.isAhead ? 'ahead' : '',
    index === view.active ? 'active' : '',
  ];
  return html`<div
    id="row-${index}"
    class=${classes.join(' ')}
    role="treeitem"
    aria-level=${level}
    aria-setsize=${row.of}
    aria-posinset=${row.nth}
    aria-expanded=${open ?? nothing}
    aria-selected=${here === 'at'}
    aria-current=${here === 'at' ? 'step' : nothing}
    @click=${() => {
      view.onGo(index);
    }}
  >
    ${
      open === undefined
        ? html`<span class="twist"></span>`
        : html`<span
            class="twist"
            aria-hidden="true"
            @click=${(event: Event) => {
              event.stopPropagation();
              view.onToggle(index);
            }}
            >${open ? '▾' : '▸'}</span
          >`
    }
    <span class="place" aria-hidden="true">${here === undefined ? '' : here === 'at' ? '●' : '◐'}</span>
    <span class=${level === 1 ? 'text' : 'text mono'}>${row.text(o.messages)}</span>
    ${row.note === undefined ? nothing : html`<span class="note">${row.note(o.messages)}</span>`}
    ${cut === 0 ? nothing : html`<span class="tag">${list.cut({ n: cut })}</span>`}
    ${compared === undefined ? nothing : html`<span class="tag">${compared}</span>`}
    ${row.isAhead ? html`<span class="hidden">${list.ahead}</span>` : nothing}
  </div>`;
}
