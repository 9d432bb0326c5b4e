// How the tasks of the chapter are done.

import { poolOf } from '../reading.ts';
import { freeBlocksOf, type Ways } from './deeds.ts';

export const emptyPool: Ways = {
  solved: (session) => freeBlocksOf(session, poolOf(session.heap, 1)),
  missed: (session) => freeBlocksOf(session, poolOf(session.heap, 0), 3),
};
