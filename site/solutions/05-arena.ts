// How the tasks of the chapter are done.

import { type Session } from '../../www/store.ts';
import { poolOf } from '../reading.ts';
import { freeBlocksOf, type Ways } from './deeds.ts';

async function emptyPools(session: Session, ...pools: number[]): Promise<void> {
  for (const pool of pools) await freeBlocksOf(session, poolOf(session.heap, pool));
}

export const order: Ways = {
  solved: (session) => emptyPools(session, 2, 0),
  missed: (session) => emptyPools(session, 0, 2),
};
