// The objects as a table: what the drawing shows, for readers of text and for the keyboard.

import { html, type TemplateResult } from 'lit';

import { count } from '../format.ts';
import { type ObjectSummary } from '../generated/ObjectSummary.ts';
import { type Reference } from '../generated/Reference.ts';
import { addressLink, changedMark } from './cells.ts';
import { classWord } from './object-card.ts';
import { type ObjectGraph, standingWord } from './object-graph.ts';
import { type DiagramOptions, isNarrow } from './options.ts';

export function objectTable(
  graph: ObjectGraph,
  selected: ObjectSummary | undefined,
  o: DiagramOptions,
): TemplateResult {
  const { columns, table } = o.messages.objectsView;
  const narrow = isNarrow(o);
  return html`<table class="object-table ${narrow ? 'narrow' : ''}">
    <caption class="sr">${table}</caption>
    <thead><tr>
      <th scope="col">${columns.object}</th>
      <th scope="col" class="num">${columns.refcnt}</th>
      ${narrow ? '' : html`<th scope="col">${columns.sizeClass}</th>`}
      <th scope="col">${columns.where}</th>
      <th scope="col">${columns.refersTo}</th>
    </tr></thead>
    <tbody>${[...graph.objects.values()].map((object) => row(object, object === selected, graph, narrow, o))}</tbody>
  </table>`;
}

function row(
  object: ObjectSummary,
  selected: boolean,
  graph: ObjectGraph,
  narrow: boolean,
  o: DiagramOptions,
): TemplateResult {
  const { messages } = o;
  const words = messages.objectsView;
  const { comma } = messages.diagram;
  const changed = o.changed.has(object.at, 3 * o.edition.word);
  const names = graph.namesOf(object.at);
  const called = names.length > 0 ? names.join(comma) : object.label === null ? '' : words.was({ name: object.label });
  return html`<tr class="${changed ? 'changed' : ''} ${selected ? 'selected' : ''}" aria-current=${selected ? 'true' : 'false'}>
    <th scope="row">
      ${called === '' ? '' : html`<code>${called}</code>`} ${messages.kinds[object.kind]} ${object.repr === '' ? '' : html`<code>${object.repr}</code>`}${changedMark(changed, o)}
      <div>${addressLink(object.at, o)}</div>
    </th>
    <td class="num mono">${count(object.refcnt)}</td>
    ${narrow ? '' : html`<td>${classWord(object, messages)}</td>`}
    <td>${narrow ? `${classWord(object, messages)}${comma}` : ''}${standingWord(object.standing, messages)}${graph.isGarbage(object.at) ? html`${comma}<strong>${words.garbage}</strong>` : ''}</td>
    <td>${referenceList(graph.referencesFrom(object.at), ({ to }) => to, graph, o)}</td>
  </tr>`;
}

/** References with their labels, each leading to the object at its other end. */
export function referenceList(
  references: readonly Reference[],
  otherEnd: (reference: Reference) => number,
  graph: ObjectGraph,
  o: DiagramOptions,
): TemplateResult {
  const { comma } = o.messages.diagram;
  return html`${references.map((reference, index) => {
    const at = otherEnd(reference);
    return html`${index > 0 ? comma : ''}<span class="link-of"><code>${reference.label}</code> ${addressLink(at, o, graph.called(at))}${reference.weak ? html` <span class="note">${o.messages.objectsView.weakly}</span>` : ''}</span>`;
  })}`;
}
