// What the page and its worker tell each other. The core's memory travels in slices, which change hands and are not copied.

import { type HeapError } from '../generated/HeapError.ts';
import { type Task } from './tasks.ts';

/** A part of the memory, from `at` on. */
export interface Slice {
  readonly kind: 'slice';
  readonly at: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What goes before the slices: how large the memory is, and what of JavaScript the core refers to. */
export interface Frame {
  readonly kind: 'frame';
  readonly bytes: number;
  readonly table: readonly unknown[];
}

export interface Order {
  readonly kind: 'order';
  /** Where the heap is in the memory. */
  readonly pointer: number;
  readonly task: Task;
}

/** The bytes of a slice that came back and were put where they belong. */
export interface Used {
  readonly kind: 'used';
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export type ToWorker = { readonly kind: 'start'; readonly module: WebAssembly.Module } | Frame | Slice | Order | Used;

/** How a task ended. */
export type Ended =
  | { readonly kind: 'done'; readonly answer: unknown }
  | { readonly kind: 'refused'; readonly message: string; readonly details: HeapError }
  | { readonly kind: 'broke'; readonly message: string; readonly panic: string; readonly outOfMemory: boolean }
  /** It was not begun, or something else than the core failed. */
  | { readonly kind: 'could-not'; readonly message: string };

/** A bare number is how many marks the operation that runs has come to. */
export type ToPage = number | Frame | Slice | Ended;
