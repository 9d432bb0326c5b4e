// The events that an element tells its page, with what they carry. Types and names only.

import { type Edition } from '../generated/Edition.ts';

/** Where in the timeline: after so many operations, or inside the last of them, after so many of its marks. */
export interface StepDetail {
  readonly operation: number;
  readonly mark: number | undefined;
  /** Operations that there are. */
  readonly length: number;
  /** The line of the program that the operation belongs to, from 1. */
  readonly line: number | undefined;
}

export interface ChangeDetail {
  readonly edition: Edition;
  /** Operations that were done since the heap was empty. */
  readonly length: number;
}

/** Addresses; `arena` is an index in `arenas[]`. */
export interface SelectDetail {
  readonly address: number | undefined;
  readonly arena: number | undefined;
  readonly pool: number | undefined;
}

export interface ErrorDetail {
  /** Stable; docs/embedding.md lists them. */
  readonly code: string;
  /** In the element's language. */
  readonly message: string;
}

export interface EmbedEvents {
  'pymalloc-ready': undefined;
  'pymalloc-change': ChangeDetail;
  'pymalloc-step': StepDetail;
  'pymalloc-select': SelectDetail;
  'pymalloc-error': ErrorDetail;
}

export type Tell = <Name extends keyof EmbedEvents>(name: Name, detail: EmbedEvents[Name]) => void;

/** They bubble: whoever listens to the page hears them, too. */
declare global {
  interface GlobalEventHandlersEventMap {
    'pymalloc-ready': CustomEvent<EmbedEvents['pymalloc-ready']>;
    'pymalloc-change': CustomEvent<EmbedEvents['pymalloc-change']>;
    'pymalloc-step': CustomEvent<EmbedEvents['pymalloc-step']>;
    'pymalloc-select': CustomEvent<EmbedEvents['pymalloc-select']>;
    'pymalloc-error': CustomEvent<EmbedEvents['pymalloc-error']>;
  }
}
