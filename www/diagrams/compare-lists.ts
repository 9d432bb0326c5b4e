// The part of a comparison that is about lists, objects and names: who joined and left, who was born and died.

import { html, nothing, type TemplateResult } from 'lit';

import { count } from '../format.ts';
import { type Comparison } from '../generated/Comparison.ts';
import { type ListDifference } from '../generated/ListDifference.ts';
import { type ListName } from '../generated/ListName.ts';
import { type ObjectDifference } from '../generated/ObjectDifference.ts';
import { type Reference } from '../generated/Reference.ts';
import { type Messages } from '../locales/messages.ts';
import { addressLink } from './cells.ts';
import { andMore, became, type Cell, section, type Side, table } from './compare-parts.ts';
import { type DiagramOptions } from './options.ts';

/** CPython's name of a list. */
function listName(list: ListName, { compare, generationsView }: Messages): string {
  switch (list.kind) {
    case 'usedPools':
      return compare.ring({ szidx: list.szidx });
    case 'usableArenas':
      return 'usable_arenas';
    case 'unusedArenaObjects':
      return 'unused_arena_objects';
    case 'freepools':
      return `arenas[${list.arena}].freepools`;
    case 'generation':
      return generationsView.generation({ n: list.generation });
    case 'permanent':
      return 'permanent_generation';
    case 'working':
      return list.list;
    case 'trash':
      return 'trash_delete_later';
    case 'garbage':
      return 'gc.garbage';
  }
}

export function listSection(comparison: Comparison, o: DiagramOptions): TemplateResult | typeof nothing {
  const { lists, listsTotal } = comparison;
  const { lists: title, columns } = o.messages.compare;
  const rows = lists.map((one): Cell[] => [
    html`<code>${listName(one.list, o.messages)}</code>`,
    became(count(one.before), count(one.after), one.before === one.after, o),
    members(one, one.joined, one.joinedTotal, comparison, o),
    members(one, one.left, one.leftTotal, comparison, o),
    members(one, one.moved, one.movedTotal, comparison, o),
  ]);
  const heads = [columns.list, columns.length, columns.joined, columns.left, columns.moved];
  return section(title, listsTotal, table(title, heads, rows, o), lists.length, o);
}

function members(
  { list }: ListDifference,
  shown: readonly number[],
  total: number,
  { objects }: Comparison,
  o: DiagramOptions,
): TemplateResult | typeof nothing {
  if (total === 0) return nothing;
  const ofArenas = list.kind === 'usableArenas' || list.kind === 'unusedArenaObjects';
  const called = (member: number) => objects.find(({ at }) => at === member)?.label ?? undefined;
  const member = (one: number) => (ofArenas ? html`<code>arenas[${one}]</code>` : addressLink(one, o, called(one)));
  return html`<span class="references">${shown.map(member)}</span>${andMore(total - shown.length, o)}`;
}

export function objectSection(comparison: Comparison, o: DiagramOptions): TemplateResult | typeof nothing {
  const { objects, born, died, changed } = comparison;
  const words = o.messages.compare;
  const groups = [
    { title: words.born({ n: born }), total: born, of: objects.filter(({ before }) => before === null) },
    { title: words.died({ n: died }), total: died, of: objects.filter(({ after }) => after === null) },
    {
      title: words.changed({ n: changed }),
      total: changed,
      of: objects.filter(({ before, after }) => before !== null && after !== null),
    },
  ];
  const body = groups
    .filter(({ total }) => total > 0)
    .map(
      ({ title, total, of }) =>
        html`<p class="caption">${title}</p>${objectTable(title, of, o)}${andMore(total - of.length, o)}`,
    );
  const total = born + died + changed;
  return section(words.objects, total, html`${body}`, total, o);
}

function objectTable(title: string, objects: readonly ObjectDifference[], o: DiagramOptions): TemplateResult {
  const { columns } = o.messages.compare;
  const rows = objects.map((object): Cell[] => {
    const { before, after } = object;
    const refcnt = (state: typeof before): Side => (state === null ? null : count(state.refcnt));
    return [
      objectWords(object, o),
      became(refcnt(before), refcnt(after), before?.refcnt === after?.refcnt, o),
      references(object.gained, object.gainedTotal, o),
      references(object.lost, object.lostTotal, o),
    ];
  });
  return table(title, [columns.object, html`<code>ob_refcnt</code>`, columns.gained, columns.lost], rows, o);
}

function objectWords({ at, kind, label, before, after }: ObjectDifference, o: DiagramOptions): TemplateResult {
  const repr = (after ?? before)?.repr ?? '';
  return html`${label === null ? nothing : html`<code>${label}</code> `}${o.messages.kinds[kind]}
    ${repr === '' ? nothing : html`<code>${repr}</code>`} <span>${addressLink(at, o)}</span>`;
}

function references(shown: readonly Reference[], total: number, o: DiagramOptions): TemplateResult | typeof nothing {
  if (total === 0) return nothing;
  return html`<span class="references">${shown.map(
    ({ to, label, weak }) =>
      html`<span class="link-of"><code>${label}</code> ${addressLink(to, o)}${weak ? html` <span class="note">${o.messages.objectsView.weakly}</span>` : nothing}</span>`,
  )}</span>${andMore(total - shown.length, o)}`;
}

export function nameSection({ names, namesTotal }: Comparison, o: DiagramOptions): TemplateResult | typeof nothing {
  const { names: title, columns } = o.messages.compare;
  const rows = names.map(({ name, before, after }) => {
    const object = (binding: typeof before): Side => (binding === null ? null : addressLink(binding.object, o));
    const roots = (binding: typeof before): Side => (binding === null ? null : count(binding.roots));
    return [
      html`<code>${name}</code>`,
      became(object(before), object(after), before?.object === after?.object, o),
      became(roots(before), roots(after), before?.roots === after?.roots, o),
    ];
  });
  const heads = [columns.name, columns.object, columns.roots];
  return section(title, namesTotal, table(title, heads, rows, o), names.length, o);
}
