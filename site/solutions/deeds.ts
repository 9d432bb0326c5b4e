// What a reader does in a figure, for the tests: solutions are made of these.

import { type PoolView } from '../../www/generated/PoolView.ts';
import { type Session } from '../../www/store.ts';
import { blockOf } from '../reading.ts';

/** How a task is done, and how one misses it. */
export interface Ways {
  readonly solved: (session: Session) => Promise<void>;
  readonly missed: (session: Session) => Promise<void>;
}

export async function free(session: Session, at: number): Promise<void> {
  await session.perform({ act: 'free', at, unchecked: false });
}

/** Frees the first blocks of a pool, or all of them. */
export async function freeBlocksOf(session: Session, pool: PoolView, most = Infinity): Promise<void> {
  const allocated = pool.blocks.flatMap((state, index) => (state === 'allocated' ? [blockOf(pool, index)] : []));
  for (const block of allocated.slice(0, most)) await free(session, block);
}
