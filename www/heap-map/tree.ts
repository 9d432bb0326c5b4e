// Arenas, the pools of one of them, the blocks of one of those and the bytes of one of these, as rows: what the keyboard walks
// along. Holds what was read for it; decodes only what is opened.

import { type Heap } from '../core.ts';
import { type ArenaSummary } from '../generated/ArenaSummary.ts';
import { type BlockState } from '../generated/BlockState.ts';
import { type PoolSummary } from '../generated/PoolSummary.ts';
import { type PoolView } from '../generated/PoolView.ts';

export type Row = { readonly level: number; readonly number: number; readonly of: number } & (
  | { readonly kind: 'arena'; readonly arena: ArenaSummary; readonly open: boolean }
  | { readonly kind: 'pool'; readonly arena: number; readonly pool: PoolSummary; readonly open: boolean }
  | {
      readonly kind: 'block';
      readonly pool: PoolView;
      readonly block: number;
      readonly state: BlockState;
      readonly open: boolean;
    }
  | { readonly kind: 'bytes'; readonly at: number; readonly bytes: Uint8Array }
);

/** As many bytes of a block are a row: a pointer of the widest, so that a row fits a phone. */
export const ROW_BYTES = 8;

/** Reads the heap that the tree is of; undefined where that cannot be read any more. */
export type Reading = <T>(decode: (heap: Heap) => T) => T | undefined;

export class MapTree {
  readonly #read: Reading;
  readonly #arenas: readonly ArenaSummary[];
  /** The arena that is open, by its place among those there are, and its pools. */
  #arena: { readonly at: number; readonly pools: readonly PoolSummary[] } | undefined;
  #pool: { readonly at: number; readonly view: PoolView } | undefined;
  #block: { readonly at: number; readonly address: number; readonly bytes: Uint8Array } | undefined;

  constructor(read: Reading) {
    this.#read = read;
    this.#arenas = (read((heap) => heap.arenas().arenas) ?? []).filter(({ state }) => state !== 'unassociated');
  }

  get total(): number {
    return this.#arenas.length + this.#inArena;
  }

  row(index: number): Row | undefined {
    const arena = this.#arena;
    const inArena = arena === undefined ? -1 : index - arena.at - 1;
    const inside = this.#inArena;
    if (arena !== undefined && inArena >= 0 && inArena < inside) return this.#rowIn(arena.at, inArena);
    const number = inArena >= inside ? index - inside : index;
    const summary = this.#arenas[number];
    if (summary === undefined) return undefined;
    const of = this.#arenas.length;
    return { kind: 'arena', level: 1, number: number + 1, of, arena: summary, open: number === arena?.at };
  }

  /** Opens what a row stands for, and closes others: where its row is then; undefined where there is nothing to open. */
  open(index: number): number | undefined {
    const row = this.row(index);
    if (row?.kind === 'arena' && !row.open) {
      const pools = this.#read((heap) => heap.arena(row.arena.index).pools);
      if (pools === undefined) return undefined;
      this.#pool = undefined;
      this.#block = undefined;
      this.#arena = { at: row.number - 1, pools };
      return this.#arena.at;
    }
    if (row?.kind === 'pool' && !row.open && row.pool.capacity > 0) {
      const view = this.#read((heap) => heap.pool(row.pool.at));
      if (view === undefined) return undefined;
      this.#block = undefined;
      this.#pool = { at: row.number - 1, view };
      return (this.#arena?.at ?? 0) + row.number;
    }
    if (row?.kind === 'block' && !row.open) {
      const address = addressOfRow(row);
      const bytes = this.#read((heap) => heap.bytes(address, row.pool.size));
      if (bytes === undefined) return undefined;
      this.#block = { at: row.block, address, bytes };
      return (this.#arena?.at ?? 0) + 1 + (this.#pool?.at ?? 0) + row.number;
    }
    return undefined;
  }

  close(index: number): void {
    const row = this.row(index);
    if (row?.kind === 'arena') this.#arena = undefined;
    if (row?.kind === 'arena' || row?.kind === 'pool') this.#pool = undefined;
    if (row !== undefined && row.kind !== 'bytes') this.#block = undefined;
  }

  /** The row of what a row is in; itself for an arena. */
  outside(index: number): number {
    const row = this.row(index);
    const arena = this.#arena?.at ?? 0;
    const pool = arena + 1 + (this.#pool?.at ?? 0);
    if (row?.kind === 'pool') return arena;
    if (row?.kind === 'block') return pool;
    if (row?.kind === 'bytes') return pool + 1 + (this.#block?.at ?? 0);
    return index;
  }

  /** Opens what is around a place and answers its row; undefined where there is none. */
  reveal(arena: number, pool?: number, block?: number): number | undefined {
    const at = this.#arenas.findIndex(({ index }) => index === arena);
    if (at < 0) return undefined;
    this.#block = undefined;
    this.#pool = undefined;
    this.#arena = undefined;
    if (pool === undefined) return at;
    this.open(at);
    const row = at + 1 + pool;
    if (block === undefined || this.open(row) === undefined) return row;
    return row + 1 + block;
  }

  get #pools(): readonly PoolSummary[] {
    return this.#arena?.pools ?? [];
  }

  /** Rows inside the open arena. */
  get #inArena(): number {
    return this.#pools.length + this.#inPool;
  }

  /** Rows inside the open pool. */
  get #inPool(): number {
    return (this.#pool?.view.blocks.length ?? 0) + this.#inBlock;
  }

  get #inBlock(): number {
    return Math.ceil((this.#block?.bytes.length ?? 0) / ROW_BYTES);
  }

  #rowIn(at: number, index: number): Row | undefined {
    const pool = this.#pool;
    const inPool = pool === undefined ? -1 : index - pool.at - 1;
    if (pool !== undefined && inPool >= 0 && inPool < this.#inPool) return this.#rowInPool(pool.view, inPool);
    const number = inPool >= this.#inPool ? index - this.#inPool : index;
    const summary = this.#pools[number];
    const arena = this.#arenas[at]?.index;
    if (summary === undefined || arena === undefined) return undefined;
    const of = this.#pools.length;
    return { kind: 'pool', level: 2, number: number + 1, of, arena, pool: summary, open: number === pool?.at };
  }

  #rowInPool(pool: PoolView, index: number): Row {
    const open = this.#block;
    const inBlock = open === undefined ? -1 : index - open.at - 1;
    if (open !== undefined && inBlock >= 0 && inBlock < this.#inBlock) {
      const from = inBlock * ROW_BYTES;
      const bytes = open.bytes.subarray(from, from + ROW_BYTES);
      return { kind: 'bytes', level: 4, number: inBlock + 1, of: this.#inBlock, at: open.address + from, bytes };
    }
    const block = inBlock >= this.#inBlock ? index - this.#inBlock : index;
    const state = pool.blocks[block] ?? 'untouched';
    const of = pool.blocks.length;
    return { kind: 'block', level: 3, number: block + 1, of, pool, block, state, open: block === open?.at };
  }
}

/** Where a row is in memory: the address by which it is chosen. */
export function addressOfRow(row: Row): number {
  switch (row.kind) {
    case 'arena':
      return row.arena.at;
    case 'pool':
      return row.pool.at;
    case 'block':
      return row.pool.at + row.pool.first + row.block * row.pool.size;
    case 'bytes':
      return row.at;
  }
}
