// Does the acts of a saved session again, on a heap of its own, act by act and operation by operation. Shows nothing.

import { AnsweredNull, Hands } from '../actions.ts';
import { type DoneAct, stepsOf } from '../acts.ts';
import { type CoreHeap, HeapFailure } from '../core.ts';
import { type EditionInfo } from '../generated/EditionInfo.ts';
import { runInSlices, type Work } from '../slices.ts';
import { type SavedAct } from './saved.ts';

export interface Replayed {
  readonly heap: CoreHeap;
  readonly done: readonly DoneAct[];
  /** The first act, from 1, that did not come to what it had come to. */
  readonly differs: number | undefined;
}

/**
 * Replays on `heap`, which is a new one, or one that a trace has filled: then the acts are those after it. Nothing is
 * answered where the signal aborts; whoever gave the heap still has it.
 */
export async function replay(
  heap: CoreHeap,
  edition: EditionInfo,
  acts: readonly SavedAct[],
  signal: AbortSignal,
  report: (operations: number) => void,
): Promise<Replayed | undefined> {
  const done: DoneAct[] = [];
  await runInSlices(steps(new Hands(heap, edition), acts, done), signal, report);
  if (signal.aborted) return undefined;
  const differs = acts.findIndex(({ operations }, index) => done[index]?.count !== operations);
  return { heap, done, differs: differs < 0 ? undefined : differs + 1 };
}

function* steps(hands: Hands, acts: readonly SavedAct[], done: DoneAct[]): Generator<number, void> {
  const { heap } = hands;
  for (const { act, operations } of acts) {
    const first = heap.operations;
    const work = stepsOf(act)(hands);
    // An act that was cut short is cut short again.
    while (heap.operations - first < operations && goesOn(work)) yield heap.operations;
    done.push({ act, first, count: heap.operations - first });
  }
}

/** One step more; an act that ends with a refusal did so the first time, too, or its count tells. */
function goesOn(work: Work): boolean {
  try {
    return work.next().done !== true;
  } catch (error) {
    if (error instanceof HeapFailure || error instanceof AnsweredNull) return false;
    throw error;
  }
}
