// What the cell of one arena shows, however it is drawn: its facts, its name, and how much of it is taken.

import { type ArenaState } from '../generated/ArenaState.ts';
import { joined } from '../locales/joined.ts';
import { type DiagramOptions } from './options.ts';
import { type Texture } from './patterns.ts';

export const ARENA_FACES: Record<ArenaState, Texture | undefined> = {
  unassociated: 'dots',
  usable: undefined,
  full: undefined,
};

export interface ArenaCell {
  readonly index: number;
  readonly state: ArenaState;
  /** Pools that are free, and all pools. */
  readonly free: number;
  readonly total: number;
  readonly address: number;
  readonly selected: boolean;
  readonly changed: boolean;
  readonly tab: string;
  readonly size: 'large' | 'medium' | 'small';
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export function arenaName({ index, state, free, total, changed }: ArenaCell, { messages }: DiagramOptions): string {
  const { word } = messages.states.arena[state];
  const said = messages.arenasView.cell({ index, state: word, free, total });
  return joined([said, changed ? messages.diagram.changed : ''], messages);
}

/** The bar of how much of an arena with pools is taken, from the corner of its cell. */
export function barOf({ free, total, w, h }: ArenaCell) {
  const small = w < 30;
  const inset = small ? 3 : 5;
  const height = small ? 6 : 5;
  const width = w - 2 * inset;
  return { x: inset, y: h - height - (small ? 4 : 6), w: width, h: height, taken: (1 - free / total) * width };
}
