// A trace read and replayed into a heap of its own, slice by slice. Keeps nothing of the session.

import { CoreCrashed, type Heap, startCore } from '../core.ts';
import { type ArenaAlignment } from '../generated/ArenaAlignment.ts';
import { type Edition } from '../generated/Edition.ts';
import { Replay } from '../replay.ts';
import { type Work } from '../slices.ts';
import { lengthOf, readTraceFile } from '../trace-file.ts';
import { type Job } from './work.ts';

const MOST_TRACE_STEP = 65_536;

export interface Opened {
  readonly heap: Heap;
  readonly operations: number;
}

/** Replays the text of a file; undefined where that was cancelled. */
export async function openTrace(
  file: Blob,
  edition: Edition,
  alignment: ArenaAlignment,
  job: Job,
  keepsHistory = true,
): Promise<Opened | undefined> {
  job.report(0, 0);
  await startCore();
  const parts = await readTraceFile(file, job.signal);
  const length = lengthOf(parts);
  const replay = new Replay(edition, alignment, new Uint8Array(), length);
  if (!keepsHistory) replay.forgetHistory();
  let operations = 0;
  try {
    const work = replaySteps(replay, parts, (count) => {
      operations = count;
    });
    await job.run(work, length);
  } catch (error) {
    // What a core that broke held went down with it.
    if (!(error instanceof CoreCrashed)) replay.free();
    throw error;
  }
  if (!job.signal.aborted) return { heap: replay.intoHeap(), operations };
  replay.free();
  return undefined;
}

/** Steps of a trace, each so large that it takes some milliseconds; the progress is in bytes. Uses the parts up. */
function* replaySteps(replay: Replay, parts: Uint8Array[], report: (operations: number) => void): Work {
  for (const part of parts.splice(0)) {
    replay.append(part);
    yield 0;
  }
  let most = 256;
  for (;;) {
    const start = performance.now();
    const progress = replay.slice(most);
    report(progress.operations);
    if (progress.finished) return;
    const took = performance.now() - start;
    if (took < 3) most = Math.min(2 * most, MOST_TRACE_STEP);
    else if (took > 6) most = Math.max(1, most / 2);
    yield progress.bytesDone;
  }
}
