// A sitting made again from its acts: after a crash, or from a link or a file. Checks that each act comes to as many
// operations as it is said to; chooses nothing and shows nothing.

import { AnsweredNull, type Far } from '../actions.ts';
import { type Act, labelOf } from '../acts.ts';
import { HeapFailure, startCore } from '../core.ts';
import { type ArenaAlignment } from '../generated/ArenaAlignment.ts';
import { type Edition } from '../generated/Edition.ts';
import { type Words } from '../locales/messages.ts';
import { type Work } from '../slices.ts';
import { farQuietly } from './far.ts';
import { openTrace } from './opening.ts';
import { type Manner, namesFor, perform } from './performing.ts';
import { emptySitting, type Sitting, sittingOf } from './sitting.ts';
import { type Job } from './work.ts';

/** What a sitting is made of: acts from an empty heap on, each with the operations that it comes to. */
export interface Plan {
  readonly edition: Edition;
  readonly arenas: ArenaAlignment;
  readonly acts: readonly { readonly act: Act; readonly operations: number }[];
  /** The text of the trace that it begins with. */
  readonly source?: Blob | undefined;
}

/** An act came to other operations than it is said to. */
export class Diverged extends Error {
  override readonly name = 'Diverged';

  constructor(
    readonly label: Words,
    /** Which act, from 1. */
    readonly number: number,
    readonly operations: number,
    readonly said: number,
  ) {
    super(`act ${number} came to ${operations} operations, not to ${said}`);
  }
}

/** Carries all acts out; undefined where that was cancelled. */
export async function rebuild(plan: Plan, job: Job): Promise<Sitting | undefined> {
  await startCore();
  const sitting = await begin(plan, job);
  if (sitting === undefined) return undefined;
  const total = plan.acts.reduce((sum, { operations }) => sum + operations, 0);
  try {
    await job.run(carryOut(sitting, plan, farQuietly(job)), total);
  } catch (error) {
    if (error instanceof Diverged) sitting.heap.free();
    throw error;
  }
  if (!job.signal.aborted) return sitting;
  sitting.heap.free();
  return undefined;
}

/** An empty heap, or what the trace at the beginning makes of it. */
async function begin(plan: Plan, job: Job): Promise<Sitting | undefined> {
  const { edition, arenas, source } = plan;
  const first = plan.acts[0];
  if (first?.act.act !== 'trace' || source === undefined) return emptySitting(edition, arenas);
  const opened = await openTrace(source, edition, arenas, job);
  if (opened === undefined) return undefined;
  // What a fork cut off is no part of it.
  const count = Math.min(opened.operations, first.operations);
  opened.heap.dropBranch(opened.heap.truncate(count));
  const act = { act: first.act, label: labelOf(first.act), first: 0, count, chosen: undefined };
  return sittingOf(opened.heap, [act], source);
}

function* carryOut(sitting: Sitting, { acts }: Plan, far: Far): Generator<number | Promise<unknown>, void> {
  for (const [index, { act, operations }] of acts.entries()) {
    const there = sitting.timeline.acts[index];
    const count = there?.count ?? (yield* carryOutOne(sitting, act, { most: operations, far }));
    if (count !== operations) throw new Diverged(labelOf(act), index + 1, count, operations);
  }
}

/** Answers how many operations it came to. */
function* carryOutOne(
  { heap, edition, timeline }: Sitting,
  act: Act,
  manner: Manner,
): Generator<number | Promise<unknown>, number> {
  const first = heap.operations;
  const label = labelOf(act, namesFor(heap, act));
  const begun = timeline.begin({ operation: first });
  const { work, outcome } = perform(heap, edition, act, manner);
  for (let next = step(work); next !== undefined; next = step(work)) {
    yield typeof next === 'number' ? heap.operations : next;
  }
  const count = heap.operations - first;
  const { made, collected } = outcome;
  if (count > 0) timeline.did(begun, { act, label, first, count, chosen: made, collected });
  return count;
}

/** Goes one step on; undefined at the end. A refusal ends an act, as it did the first time. */
function step(work: Work): number | Promise<unknown> | undefined {
  try {
    const { done, value } = work.next();
    return done === true ? undefined : value;
  } catch (error) {
    if (error instanceof AnsweredNull || error instanceof HeapFailure) return undefined;
    throw error;
  }
}
