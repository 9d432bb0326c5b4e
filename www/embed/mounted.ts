// What the small class of the element asks of the large part that is loaded later. An interface only, so that the one does
// not load the other.

import { type Stats } from '../generated/Stats.ts';
import { type RanText } from './ran.ts';
import { type BadValue, type Settings } from './settings.ts';
import { type Views } from './views.ts';

/** What an operation answered. */
export interface Done {
  /** The address of the block or object that was made, if one was; 0 is NULL. */
  readonly address: number | undefined;
  /** What `gc.collect()` returned. */
  readonly collected: number | undefined;
}

/** What an element shows again when it comes back into the page. */
export interface Kept {
  /** As a link has it. */
  readonly state: string;
  readonly ran: RanText | undefined;
}

/** What the small class asks of an element that shows something. */
export interface Mounted {
  readonly stats: Stats | undefined;
  read<T>(look: (heap: Views) => T): T | undefined;
  /** Attributes have changed; `fresh` where they decide what is in the heap. */
  update(settings: Settings, bad: readonly BadValue[], fresh: boolean): Promise<void>;
  /** The element stands somewhere else in the page. */
  moved(): void;
  /** The element came into sight, or left it. */
  show(visible: boolean): void;
  /** Brings the session, if it only shows a picture until now. */
  wake(): Promise<Deeds>;
  /** Frees what it holds. */
  dispose(): Promise<Kept | undefined>;
}

/** What can be done with the session of an element. */
export interface Deeds {
  ask<T>(look: (heap: Views) => T): Promise<T | undefined>;
  allocate(nbytes: number, count: number): Promise<Done>;
  free(address: number): Promise<Done>;
  collect(generation: number): Promise<Done>;
  step(by: number): Promise<void>;
  play(): Promise<void>;
  pause(): void;
  seek(step: string): Promise<void>;
  select(what: number | string): Promise<void>;
  reset(): Promise<void>;
  load(source: string | Blob): Promise<void>;
  getState(): Promise<string>;
  setState(state: string): Promise<void>;
  shareURL(): Promise<string>;
}
