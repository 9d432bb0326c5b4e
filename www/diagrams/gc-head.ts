// One PyGC_Head word by word: what its links lead to, and what the low bits and gc_refs say in this version.

import { html, nothing, type TemplateResult } from 'lit';

import { hex } from '../format.ts';
import { type EditionInfo } from '../generated/EditionInfo.ts';
import { type GcHead } from '../generated/GcHead.ts';
import { addressLink, changedMark } from './cells.ts';
import { isVersion2 } from '../version.ts';
import { shortName } from './gc-colours.ts';
import { type DiagramOptions, isNarrow } from './options.ts';

interface Word {
  readonly name: string;
  readonly value: string;
  /** Where it leads, if it is a link. */
  readonly link?: number;
  readonly meaning: readonly string[];
}

/** Whether the way back from a PyGC_Head is one just now: in 3.x gc_refs may stand in its place. */
export function previousIsLink(member: GcHead, edition: EditionInfo): boolean {
  return isVersion2(edition) || member.gcRefs === null;
}

/** The words of a head; `nameOf` says what a link leads to. */
export function gcHeadTable(member: GcHead, nameOf: (address: number) => string, o: DiagramOptions): TemplateResult {
  const words = o.messages.diagram;
  const narrow = isNarrow(o);
  const rows = isVersion2(o.edition) ? wordsOf27(member, o) : wordsOf3(member, o);
  return html`<table class="fields ${narrow ? 'narrow' : ''}">
    <caption>${o.messages.generationsView.gcHead({ name: shortName(member, o.messages) })}</caption>
    <thead><tr>
      <th scope="col">${words.field}</th>
      <th scope="col" class="num">${words.value}</th>
      <th scope="col">${words.leadsTo}</th>
    </tr></thead>
    <tbody>${rows.map((word, index) => wordRow(word, member.at + index * o.edition.word, nameOf, o))}</tbody>
  </table>`;
}

function wordRow(word: Word, at: number, nameOf: (address: number) => string, o: DiagramOptions): TemplateResult {
  const changed = o.changed.has(at, o.edition.word);
  const target = word.link === undefined ? '' : nameOf(word.link);
  const to = word.link === undefined ? nothing : addressLink(word.link, o, target === '' ? undefined : target);
  return html`<tr class=${changed ? 'changed' : ''}>
    <th scope="row"><code>${word.name}</code>${changedMark(changed, o)}<div>${addressLink(at, o)}</div></th>
    <td class="num mono">${word.value}</td>
    <td>${to} ${word.meaning.map((meaning) => html`<div class="note">${meaning}</div>`)}</td>
  </tr>`;
}

function wordsOf3(member: GcHead, o: DiagramOptions): Word[] {
  const { flag, field } = o.messages.generationsView;
  const next = member.next - (member.next % 2);
  const previous = member.prev - (member.prev % 4);
  const isLink = previousIsLink(member, o.edition);
  return [
    {
      name: '_gc_next',
      value: hex(member.next),
      link: next,
      meaning: [field.next, ...(member.unreachable ? [flag.unreachable] : [])],
    },
    {
      name: '_gc_prev',
      value: hex(member.prev),
      ...(isLink ? { link: previous } : {}),
      meaning: [
        ...(isLink ? [field.prev] : [flag.counting, `gc_refs = ${hex(member.prev)} >> 2 = ${previous / 4}`]),
        ...(member.collecting ? [flag.collecting] : []),
        ...(member.finalized ? [flag.finalized] : []),
      ],
    },
  ];
}

function wordsOf27(member: GcHead, o: DiagramOptions): Word[] {
  const { field, state27 } = o.messages.generationsView;
  const state = member.unreachable ? state27.tentative : state27.reachable;
  const counting = member.gcRefs !== null;
  return [
    { name: 'gc_next', value: hex(member.next), link: member.next, meaning: [field.next] },
    { name: 'gc_prev', value: hex(member.prev), link: member.prev, meaning: [field.prev] },
    {
      name: 'gc_refs',
      value: counting ? String(member.gcRefs) : state,
      meaning: counting ? [state27.counting] : [],
    },
  ];
}
