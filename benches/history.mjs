// How long the history takes to any state: of a trace of a million operations, and inside a collection of a million
// objects. Takes the core as it is compiled, and knows no page; each measurement begins with compiled code.

import { quantile, result } from './results.mjs';

/** Numbers from 0 up to 1, the same each time. */
function random(/** @type {number} */ seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Churn: most sizes small, some beyond pymalloc's, about `live` blocks at a time. */
function churn(/** @type {number} */ operations, /** @type {number} */ live) {
  const next = random(7);
  const lines = [];
  /** @type {number[]} */ const blocks = [];
  for (let id = 0; lines.length < operations;) {
    if (blocks.length < live && (blocks.length === 0 || next() < 0.55)) {
      const nbytes = next() < 0.97 ? 1 + Math.floor(next() * 512) : 513 + Math.floor(next() * 3000);
      lines.push(`a ${id} ${nbytes}`);
      blocks.push(id);
      id += 1;
    } else {
      const at = Math.floor(next() * blocks.length);
      const block = /** @type {number} */ (blocks[at]);
      blocks[at] = /** @type {number} */ (blocks.at(-1));
      blocks.pop();
      lines.push(`f ${block}`);
    }
  }
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

function timed(/** @type {() => void} */ work) {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** What the measurements are held against. */
export const HISTORY_LIMITS =
  'Limits: the state after any operation of a million within 100 ms (median); inside a long operation within 100 ms and ' +
  'what that operation itself takes; all that is kept within 256 MiB.';

const STATE_MS = 100;
const BUDGET_MIB = 256;
const SEEKS = 200;
/** Marks of a collection that are gone to. */
const INTO = 16;
/** Rounds before these. */
const COLD = 3;
const EDITION = 'cpython-3.10-32';

const historyMiB = (/** @type {any} */ heap) => heap.historyBytes() / 2 ** 20;

/** Seeks to random operations of a trace. */
function* seeks(
  /** @type {any} */ core,
  /** @type {number} */ operations,
  /** @type {number} */ live,
  /** @type {string} */ edition,
) {
  const trace = churn(operations, live);
  const replay = new core.TraceReplay(edition, 'aligned', trace.length);
  replay.append(trace);
  replay.step(operations);
  const heap = replay.intoHeap();
  const what = `trace of ${operations} operations, ${live} blocks live, ${edition}`;
  const limit = 'limit';
  const next = random(1);
  const positions = Array.from({ length: SEEKS }, () => Math.floor(next() * (operations + 1)));
  const far = positions.map((position) => timed(() => heap.seek(position)));
  yield result(`${what}: to a random operation, median`, limit, quantile(far, 0.5), STATE_MS);
  yield result(`${what}: to a random operation, p95`, limit, quantile(far, 0.95), STATE_MS);
  heap.seek(operations);
  let at = operations;
  const back = Array.from({ length: SEEKS }, () => timed(() => heap.seek((at -= 1))));
  yield result(`${what}: undoing one operation after another, median`, limit, quantile(back, 0.5), STATE_MS);
  yield result(`${what}: undoing one operation after another, p95`, limit, quantile(back, 0.95), STATE_MS);
  yield result(`${what}: history`, limit, historyMiB(heap), BUDGET_MIB, 'MiB');
  heap.free();
}

/** A heap before the collection of so many objects. */
function uncollected(/** @type {any} */ core, /** @type {number} */ objects, /** @type {string} */ edition) {
  const heap = new core.Heap(edition, 'aligned');
  heap.request({ op: 'disable' });
  heap.request({ op: 'cycles', count: objects / 2 });
  return heap;
}

const collect = (/** @type {any} */ heap) => timed(() => heap.request({ op: 'collect', gen: 2 }));

/** A heap in which the collection can be carried out again and again; answers what it takes. */
function repeated(/** @type {any} */ core, /** @type {number} */ objects, /** @type {string} */ edition) {
  const heap = uncollected(core, objects, edition);
  const before = heap.operations();
  return {
    collect() {
      if (heap.operations() > before) {
        heap.seek(before);
        heap.dropBranch(heap.truncate(before));
      }
      return collect(heap);
    },
    free: () => heap.free(),
  };
}

/** Steps into the collection of so many objects. */
function* collection(/** @type {any} */ core, /** @type {number} */ objects, /** @type {string} */ edition) {
  const plain = repeated(core, objects, edition);
  const heap = uncollected(core, objects, edition);
  collect(heap);
  const number = heap.operations();
  const marks = heap.stepCount(number);
  const what = `collection of ${objects} objects, ${edition}, ${marks} marks`;
  const limit = 'limit';
  const next = random(3);
  // Now one, now the other. The code of both is compiled in the first rounds.
  const rounds = Array.from({ length: COLD + INTO }, () => {
    const mark = 1 + Math.floor(next() * marks);
    return { itself: plain.collect(), into: timed(() => heap.seekStep(number, mark)) };
  }).slice(COLD);
  plain.free();
  const into = rounds.map((round) => round.into);
  const carried = quantile(
    rounds.map(({ itself }) => itself),
    0.5,
  );
  const inside = `limit, ${Math.round(carried)} ms that it takes itself and ${STATE_MS} ms`;
  yield result(`${what}: to a random mark, median`, inside, quantile(into, 0.5), carried + STATE_MS);
  yield result(`${what}: to a random mark, worst`, inside, quantile(into, 1), carried + STATE_MS);
  const half = Math.floor(marks / 2);
  heap.seekStep(number, half);
  const near = Array.from({ length: 100 }, (_, step) => timed(() => heap.seekStep(number, half + 1 + step)));
  yield result(`${what}: a mark further, p95`, limit, quantile(near, 0.95), STATE_MS);
  yield result(`${what}: history while inside`, limit, historyMiB(heap), BUDGET_MIB, 'MiB');
  const summed = timed(() => heap.digest(number));
  yield result(`${what}: summing it up, and back to the mark`, 'without a limit; twice itself', summed, 2 * carried);
  const settled = timed(() => heap.settle());
  yield result(`${what}: from the mark to its end`, limit, settled, STATE_MS);
  const undone = timed(() => heap.seek(number - 1));
  yield result(`${what}: undoing it`, limit, undone, STATE_MS);
  heap.free();
}

/** All measurements of the history; `part`: how much of the work. */
export function* history(/** @type {any} */ core, /** @type {number} */ part) {
  for (const live of [2000, 100_000]) yield* seeks(core, 1_000_000 * part, live, EDITION);
  for (const edition of [EDITION, 'cpython-3.10-64']) yield* collection(core, 1_000_000 * part, edition);
}
