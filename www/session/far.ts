// What would keep the page from answering is done elsewhere, in a worker: found out before, by what it is likely to come to.
// What is light, and what cannot be done elsewhere, is left to whoever asks. Says nothing.

import { type Far } from '../actions.ts';
import { type Act } from '../acts.ts';
import { type Heap } from '../core.ts';
import { type Task, type TaskName, type Tasks } from '../elsewhere/tasks.ts';
import { type Request } from '../generated/Request.ts';
import { toldAt } from './arrival.ts';
import { nextTask } from '../slices.ts';
import { type Sitting } from './sitting.ts';
import { isNear, type Place } from './timeline.ts';
import { marksOf, type ToldPart } from './told.ts';
import { type Job } from './work.ts';

/** Objects that take so long to be looked at that it is done elsewhere. */
const HEAVY_OBJECTS = 20_000;
/** Marks of operations that take so long to be told, or gone through. */
const HEAVY_MARKS = 100_000;
/** Bytes of an image in which two places take so long to be compared. */
const HEAVY_IMAGE = 4 << 20;
/** Marks that an object has in a collection, all in all. Most have fewer. */
const MARKS_OF_OBJECT = 30;
/** Operations that take so long to be gone back, or through again, that it is done in parts. */
const WIDE = 50_000;
/** Parts of such a way. */
const PARTS = 12;
/** Objects that are counted for that at most: some milliseconds. */
const MOST_COUNTED = 2_000_000;

/** Does a task elsewhere; undefined where that cannot be. `total`: marks that it comes to; 0 where nobody knows. */
async function elsewhere<N extends TaskName>(
  heap: Heap,
  task: Extract<Task, { name: N }>,
  job: Job,
  total: number,
): Promise<Tasks[N]['answer'] | undefined> {
  job.report(0, total);
  const trips = await import('../elsewhere/trip.ts').catch(() => undefined);
  return trips?.elsewhere<N>(heap, task, {
    signal: job.signal,
    report: (marks) => {
      job.reportOnly(total === 0 ? marks : Math.min(marks, total), total);
    },
  });
}

/** What performs the heavy requests of an act. Where the last of them leads is known afterwards. */
export function farFor({ present }: Sitting, job: Job, act: Act, first: number): Far {
  return (heap, request, isLast) => {
    if (!isHeavy(heap, request)) return undefined;
    const told: ToldPart = { act, first, count: heap.operations + 1 - first };
    const args = { request, ...(isLast ? { told } : {}) };
    return done(async () => {
      const came = await elsewhere(heap, { name: 'request', args }, job, marksExpected(heap, request));
      if (came === undefined) return heap.request(request);
      if (came.foreseen !== undefined) present.foresee(came.foreseen);
      return came.answer;
    });
  };
}

/** The same for acts of which nothing is told. */
export function farQuietly(job: Job): Far {
  return (heap, request) => {
    if (!isHeavy(heap, request)) return undefined;
    return done(async () => {
      const came = await elsewhere(heap, { name: 'request', args: { request } }, job, marksExpected(heap, request));
      return came === undefined ? heap.request(request) : came.answer;
    });
  };
}

/** What is thrown is thrown when the answer is taken: by whoever carries the act out. */
async function done<T>(work: () => Promise<T>): Promise<() => T> {
  try {
    const answer = await work();
    return () => answer;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

function isHeavy(heap: Heap, request: Request): boolean {
  return heap.isWhole && heap.weigh(request, HEAVY_OBJECTS) >= HEAVY_OBJECTS;
}

/** At most; it is shown as a part of that. 0: not known, since to count them would keep whoever waits for the page. */
function marksExpected(heap: Heap, request: Request): number {
  if (request.op !== 'collect') return 0;
  const objects = heap.weigh(request, MOST_COUNTED);
  return objects < MOST_COUNTED ? MARKS_OF_OBJECT * objects : 0;
}

/** Whether so much was done between two places that the image is moved from one to the other in parts. */
export function isWide({ count }: ToldPart): boolean {
  return count >= WIDE;
}

/** Goes there through places between, with a rest after each. It is too short to be cancelled. */
export async function goInParts({ heap, present }: Sitting, operation: number, job: Job): Promise<void> {
  present.settle();
  const from = heap.operations;
  job.report(0, PARTS);
  for (let part = 1; part <= PARTS; part += 1) {
    heap.seek(from + Math.round(((operation - from) * part) / PARTS));
    await nextTask();
    job.reportOnly(part, PARTS);
  }
}

/** Whether telling what led to a place takes long. */
export function isLong({ heap }: Sitting, told: ToldPart | undefined): boolean {
  return heap.isWhole && told !== undefined && marksOf(heap, told) >= HEAVY_MARKS;
}

/** Whether going to a place, and telling what led there, takes long. */
export function isFar({ heap, present }: Sitting, to: Place, told: ToldPart | undefined): boolean {
  if (!heap.isWhole || isNear(present.place, to)) return false;
  const ofAct = told !== undefined && !present.knows(told) ? marksOf(heap, told) : 0;
  return (
    Math.max(ofAct, ...[present.place.operation, to.operation].map((operation) => heap.stepCount(operation) ?? 0)) >=
    HEAVY_MARKS
  );
}

/** Goes there elsewhere, so that arriving there is a small thing. */
export async function approach(sitting: Sitting, to: Place, whole: ToldPart | undefined, job: Job): Promise<void> {
  const { heap, present } = sitting;
  const told = whole ?? toldAt(sitting, to.operation);
  const part = told && { act: told.act, first: told.first, count: told.count, collected: told.collected };
  const args = { inside: present.inside, to, told: part };
  const foreseen = await elsewhere(heap, { name: 'arrive', args }, job, 0);
  if (foreseen !== undefined) present.foresee(foreseen);
}

/** Whether it takes long to compare two places. */
export function isFarApart({ heap }: Sitting, { a, b }: Tasks['compare']['args']): boolean {
  if (!heap.isWhole) return false;
  const inside = [a, b].map(({ operation, mark }) => (mark === undefined ? 0 : (heap.stepCount(operation) ?? 0)));
  return Math.max(...inside) >= HEAVY_MARKS || heap.info().len >= HEAVY_IMAGE;
}

export async function compareElsewhere(
  { heap }: Sitting,
  args: Tasks['compare']['args'],
  job: Job,
): Promise<Tasks['compare']['answer'] | undefined> {
  return elsewhere(heap, { name: 'compare', args }, job, 0);
}
