// The names that links, files and embeds use for views, editions and the places of arenas. Names only: what is behind them
// is elsewhere.

import { type ArenaAlignment } from './generated/ArenaAlignment.ts';
import { type Edition } from './generated/Edition.ts';

export const viewNames = [
  'arenas',
  'heap-map',
  'arena',
  'pool',
  'usedpools',
  'size-classes',
  'bytes',
  'layers',
  'explain',
  'arithmetic',
  'objects',
  'generations',
  'timeline',
  'compare',
] as const;
export type ViewName = (typeof viewNames)[number];

export const editionNames = keysOf<Edition>({
  'cpython-2.7-32': true,
  'cpython-3.9-64': true,
  'cpython-3.10-32': true,
  'cpython-3.10-64': true,
});

export const alignmentNames = keysOf<ArenaAlignment>({ aligned: true, unaligned: true });

/** All of them: one that is missing does not compile. */
function keysOf<Name extends string>(all: Readonly<Record<Name, true>>): readonly Name[] {
  return Object.keys(all) as Name[];
}
