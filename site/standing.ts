// How one stands in a task, which is read from its figure's heap. No words.

import { type Views } from '../www/embed/views.ts';
import { type Seen, type Sight, type Task } from './chapter.ts';

/** `lost`: what the figure began with was taken back, so that nothing can be said any more. */
export type Mark = 'open' | 'done' | 'failed' | 'lost';

export interface Standing {
  readonly mark: Mark;
  readonly seen: Readonly<Partial<Record<Sight, Seen>>>;
}

/** `begun`: operations that the figure began with. */
export function standingOf({ done, failed, sees }: Task, heap: Views, begun: number): Standing {
  const since = { length: heap.length, begun };
  if (since.length < begun) return { mark: 'lost', seen: {} };
  const seen = sees(heap, since);
  if (done(heap, since)) return { mark: 'done', seen };
  return { mark: failed(heap, since) ? 'failed' : 'open', seen };
}
