// What every diagram is given besides its view. Types and defaults only.

import { type ChangedRanges } from '../changed.ts';
import { type EditionInfo } from '../generated/EditionInfo.ts';
import { type Place } from '../generated/Place.ts';
import { type Messages, type Names } from '../locales/messages.ts';

/** What is chosen: an address, what is there, and the arena, pool and block around it. */
export interface Selection {
  readonly address: number | undefined;
  readonly place: Place | undefined;
  readonly arena?: number | undefined;
  readonly pool?: number | undefined;
  readonly block?: number | undefined;
}

export interface DiagramOptions {
  readonly edition: EditionInfo;
  readonly changed: ChangedRanges;
  readonly selected: Selection;
  readonly onSelect: (address: number) => void;
  readonly messages: Messages;
  /** What objects are called in the sentences of an operation; addresses, where nobody knows. */
  readonly names?: ((operation: number) => Names) | undefined;
  /** The block that the last action was answered with. */
  readonly made?: number | undefined;
  /** CSS pixels that are there to draw in. */
  readonly width?: number | undefined;
}

/** Narrower than this, tables and drawings put below one another what otherwise stands side by side. */
const NARROW = 560;

export function widthOf(o: DiagramOptions): number {
  return Math.max(280, Math.floor(o.width ?? 720));
}

export function isNarrow(o: DiagramOptions): boolean {
  return widthOf(o) < NARROW;
}
