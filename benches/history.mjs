// How long the history takes to any state: of a trace of a million operations, and inside a collection of a million
// objects. Takes the core as it is compiled, and knows no page.

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

function quantile(/** @type {number[]} */ times, /** @type {number} */ part) {
  const sorted = times.toSorted((a, b) => a - b);
  return /** @type {number} */ (sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]);
}

const rounded = (/** @type {number} */ number) => Math.round(number * 100) / 100;

/** @returns {import('../scripts/bench.mjs').Result} */
function result(
  /** @type {string} */ name,
  /** @type {string} */ peer,
  /** @type {number} */ ours,
  /** @type {number} */ theirs,
  unit = 'ms',
) {
  return { name, peer, ratio: rounded(ours / theirs), ours: rounded(ours), theirs: rounded(theirs), unit };
}

const BUDGET = 256 * 2 ** 20;
const SEEKS = 200;
const EDITION = 'cpython-3.10-32';

/** Seeks to random operations of a trace. */
function* seeks(
  /** @type {any} */ core,
  /** @type {number} */ operations,
  /** @type {number} */ live,
  /** @type {string} */ edition,
) {
  const replay = new core.TraceReplay(edition, 'aligned', churn(operations, live));
  const made = timed(() => replay.step(operations));
  const heap = replay.intoHeap();
  const what = `${operations} operations, ${live} blocks live, ${edition}`;
  const next = random(1);
  const positions = Array.from({ length: SEEKS }, () => Math.floor(next() * (operations + 1)));
  const times = positions.map((position) => timed(() => heap.seek(position)));
  const steps = positions.map((position) => timed(() => heap.seek(Math.min(position + 1, operations))));
  const bytes = heap.historyBytes();
  yield result(`seek, median: ${what}`, 'all carried out', quantile(times, 0.5), made);
  yield result(`seek, p95: ${what}`, 'all carried out', quantile(times, 0.95), made);
  yield result(`seek elsewhere, p95: ${what}`, 'all carried out', quantile(steps, 0.95), made);
  heap.seek(operations);
  let at = operations;
  const back = Array.from({ length: SEEKS }, () => timed(() => heap.seek((at -= 1))));
  yield result(`step back, median: ${what}`, 'all carried out', quantile(back, 0.5), made);
  yield result(`step back, p95: ${what}`, 'all carried out', quantile(back, 0.95), made);
  yield result(`history: ${what}`, 'its budget', bytes / 2 ** 20, BUDGET / 2 ** 20, 'MiB');
  heap.free();
}

/** Steps into the collection of so many objects. */
function* collection(/** @type {any} */ core, /** @type {number} */ objects, /** @type {string} */ edition) {
  const heap = new core.Heap(edition, 'aligned');
  heap.request({ op: 'disable' });
  heap.request({ op: 'cycles', count: objects / 2 });
  const carried = timed(() => heap.request({ op: 'collect', gen: 2 }));
  const number = heap.operations();
  const marks = heap.stepCount(number);
  const what = `${objects} objects, ${edition}, ${marks} marks`;
  const next = random(3);
  const times = Array.from({ length: 8 }, () => timed(() => heap.seekStep(number, 1 + Math.floor(next() * marks))));
  yield result(`into a collection, median: ${what}`, 'the collection', quantile(times, 0.5), carried);
  yield result(`into a collection, worst: ${what}`, 'the collection', quantile(times, 1), carried);
  const half = Math.floor(marks / 2);
  heap.seekStep(number, half);
  const near = Array.from({ length: 100 }, (_, step) => timed(() => heap.seekStep(number, half + 1 + step)));
  yield result(`a step further in it, p95: ${what}`, 'the collection', quantile(near, 0.95), carried);
  yield result(`history in it: ${what}`, 'its budget', heap.historyBytes() / 2 ** 20, BUDGET / 2 ** 20, 'MiB');
  yield result(
    `its digest: ${what}`,
    'the collection',
    timed(() => heap.digest(number)),
    carried,
  );
  yield result(
    `back from it: ${what}`,
    'the collection',
    timed(() => heap.settle()),
    carried,
  );
  yield result(
    `undoing it: ${what}`,
    'the collection',
    timed(() => heap.seek(number - 1)),
    carried,
  );
  heap.free();
}

/** All measurements of the history; `part`: how much of the work. */
export function* history(/** @type {any} */ core, /** @type {number} */ part) {
  for (const live of [2000, 100_000]) yield* seeks(core, 1_000_000 * part, live, EDITION);
  for (const edition of [EDITION, 'cpython-3.10-64']) yield* collection(core, 1_000_000 * part, edition);
}
