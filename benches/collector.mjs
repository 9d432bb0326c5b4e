// gc.collect() over lists in cycles of two, all garbage or all alive: the core as the page has it, journal and all,
// against CPython 3.10.2 compiled to wasm (Pyodide), in turn. `npm run bench` runs it in a Node of its own, since its
// flags hold for a whole process. Writes the results as JSON.

import { parseArgs } from 'node:util';
import { startPython } from './pyodide.mjs';
import { interleaved, loadCore, result } from './results.mjs';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const EDITION = 'cpython-3.10-32';
const LISTS = [10_000, 100_000, 1_000_000];

const { core } = await loadCore();
const pyodide = await startPython();
pyodide.runPython(`
import gc, time
gc.disable()

def measure(count, alive):
    gc.collect()
    kept = []
    for _ in range(count // 2):
        a, b = [], []
        a.append(b)
        b.append(a)
        if alive:
            kept.append(b)
    del a, b
    began = time.perf_counter()
    found = gc.collect()
    took = time.perf_counter() - began
    assert found == (0 if alive else count), found
    return took
`);
const inPython = pyodide.globals.get('measure');

function inCore(/** @type {number} */ count, /** @type {boolean} */ alive) {
  const heap = new core.Heap(EDITION, 'aligned');
  heap.request({ op: 'disable' });
  heap.request({ op: 'cycles', count: count / 2, ...(alive ? { id: 'kept' } : {}) });
  const began = performance.now();
  heap.request({ op: 'collect', gen: 2 });
  const took = performance.now() - began;
  heap.free();
  return took;
}

/** Nanoseconds of an object. */
const NS_PER_MS = 1e6;
const NS_PER_S = 1e9;

const results = [];
for (const [name, alive] of /** @type {const} */ ([
  ['garbage', false],
  ['live', true],
])) {
  for (const count of LISTS) {
    const rounds = Math.max(3, Math.min(values.quick ? 5 : 15, (values.quick ? 1e6 : 1e7) / count));
    const took = interleaved(rounds, {
      ours: () => (inCore(count, alive) * NS_PER_MS) / count,
      theirs: () => (inPython(count, alive) * NS_PER_S) / count,
    });
    results.push(result(`collect/${name}/${count}`, 'CPython 3.10.2 in wasm', took.ours, took.theirs, 'ns/object'));
  }
}

console.log(JSON.stringify(results));
