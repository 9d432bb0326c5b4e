// How the tasks of the chapter are done.

import { type Session } from '../../www/store.ts';
import { poolOf } from '../reading.ts';
import { freeBlocksOf, type Ways } from './deeds.ts';

/** A pool at the end of an arena. */
const LAST = 63;

async function emptyPools(session: Session, index: number, pools: readonly number[], most?: number): Promise<void> {
  for (const pool of pools) await freeBlocksOf(session, poolOf(session.heap, pool, index), most);
}

export const goesBack: Ways = {
  solved: (session) => emptyPools(session, 0, [0, LAST]),
  // The arena with the fewest blocks is the last of the usable ones, which is kept.
  missed: async (session) => {
    await emptyPools(session, 1, [0]);
    await emptyPools(session, 0, [0]);
    await emptyPools(session, 0, [LAST], 1);
  },
};
