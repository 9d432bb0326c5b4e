// The collector: three generations as doubly linked lists of PyGC_Head, and what stands beside them. While a collection
// is stepped through, its own lists appear, with gc_refs beside ob_refcnt and both readings of who is reachable.

import { html, nothing, svg, type TemplateResult } from 'lit';

import { count, hex } from '../format.ts';
import { type Colour } from '../generated/Colour.ts';
import { type FreeListRow } from '../generated/FreeListRow.ts';
import { type GcHead } from '../generated/GcHead.ts';
import { type GcList } from '../generated/GcList.ts';
import { type GenerationRow } from '../generated/GenerationRow.ts';
import { type WorkingList } from '../generated/WorkingList.ts';
import { type GenerationsView } from '../generated/GenerationsView.ts';
import { joined } from '../locales/joined.ts';
import { tellPhase } from '../locales/messages.ts';
import { addressLink, cellEvents, changedMark, tabStop } from './cells.ts';
import { isVersion2 } from '../version.ts';
import { gcHeadTable, previousIsLink } from './gc-head.ts';
import { fullName } from './full-name.ts';
import { colourTag, shortName } from './gc-colours.ts';
import { type DiagramOptions, isNarrow } from './options.ts';

const COLOURS: readonly Colour[] = ['white', 'grey', 'black'];
const MOST_CHIPS = 24;

/** A list that is drawn: its members, and what stands at its head. */
interface Drawn {
  readonly name: string;
  readonly list: GcList;
  readonly head?: TemplateResult | typeof nothing;
  readonly note?: string;
  /** It belongs to the collection that is running. */
  readonly active?: boolean;
}

export function generationsDiagram(view: GenerationsView, o: DiagramOptions): TemplateResult {
  const words = o.messages.generationsView;
  const all = view.generations.reduce((sum, { list }) => sum + list.len, 0);
  return html`<div class="diagram generations" role="group" aria-label=${words.label({ n: all })}>
    ${standing(view, o)}
    ${view.collecting === null ? nothing : workingLists(view, o)}
    <div class="gc-lists">${view.generations.filter(({ generation }) => generation !== view.collecting).map((row) => linkedList(generation(row, view, o), o))}
      ${view.permanent === null || view.permanent.len === 0 ? nothing : linkedList({ name: words.permanent, list: view.permanent, note: words.permanentNote }, o)}
    </div>
    ${selectedHead(view, o)}
    ${view.garbage.length === 0 ? nothing : addresses(words.garbage, words.garbageNote, view.garbage, view, o)}
    ${view.trash.length === 0 ? nothing : addresses(words.trash, words.trashNote({ nesting: view.trashDeleteNesting }), view.trash, view, o)}
    <div class="columns">${quarterRule(view, o)} ${freeLists(view, o)}</div>
  </div>`;
}

/** Whether the collector is on, and what it is doing. */
function standing(view: GenerationsView, o: DiagramOptions): TemplateResult {
  const words = o.messages.generationsView;
  return html`<div class="gc-standing">
    <p><span class="tag">${view.enabled ? words.enabled : words.disabled}</span>
      ${view.saveall ? html`<span class="tag">${words.saveall}</span>` : nothing}
      <span class="tag ${view.collecting === null ? '' : 'active'}">${view.collecting === null ? words.idle : words.collecting({ generation: view.collecting })}</span></p>
    ${view.phase === null ? nothing : phaseTold(view, o)}
  </div>`;
}

function phaseTold(view: GenerationsView, o: DiagramOptions): TemplateResult | typeof nothing {
  if (view.phase === null) return nothing;
  return html`<p class="gc-phase"><code>${tellPhase(o.messages, view.phase, isVersion2(o.edition))}</code>
    <span class="note">${o.messages.phases[view.phase].why}</span></p>`;
}

// Lists

function generation(row: GenerationRow, view: GenerationsView, o: DiagramOptions): Drawn {
  const words = o.messages.generationsView;
  return {
    name: words.generation({ n: row.generation }),
    list: row.list,
    active: view.collecting === row.generation,
    head: html`${gauge(row, o)}
      ${isVersion2(o.edition) || view.collecting !== null ? nothing : html`<p class="note">${words.stats({ collections: row.collections, collected: row.collected, uncollectable: row.uncollectable })}</p>`}`,
  };
}

/** How near a generation is to being collected. The mark is its threshold. */
function gauge({ generation, count: n, threshold }: GenerationRow, o: DiagramOptions): TemplateResult {
  const words = o.messages.generationsView;
  const due = threshold > 0 && n > threshold;
  const full = Math.max(n, threshold * 1.1, 1);
  return html`<p class="gc-gauge" title=${words.counts[generation] ?? ''}>
    <span>${words.gauge({ n, threshold })}</span>
    ${bar(n / full, threshold === 0 ? undefined : threshold / full, due)}
    ${due ? html`<strong>${words.due}</strong>` : nothing}${threshold === 0 ? html`<span class="note">${words.never}</span>` : nothing}
  </p>`;
}

/** A share of a whole with a mark on it. */
function bar(share: number, mark: number | undefined, over: boolean): TemplateResult {
  return html`<svg class="gc-bar ${over ? 'over' : ''}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    <rect class="bar-ground" y="1" width="100" height="6"></rect>
    <rect class="bar" y="1" width=${100 * Math.min(1, share)} height="6"></rect>
    ${mark === undefined ? nothing : svg`<rect class="gc-mark" x=${Math.min(99, 100 * mark)} y="0" width="1" height="8"></rect>`}
  </svg>`;
}

function workingLists(view: GenerationsView, o: DiagramOptions): TemplateResult {
  const words = o.messages.generationsView;
  const shown = view.working.filter(({ list, name }) => list.len > 0 || name === 'unreachable');
  return html`<section class="gc-working" role="group" aria-label=${words.working}>
    <h3>${words.working}</h3>
    <div class="gc-lists">
      ${view.generations.filter(({ generation }) => generation === view.collecting).map((row) => linkedList(generation(row, view, o), o))}
      ${shown.map(({ name, list }) =>
        linkedList({ name, list, note: o.messages.workingLists[name], active: true }, o),
      )}</div>
    <dl class="gc-refs-words">${(['ob_refcnt', 'gc_refs'] as const).map(
      (name) => html`<div><dt><code>${name}</code></dt><dd class="note">${words.whatRefs[name]}</dd></div>`,
    )}</dl>
    ${readings(view, o)}
  </section>`;
}

function linkedList({ name, list, head, note, active = false }: Drawn, o: DiagramOptions): TemplateResult {
  const words = o.messages.generationsView;
  const { choose, keydown } = cellEvents(o, 1);
  const selected = list.members.findIndex((member) => isSelected(member, o));
  const rest = list.len - list.members.length;
  const changed = o.changed.has(list.head, 2 * o.edition.word);
  return html`<section class="gc-list ${active ? 'active' : ''}" role="group" aria-label=${words.list({ name, n: list.len })}>
    <div class="gc-list-head ${changed ? 'changed' : ''}">
      <p><strong>${name}</strong> <span class="note">${words.objects({ n: list.len })}</span></p>
      <p class="small">${words.head} ${addressLink(list.head, o)}${changedMark(changed, o)}</p>
      ${note === undefined ? nothing : html`<p class="note">${note}</p>`} ${head ?? nothing}
    </div>
    ${
      list.len === 0
        ? html`<p class="note gc-empty">${words.empty}</p>`
        : html`<div class="gc-members" role="listbox" aria-label=${words.list({ name, n: list.len })} aria-orientation="horizontal"
            @click=${choose} @keydown=${keydown}>
            ${list.members.map((member, index) => html`<span class="gc-link" role="presentation">${joint(member, o)}${cell(member, tabStop(index, selected), o)}</span>`)}
            <span class="gc-joint" aria-hidden="true">${rest > 0 ? '⇄' : '↩'}</span>
            ${rest > 0 ? html`<span class="note gc-rest" role="presentation">${words.more({ n: rest })}</span>` : nothing}
          </div>`
    }
  </section>`;
}

/** The link that leads to a cell: both ways, but where its way back is put to another use. */
function joint(member: GcHead, o: DiagramOptions): TemplateResult {
  const both = previousIsLink(member, o.edition);
  return html`<span class="gc-joint" aria-hidden="true" title=${both ? nothing : o.messages.generationsView.noPrev}>${both ? '⇄' : '→'}</span>`;
}

function cell(member: GcHead, tab: '0' | '-1', o: DiagramOptions): TemplateResult {
  const words = o.messages.generationsView;
  const changed = o.changed.has(member.at, 3 * o.edition.word);
  const selected = isSelected(member, o);
  const colour = member.colour === null ? '' : o.messages.states.colour[member.colour].word;
  const name = joined(
    [
      fullName({ ...member, at: member.object }, o.messages),
      words.refcnt({ n: member.refcnt }),
      member.gcRefs === null ? '' : words.gcRefs({ n: member.gcRefs }),
      colour,
      changed ? o.messages.diagram.changed : '',
    ],
    o.messages,
  );
  return html`<span class="gc-cell ${selected ? 'selected' : ''} ${changed ? 'changed' : ''}" role="option"
      aria-selected=${selected ? 'true' : 'false'} aria-label=${name} tabindex=${tab} data-address=${member.object}>
    <span class="gc-name"><strong class=${member.label === null ? 'note' : ''}>${shortName(member, o.messages)}</strong>
      ${member.label === null ? nothing : html`<span class="note">${o.messages.kinds[member.kind === 'slots' ? 'instance' : member.kind]}</span>`}
      ${changed ? html`<span class="mark">▲</span>` : nothing}</span>
    <span class="gc-at mono">${hex(member.object)}</span>
    <span class="gc-number"><span>ob_refcnt</span> <b>${count(member.refcnt)}</b></span>
    ${member.gcRefs === null ? nothing : html`<span class="gc-number refs"><span>gc_refs</span> <b>${count(member.gcRefs)}</b></span>`}
    ${member.colour === null ? nothing : colourTag(member.colour, o.messages)}
    ${finalizerTag(member, o)}
  </span>`;
}

function finalizerTag(member: GcHead, o: DiagramOptions): TemplateResult | typeof nothing {
  const words = o.messages.generationsView;
  if (member.finalizer === 'none') return nothing;
  return html`<span class="gc-flag">${words.finalizer[member.finalizer]}${member.finalized ? `, ${words.finalized}` : ''}</span>`;
}

function isSelected(member: GcHead, o: DiagramOptions): boolean {
  const { address } = o.selected;
  return address !== undefined && address >= member.at && address <= member.object;
}

function membersOf(view: GenerationsView): GcHead[] {
  const lists = [...view.generations.map(({ list }) => list), ...view.working.map(({ list }) => list)];
  return [...lists, ...(view.permanent === null ? [] : [view.permanent])].flatMap(({ members }) => members);
}

function selectedHead(view: GenerationsView, o: DiagramOptions): TemplateResult | typeof nothing {
  const member = membersOf(view).find((one) => isSelected(one, o));
  return member === undefined ? nothing : gcHeadTable(member, (address) => pointerName(view, address, o), o);
}

/** What a link of a PyGC_Head leads to. */
function pointerName(view: GenerationsView, address: number, o: DiagramOptions): string {
  const words = o.messages.generationsView;
  const row = view.generations.find(({ list }) => list.head === address);
  if (row !== undefined) return words.headOf({ name: words.generation({ n: row.generation }) });
  const working = view.working.find(({ list }) => list.head === address);
  if (working !== undefined) return words.headOf({ name: working.name });
  if (view.permanent?.head === address) return words.headOf({ name: words.permanent });
  const member = membersOf(view).find(({ at }) => at === address);
  return member === undefined ? '' : shortName(member, o.messages);
}

// Who is reachable, read in two ways

function readings(view: GenerationsView, o: DiagramOptions): TemplateResult {
  const words = o.messages.generationsView;
  const members = membersOf(view).filter(({ colour }) => colour !== null);
  if (members.length === 0) return html`<p class="note">${words.noColours}</p>`;
  const listed = (names: readonly WorkingList[]) =>
    view.working.filter(({ name }) => names.includes(name)).flatMap(({ list }) => list.members);
  const kept = listed(['finalizers']);
  const unreachable = listed(['unreachable', 'final_unreachable', 'seen']);
  const apart = new Set([...kept, ...unreachable]);
  const others = members.filter((member) => !apart.has(member));
  return html`<section class="gc-readings" role="group" aria-label=${words.readings}>
    <h3>${words.readings}</h3>
    <div class="columns">
      ${reading(
        words.colours,
        words.coloursNote,
        COLOURS.map((colour) => [
          html`${colourTag(colour, o.messages)} <span class="note">${o.messages.states.colour[colour].meaning}</span>`,
          members.filter((member) => member.colour === colour),
        ]),
        o,
      )}
      ${reading(
        words.reach,
        words.reachNote,
        [
          [html`${words.reachable}`, others.filter(({ colour }) => colour !== 'white')],
          [html`${words.undecided}`, others.filter(({ colour }) => colour === 'white')],
          [html`${words.unreachable}`, unreachable],
          ...(kept.length === 0 ? [] : [[html`${words.setApart}`, kept] as const]),
        ],
        o,
      )}
    </div>
  </section>`;
}

function reading(
  title: string,
  note: string,
  groups: readonly (readonly [TemplateResult, readonly GcHead[]])[],
  o: DiagramOptions,
): TemplateResult {
  return html`<div class="gc-reading">
    <h4>${title} <span class="note">${note}</span></h4>
    <dl>${groups.map(
      ([name, members]) => html`<dt>${name}</dt>
        <dd>${chips(
          members.map((member) => [member.object, shortName(member, o.messages)]),
          members.length,
          o,
        )}</dd>`,
    )}</dl>
  </div>`;
}

/** Objects as links, the first of many. */
function chips(objects: readonly (readonly [number, string])[], total: number, o: DiagramOptions): TemplateResult {
  const words = o.messages.generationsView;
  const rest = total - Math.min(objects.length, MOST_CHIPS);
  if (total === 0) return html`<span class="note">${words.nobody}</span>`;
  return html`${objects.slice(0, MOST_CHIPS).map(([address, name]) => html`${addressLink(address, o, name)} `)}
    ${rest > 0 ? html`<span class="note">${words.more({ n: rest })}</span>` : nothing}`;
}

function addresses(
  title: string,
  note: string,
  objects: readonly number[],
  view: GenerationsView,
  o: DiagramOptions,
): TemplateResult {
  const known = new Map(membersOf(view).map((member) => [member.object, member]));
  const named = objects.slice(0, MOST_CHIPS).map((address): [number, string] => {
    const member = known.get(address);
    return [address, member === undefined ? hex(address) : fullName({ ...member, at: address }, o.messages)];
  });
  return html`<section class="gc-aside" role="group" aria-label=${title}>
    <p><strong><code>${title}</code></strong> <span class="note">${note}</span></p>
    <p class="chain">${chips(named, objects.length, o)}</p>
  </section>`;
}

// What decides, and what is kept

function quarterRule({ longLivedPending, longLivedTotal }: GenerationsView, o: DiagramOptions): TemplateResult {
  const words = o.messages.generationsView;
  const quarter = Math.floor(longLivedTotal / 4);
  const holds = longLivedPending < quarter;
  const full = Math.max(longLivedTotal, longLivedPending, 1);
  return html`<section class="gc-aside" role="group" aria-label=${words.quarter}>
    <h3>${words.quarter}</h3>
    <dl class="gc-facts">
      <dt><code>long_lived_pending</code></dt><dd class="mono">${count(longLivedPending)}</dd>
      <dt><code>long_lived_total</code></dt><dd class="mono">${count(longLivedTotal)}</dd>
    </dl>
    ${bar(longLivedPending / full, quarter / full, !holds && longLivedTotal > 0)}
    <p>${holds ? words.quarterHolds({ pending: longLivedPending, quarter }) : words.quarterFails({ pending: longLivedPending, quarter })}</p>
    <p class="note">${words.quarterNote}</p>
  </section>`;
}

function freeLists({ freeLists: rows, freeListsOn }: GenerationsView, o: DiagramOptions): TemplateResult {
  const words = o.messages.generationsView;
  const kept = rows.filter(({ len }) => len > 0);
  return html`<section class="gc-aside" role="group" aria-label=${words.freeLists}>
    <h3>${words.freeLists}</h3>
    <p class="note">${freeListsOn ? words.freeListsNote : words.freeListsOff}</p>
    ${kept.length === 0 ? html`<p>${words.freeListsEmpty}</p>` : freeListTable(kept, o)}
  </section>`;
}

function freeListTable(rows: readonly FreeListRow[], o: DiagramOptions): TemplateResult {
  const words = o.messages.generationsView;
  return html`<table class="gc-free ${isNarrow(o) ? 'narrow' : ''}">
    <thead><tr><th scope="col">${words.freeList}</th><th scope="col" class="num">${words.kept}</th><th scope="col" class="num">${words.capacity}</th></tr></thead>
    <tbody>${rows.map(
      ({ name, len, capacity }) => html`<tr>
        <th scope="row"><code>${name}</code></th>
        <td class="num mono">${count(len)}</td>
        <td class="num mono">${capacity === null ? words.noCapacity : count(capacity)}</td>
      </tr>`,
    )}</tbody>
  </table>`;
}
