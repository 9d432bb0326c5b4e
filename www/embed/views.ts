// What a page may read of an element's heap: the part of the core's API that changes nothing. A type only.

import { type Heap } from '../core.ts';

export type Views = Pick<
  Heap,
  | 'operations'
  | 'length'
  | 'info'
  | 'arenas'
  | 'arena'
  | 'pool'
  | 'usedpools'
  | 'stats'
  | 'statsText'
  | 'objects'
  | 'names'
  | 'generations'
  | 'heldArenas'
  | 'spans'
  | 'bytes'
  | 'segments'
  | 'locate'
  | 'liveBlocks'
  | 'liveBlock'
  | 'canonicalState'
>;
