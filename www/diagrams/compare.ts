// Two states compared: what differs, from arenas down to bytes, with what it was and what it became.
// The faces of states are those of the other diagrams. Draws what the core found; compares nothing.

import { html, nothing, svg, type TemplateResult } from 'lit';

import { count, hex } from '../format.ts';
import { type ArenaState } from '../generated/ArenaState.ts';
import { type BlockDifference } from '../generated/BlockDifference.ts';
import { type BlockState } from '../generated/BlockState.ts';
import { type Comparison } from '../generated/Comparison.ts';
import { type PoolDifference } from '../generated/PoolDifference.ts';
import { type PoolState } from '../generated/PoolState.ts';
import { type PoolSummary } from '../generated/PoolSummary.ts';
import { type Messages, tellPlace } from '../locales/messages.ts';
import { POOL_FACES } from './arena.ts';
import { ARENA_FACES } from './arena-cell.ts';
import { addressLink } from './cells.ts';
import { listSection, nameSection, objectSection } from './compare-lists.ts';
import { became, type Cell, section, type Side, table } from './compare-parts.ts';
import { fieldValue, targetWords } from './fields.ts';
import { type DiagramOptions, isNarrow } from './options.ts';
import { face, patterns, type Texture } from './patterns.ts';
import { BLOCK_FACES } from './pool.ts';

/** A position, with a mark where it is inside of an operation. */
export interface ComparedPosition {
  readonly operation: number;
  readonly mark?: number | undefined;
}

export interface CompareView {
  readonly a: ComparedPosition;
  readonly b: ComparedPosition;
  readonly comparison: Comparison;
}

/** The textures are there once, under this name. */
const TEXTURES = 'compare';

export function compareDiagram({ a, b, comparison }: CompareView, o: DiagramOptions): TemplateResult {
  const words = o.messages.compare;
  const [before, after] = [positionWords(a, o.messages), positionWords(b, o.messages)];
  const sections = [
    arenaSection(comparison, o),
    poolSection(comparison, o),
    blockSection(comparison, o),
    listSection(comparison, o),
    objectSection(comparison, o),
    nameSection(comparison, o),
    globalSection(comparison, o),
    byteSection(comparison, o),
  ];
  return html`<div role="group" class="diagram compare" aria-label=${words.label({ a: before, b: after })}>
    <svg class="textures" width="0" height="0" aria-hidden="true">${patterns(TEXTURES)}</svg>
    <p class="between"><span>${o.messages.diagram.labelled({ label: words.before, text: before })}</span>
      <span>${o.messages.diagram.labelled({ label: words.after, text: after })}</span></p>
    ${
      sections.every((one) => one === nothing)
        ? html`<p class="empty">${words.same}</p>`
        : html`${sections}<p class="note">${words.note}</p>`
    }
  </div>`;
}

export function positionWords({ operation, mark }: ComparedPosition, { compare }: Messages): string {
  if (mark !== undefined) return compare.inside({ operation, mark });
  return operation === 0 ? compare.start : compare.position({ operation });
}

/** A state as it is drawn elsewhere: its face, and its word. */
function stateOf(classes: string, texture: Texture | undefined, word: string): TemplateResult {
  return html`<span class="state"><svg width="18" height="14" viewBox="-1 -1 18 14" aria-hidden="true">
    ${svg`<g class="cell ${classes}">${face(TEXTURES, texture, 16, 12)}</g>`}</svg>${word}</span>`;
}

function arenaState(state: ArenaState, { messages }: DiagramOptions): TemplateResult {
  return stateOf(`arena-${state}`, ARENA_FACES[state], messages.states.arena[state].word);
}

function poolState(state: PoolState, { messages }: DiagramOptions): TemplateResult {
  return stateOf(`pool-${state}`, POOL_FACES[state], messages.states.pool[state].word);
}

function blockState(state: BlockState | null, { messages }: DiagramOptions): Side {
  return state === null ? null : stateOf(`block-${state}`, BLOCK_FACES[state], messages.states.block[state].word);
}

function arenaSection({ arenas, arenasTotal }: Comparison, o: DiagramOptions): TemplateResult | typeof nothing {
  const { arenas: title, columns } = o.messages.compare;
  const rows = arenas.map(({ index, before, after }) => {
    const address = (arena: typeof before): Side =>
      arena === null || arena.address === 0 ? null : addressLink(arena.address, o);
    const free = (arena: typeof before): Side =>
      arena === null || arena.address === 0 ? null : `${count(arena.nfreepools)} / ${count(arena.ntotalpools)}`;
    const state = (arena: typeof before) => arenaState(arena?.state ?? 'unassociated', o);
    const at = (after ?? before)?.at ?? 0;
    return [
      addressLink(at, o, `arenas[${index}]`),
      became(state(before), state(after), before?.state === after?.state, o),
      became(free(before), free(after), before?.nfreepools === after?.nfreepools, o),
      became(address(before), address(after), before?.address === after?.address, o),
    ];
  });
  const heads = [
    columns.arena,
    columns.state,
    html`<code>nfreepools</code> / <code>ntotalpools</code>`,
    columns.address,
  ];
  return section(title, arenasTotal, table(title, heads, rows, o), arenas.length, o);
}

function poolSection({ pools, poolsTotal }: Comparison, o: DiagramOptions): TemplateResult | typeof nothing {
  const { pools: title, columns, poolOf } = o.messages.compare;
  const rows = pools.map((pool): Cell[] => {
    const { arena, index, at, before, after } = pool;
    const state = (summary: PoolSummary | null) => poolState(summary?.state ?? 'uncarved', o);
    const used = (summary: PoolSummary | null): Side =>
      summary === null ? null : `${count(summary.count)} / ${count(summary.capacity)}`;
    return [
      addressLink(at, o, poolOf({ arena, pool: index })),
      became(state(before), state(after), before?.state === after?.state, o),
      became(sizeClass(before, o), sizeClass(after, o), before?.szidx === after?.szidx, o),
      became(used(before), used(after), used(before) === used(after), o),
      freeList(pool, o),
    ];
  });
  const heads = [columns.pool, columns.state, columns.sizeClass, html`<code>ref.count</code>`, columns.freeList];
  return section(title, poolsTotal, table(title, heads, rows, o), pools.length, o);
}

function sizeClass(pool: PoolSummary | null, { messages }: DiagramOptions): Side {
  if (pool === null) return null;
  const { szidx, size } = pool;
  return szidx === null ? messages.compare.noSizeClass : messages.compare.sizeClassOf({ szidx, size });
}

function freeList({ freeList: list }: PoolDifference, o: DiagramOptions): TemplateResult | typeof nothing {
  if (list === null) return nothing;
  const words = o.messages.compare;
  const told = (n: number, head: number | null) =>
    head === null ? words.freeListEmpty : words.freeListOf({ n, head });
  return became(told(list.before, list.headBefore), told(list.after, list.headAfter), false, o);
}

function blockSection(comparison: Comparison, o: DiagramOptions): TemplateResult | typeof nothing {
  const { blocks, blocksTotal, transitions } = comparison;
  const words = o.messages.compare;
  const told = transitions.map(
    ({ before, after, count: n }) =>
      html`<li>${words.blockCount({ n })} ${became(blockState(before, o), blockState(after, o), false, o)}</li>`,
  );
  const body = html`<ul class="transitions">${told}</ul>
    <table class=${isNarrow(o) ? 'narrow' : ''}><caption class="sr">${words.blocks}</caption>
      <thead><tr><th scope="col">${words.columns.block}</th><th scope="col">${words.columns.address}</th>
        <th scope="col">${words.columns.state}</th></tr></thead>
      ${byPool(blocks).map((of) => blocksOfPool(of, o))}</table>`;
  return section(words.blocks, blocksTotal, body, blocks.length, o);
}

/** Blocks stand pool by pool. */
function byPool(blocks: readonly BlockDifference[]): BlockDifference[][] {
  const groups: BlockDifference[][] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    if (last?.[0]?.pool?.at === block.pool?.at && last !== undefined) last.push(block);
    else groups.push([block]);
  }
  return groups;
}

function blocksOfPool(blocks: readonly BlockDifference[], o: DiagramOptions): TemplateResult {
  const words = o.messages.compare;
  const pool = blocks[0]?.pool ?? null;
  const title = pool === null ? words.ofCLibrary : addressLink(pool.at, o, words.poolOf(pool));
  return html`<tbody><tr class="group"><th scope="rowgroup" colspan="3">${title}</th></tr>
    ${blocks.map(
      ({ at, size, pool: of, before, after }) =>
        html`<tr><th scope="row">${of === null ? words.rawBlock({ n: size }) : words.blockOf({ block: of.block, n: size })}</th>
          <td>${addressLink(at, o)}</td><td>${became(blockState(before, o), blockState(after, o), false, o)}</td></tr>`,
    )}</tbody>`;
}

function globalSection({ globals, globalsTotal }: Comparison, o: DiagramOptions): TemplateResult | typeof nothing {
  const { globals: title, columns } = o.messages.compare;
  const rows = globals.map(({ at, place, old, new: now, target }) => {
    const value = (bits: typeof old): Side =>
      bits === null ? null : html`<span class="mono">${fieldValue(bits, target)}</span>`;
    const leads = targetWords(target, now, o.messages);
    return [
      addressLink(at, o, tellPlace(o.messages, place)),
      html`${became(value(old), value(now), false, o)} ${leads === '' ? nothing : html`<span class="note">${leads}</span>`}`,
    ];
  });
  return section(title, globalsTotal, table(title, [columns.global, columns.changed], rows, o), globals.length, o);
}

function byteSection(comparison: Comparison, o: DiagramOptions): TemplateResult | typeof nothing {
  const { ranges, rangesTotal, bytes } = comparison;
  const { bytes: title, columns, byteCount } = o.messages.compare;
  const rows = ranges.map(({ at, len, place }) => [
    addressLink(at, o, `${hex(at)}–${hex(at + len - 1)}`),
    count(len),
    tellPlace(o.messages, place),
  ]);
  const body = html`<p class="note">${byteCount({ n: bytes, ranges: rangesTotal })}</p>
    ${table(title, [columns.address, columns.size, columns.place], rows, o)}`;
  return section(title, rangesTotal, body, ranges.length, o);
}
