// Everything that is known of the chosen object, with the ways from it: its pool, its blocks, its neighbours.

import { html, nothing, type TemplateResult } from 'lit';

import { count, hex } from '../format.ts';
import { type ObjectSummary } from '../generated/ObjectSummary.ts';
import { addressLink } from './cells.ts';
import { classWord } from './object-card.ts';
import { type ObjectGraph, standingWord } from './object-graph.ts';
import { referenceList } from './object-table.ts';
import { type DiagramOptions } from './options.ts';

export function objectDetails(object: ObjectSummary, graph: ObjectGraph, o: DiagramOptions): TemplateResult {
  const { messages } = o;
  const words = messages.objectsView;
  const { fields } = words;
  const { comma } = messages.diagram;
  const [from, to] = [graph.referencesFrom(object.at), graph.referencesTo(object.at)];
  const names = graph.namesOf(object.at);
  const called = graph.called(object.at);
  return html`<div class="object-details" role="group" aria-label=${words.details({ name: called })}>
    <h3>${words.details({ name: called })}</h3>
    <dl>
      ${entry(fields.kind, html`${messages.kinds[object.kind]}${graph.isGarbage(object.at) ? html`${comma}<strong>${words.garbage}</strong>` : ''}`)}
      ${object.repr === '' ? nothing : entry(fields.value, html`<code>${object.repr}</code>`)}
      ${entry(fields.names, names.length === 0 ? words.noNames : html`<code>${names.join(comma)}</code>`)}
      ${entry(fields.refcnt, html`<span class="mono">${count(object.refcnt)}</span>`)}
      ${entry(fields.roots, count(object.roots))}
      ${object.gcRefs === null ? nothing : entry(fields.gcRefs, html`<span class="mono">${count(object.gcRefs)}</span>`)}
      ${object.colour === null ? nothing : entry(fields.colour, messages.states.colour[object.colour].word)}
      ${entry(fields.where, standingWord(object.standing, messages))}
      ${entry(fields.address, addressLink(object.at, o))}
      ${object.blockAt === object.at ? nothing : entry(fields.block, addressLink(object.blockAt, o))}
      ${entry(fields.pool, object.poolAt === null ? words.notInPool : addressLink(object.poolAt, o))}
      ${entry(fields.sizeClass, classWord(object, messages))}
      ${entry(fields.size, words.bytes({ n: object.size }))}
      ${object.len === null ? nothing : entry(fields.len, count(object.len))}
      ${object.finalizer === 'none' ? nothing : entry(fields.finalizer, html`<code>${words.finalizers[object.finalizer]}</code>${object.finalized ? `${comma}${words.hasRun}` : ''}`)}
      ${object.weakrefs === 0 ? nothing : entry(fields.weakrefs, count(object.weakrefs))}
      ${object.parts.length === 0 ? nothing : entry(fields.parts, parts(object, o))}
      ${
        from.length === 0
          ? nothing
          : entry(
              fields.refersTo,
              referenceList(from, (one) => one.to, graph, o),
            )
      }
      ${
        to.length === 0
          ? nothing
          : entry(
              fields.referredBy,
              referenceList(to, (one) => one.from, graph, o),
            )
      }
      ${hidden(object, graph, o)}
    </dl>
  </div>`;
}

function entry(term: string, value: unknown): TemplateResult {
  return html`<div><dt>${term}</dt><dd>${value}</dd></div>`;
}

function parts(object: ObjectSummary, o: DiagramOptions): TemplateResult[] {
  return object.parts.map(
    ({ field, at }) => html`<span class="link-of entry"><code>${field}</code> ${addressLink(at, o, hex(at))}</span>`,
  );
}

function hidden(object: ObjectSummary, graph: ObjectGraph, o: DiagramOptions): TemplateResult | typeof nothing {
  const [, number] = graph.view.hiddenReferences.find(([at]) => at === object.at) ?? [];
  return number === undefined
    ? nothing
    : entry(o.messages.objectsView.fields.refersTo, o.messages.objectsView.notDrawn({ n: number }));
}
