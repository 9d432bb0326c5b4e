// Questions about objects and the collector, made from the heap as it stands before the operation. The right answer is read
// off the events of the operation, once it has been carried out.

import { type Heap } from '../core.ts';
import { hex } from '../format.ts';
import { type Explanation } from '../generated/Explanation.ts';
import { type ObjectSummary } from '../generated/ObjectSummary.ts';
import { type Request } from '../generated/Request.ts';
import { choiceQuestion, stepWith, yesNo } from './allocator.ts';
import { type Choice, type Question, type Truth } from './question.ts';

/** Of more objects nobody chooses all that are unreachable. */
const MOST_OBJECTS = 20;
/** So many marks of an operation are looked through. */
const MARKS = 20_000;

/** About a line of Python. */
export function requestQuestion(request: Request, heap: Heap, turn: number): Question | undefined {
  if (request.op === 'collect') return collectQuestion(heap, turn);
  if (isDue(heap)) return whichGeneration();
  if (request.op === 'root_del') return dies(request.id, heap);
  return undefined;
}

/** Whether the next container passes the threshold of generation 0. */
function isDue(heap: Heap): boolean {
  const { enabled, collecting, generations } = heap.generations(0);
  const youngest = generations[0];
  if (!enabled || collecting !== null || youngest === undefined) return false;
  return youngest.threshold > 0 && youngest.count >= youngest.threshold;
}

const generations: readonly Choice[] = [
  { value: 'none', words: ({ predict }) => predict.noGeneration },
  ...[0, 1, 2].map((generation) => ({
    value: String(generation),
    words: (({ predict }) => predict.generation({ generation })) satisfies Choice['words'],
  })),
];

function whichGeneration(): Question {
  return choiceQuestion(
    ({ predict }) => predict.whichGeneration,
    generations,
    (happened) => {
      const started = stepWith(happened, 'CollectionStarted');
      const mark = (stepWith(happened, 'GenerationChosen') ?? stepWith(happened, 'AllocationCounted'))?.mark;
      return { value: started === undefined ? 'none' : String(started.event.generation), mark };
    },
  );
}

/** The last way to an object goes, or another one is left. */
function dies(id: string, heap: Heap): Question | undefined {
  const { objects } = heap.objects(MOST_OBJECTS);
  const object = objects.find(({ label }) => label === id);
  if (object === undefined || object.isStatic) return undefined;
  return choiceQuestion(
    ({ predict }) => predict.dies({ name: id }),
    yesNo,
    ({ explanation: { steps } }) => {
      const gone = steps.find(({ event }) => event.kind === 'Deallocating' && event.object === object.at);
      const lower = steps.find(({ event }) => event.kind === 'Decref' && event.object === object.at);
      const revived = steps.find(({ event }) => event.kind === 'Resurrected' && event.object === object.at);
      return { value: gone === undefined ? 'no' : 'yes', mark: (gone ?? revived ?? lower)?.mark };
    },
  );
}

function collectQuestion(heap: Heap, turn: number): Question | undefined {
  const { objects, total } = heap.objects(MOST_OBJECTS);
  if (total > MOST_OBJECTS || total === 0) return undefined;
  const named = objects.filter(({ label, isStatic }) => label !== null && !isStatic);
  const one = named[turn % Math.max(1, named.length)];
  return turn % 3 === 2 && one !== undefined ? survives(one) : unreachable(objects);
}

function survives({ at, label }: ObjectSummary): Question {
  return choiceQuestion(
    ({ predict }) => predict.survives({ name: label ?? hex(at) }),
    yesNo,
    ({ explanation }) => {
      const gone = explanation.steps.find(({ event }) => event.kind === 'Deallocating' && event.object === at);
      const kept = explanation.steps.findLast(({ event }) => 'object' in event && event.object === at);
      return { value: gone === undefined ? 'yes' : 'no', mark: (gone ?? kept)?.mark };
    },
  );
}

function unreachable(objects: readonly ObjectSummary[]): Question {
  const names = new Map(objects.map(({ at, label }) => [at, label ?? hex(at)]));
  return {
    by: 'objects',
    ask: ({ predict }) => predict.unreachable,
    truth: ({ explanation, heap }) => unreachableTruth(explanation, heap, names),
  };
}

/** What the first scan of the collection leaves in `unreachable`, of the objects that can be chosen. */
function unreachableTruth({ number }: Explanation, heap: Heap, names: ReadonlyMap<number, string>): Truth | undefined {
  const { steps } = heap.explain(number, 0, MARKS);
  const from = steps.findIndex(({ event }) => event.kind === 'PhaseStarted' && event.phase === 'move_unreachable');
  if (from < 0) return undefined;
  const left = new Set<number>();
  let mark = steps[from]?.mark;
  for (const { event, mark: at } of steps.slice(from + 1)) {
    if (event.kind === 'PhaseStarted' || event.kind === 'CollectionFinished') break;
    if (event.kind === 'TentativelyUnreachable') left.add(event.object);
    if (event.kind === 'MovedBack') left.delete(event.object);
    mark = at;
  }
  const found = [...left].filter((object) => names.has(object));
  const told = found.map((object) => names.get(object) ?? hex(object)).join(', ');
  return { answer: found, words: ({ predict }) => (found.length === 0 ? predict.nothing : told), mark };
}

/** What `gc_refs` of an object will be once all references from inside are subtracted; asked where that begins. */
export function gcRefsQuestion(
  operation: number,
  from: number,
  to: number,
  heap: Heap,
  turn: number,
): Question | undefined {
  const heads = (at: number) => {
    heap.seekStep(operation, at);
    const { generations: rows, working } = heap.generations(MOST_OBJECTS);
    return [...rows, ...working].flatMap(({ list }) => list.members);
  };
  const after = heads(to);
  const before = heads(from).filter(({ gcRefs, label }) => gcRefs !== null && label !== null);
  const head = before[turn % Math.max(1, before.length)];
  const gcRefs = after.find(({ object }) => object === head?.object)?.gcRefs;
  if (head?.gcRefs === undefined || head.gcRefs === null || gcRefs === null || gcRefs === undefined) return undefined;
  const choices = Array.from({ length: head.gcRefs + 1 }, (_, refs): Choice => ({
    value: String(refs),
    words: ({ predict }) => predict.refs({ refs }),
  }));
  return choiceQuestion(
    ({ predict }) => predict.gcRefs({ name: head.label ?? hex(head.object), refs: head.gcRefs ?? 0 }),
    choices,
    () => ({ value: String(gcRefs), mark: to }),
  );
}
