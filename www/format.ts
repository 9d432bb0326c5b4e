// How addresses, sizes and counts are written. Holds no words of a language and never rounds an address.

import { type Bits } from './generated/Bits.ts';

/** An address, an offset or the bits of a word: `0x10040020`; 0 is `0x0`. */
export function hex(value: Bits): string {
  return typeof value === 'string' ? value : `0x${value.toString(16)}`;
}

/** An address that may be no address: `NULL` where it is 0. */
export function pointer(value: Bits): string {
  return value === 0 ? 'NULL' : hex(value);
}

/**
 * A number with its thousands set apart and at most three decimals, as English and Chinese write it: `262,144`. Not by
 * `Intl.NumberFormat`, whose first use takes a phone as long as drawing a view.
 */
export function count(value: number): string {
  const [whole = '', decimals] = String(Math.round(value * 1000) / 1000).split('.');
  const apart = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return decimals === undefined ? apart : `${apart}.${decimals}`;
}

/** What a field of a number holds: nothing where none was typed. */
export function fieldText(value: number): string {
  return Number.isNaN(value) ? '' : String(value);
}

/** A size as CPython's sources write it: `512 B`, `4 KiB`, `1.5 MiB`. */
export function bytes(value: number): string {
  if (value < 1024) return `${value} B`;
  if (value < 1024 * 1024) return `${count(Math.round((value / 1024) * 10) / 10)} KiB`;
  return `${count(Math.round((value / (1024 * 1024)) * 100) / 100)} MiB`;
}

/** A share as a whole per cent that says neither 0 nor 100 unless it is exactly that. */
export function percent(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '0%';
  if (part === whole) return '100%';
  return `${Math.min(99, Math.max(1, Math.round((100 * part) / whole)))}%`;
}

/** One byte as two hexadecimal digits. */
export function byte(value: number): string {
  return value.toString(16).padStart(2, '0');
}

/** `address` rounded down to a multiple of `size`; exact beyond 32 bits, where `&` is not. */
export function alignDown(address: number, size: number): number {
  return address - (address % size);
}

/** `~(size - 1)` as a mask of a pointer's width, as `POOL_ADDR` uses it. */
export function mask(size: number, word: number): string {
  const all = (1n << BigInt(8 * word)) - 1n;
  return `0x${(all - BigInt(size - 1)).toString(16)}`;
}

/** Runs of consecutive numbers as `[first, last]`, in the order given: 1 2 3 7 becomes [1,3] [7,7]. */
export function runs(values: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const value of values) {
    const last = found.at(-1);
    if (last?.[1] === value - 1) last[1] = value;
    else found.push([value, value]);
  }
  return found;
}
