// What drawings and controls read of a session. A type only, so that something else may stand for it until something is done.

import { type Session } from '../store.ts';

/** A session, or what stands for one (session/still.ts). */
export type Sight = Pick<
  Session,
  | 'addEventListener'
  | 'removeEventListener'
  | 'dispatchEvent'
  | 'wake'
  | 'heap'
  | 'edition'
  | 'selection'
  | 'changed'
  | 'objects'
  | 'progress'
  | 'busy'
  | 'loading'
  | 'broken'
  | 'crash'
  | 'failure'
  | 'said'
  | 'heading'
  | 'moving'
  | 'playing'
  | 'speed'
  | 'unchecked'
  | 'length'
  | 'forks'
  | 'first'
  | 'position'
  | 'place'
  | 'inside'
  | 'moves'
  | 'undoable'
  | 'redoable'
  | 'told'
  | 'explanations'
  | 'compared'
  | 'comparison'
  | 'read'
  | 'namesIn'
>;
