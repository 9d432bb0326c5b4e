// How chapters read a heap: a field by its name, a pool and an arena by their index. Throws where it is not there, so that a
// sentence about nothing fails the build. Changes nothing.

import { type ArenaView } from '../www/generated/ArenaView.ts';
import { type Field } from '../www/generated/Field.ts';
import { type PoolView } from '../www/generated/PoolView.ts';
import { type UsedPoolsEntry } from '../www/generated/UsedPoolsEntry.ts';
import { type Views } from '../www/embed/views.ts';

export function there<T>(value: T | null | undefined, what: string): T {
  if (value === undefined || value === null) throw new Error(`there is no ${what}`);
  return value;
}

/** A field by CPython's name. */
export function fieldOf(fields: readonly Field[], name: string): Field {
  return there(
    fields.find((field) => field.name === name),
    `field ${name}`,
  );
}

export function valueOf(fields: readonly Field[], name: string): number {
  return fieldOf(fields, name).value;
}

/** The pool with an index in an arena. */
export function poolOf(heap: Views, index = 0, arena = 0): PoolView {
  return heap.pool(there(heap.arena(arena).pools[index], `pool ${index}`).at);
}

/** The address of a pool's block. */
export function blockOf(pool: PoolView, index: number): number {
  return pool.at + pool.first + index * pool.size;
}

/** What a pointer-sized field holds that stands at an address. */
export function wordAt(heap: Views, address: number, word: number): number {
  return heap.bytes(address, word).reduceRight((value, byte) => value * 256 + byte, 0);
}

/** The ring of a size class. */
export function ringOf(heap: Views, szidx: number): UsedPoolsEntry {
  return there(heap.usedpools().entries[szidx], `size class ${szidx}`);
}

/** How many pools of an arena are in some state. */
export function poolsThatAre(state: ArenaView['pools'][number]['state'], arena: ArenaView): number {
  return arena.pools.filter((pool) => pool.state === state).length;
}
