// Programs of allocations, put through the image's allocator and through others in wasm, interleaved: what
// `npm run bench` runs in a Node of its own, since its flags hold for a whole process. Writes the results as JSON.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parseArgs } from 'node:util';
import { inRoot } from '../scripts/lib.mjs';
import { interleaved, result } from './results.mjs';

const { values } = parseArgs({
  options: { modules: { type: 'string', default: '' }, quick: { type: 'boolean', default: false } },
});

/** Numbers that benches/replay/src/lib.rs knows the programs by. */
const PROGRAMS = { churn: 0, lifo: 1, fill: 2, python: 3 };
/** Kinds of calls, as that file has them in the topmost two bits. */
const KINDS = { a: 0, c: 1, r: 2, f: 3 };
const KIND_SHIFT = 30;
const PEERS = /** @type {const} */ (['dlmalloc', 'talc', 'rlsf']);

/** The recorded program: two words a call, its slot with its kind, and its bytes. */
function recorded() {
  const lines = gunzipSync(readFileSync(inRoot('benches/python/trace.gz')))
    .toString()
    .trimEnd()
    .split('\n');
  const calls = new Uint32Array(2 * lines.length);
  let slots = 0;
  for (const [at, line] of lines.entries()) {
    const [kind, id, first, second] = line.split(' ');
    slots = Math.max(slots, Number(id) + 1);
    calls[2 * at] = (KINDS[/** @type {keyof typeof KINDS} */ (kind)] << KIND_SHIFT) | Number(id);
    calls[2 * at + 1] = Number(first ?? 0) * Number(second ?? 1);
  }
  return { slots, calls };
}

const python = recorded();

/** @typedef {{ program: number, slots: number, count: number, operations: number, calls?: Uint32Array }} Program */

/** The programs, with what each is given and how many calls it makes. */
const programs = /** @satisfies {Record<string, Program>} */ ({
  churn: { program: PROGRAMS.churn, slots: 10_000, count: 5_000_000, operations: 5_000_000 },
  lifo: { program: PROGRAMS.lifo, slots: 1000, count: 5_000_000, operations: 5_000_000 },
  fill: { program: PROGRAMS.fill, slots: 1_000_000, count: 1, operations: 2_000_000 },
  python: {
    program: PROGRAMS.python,
    slots: python.slots,
    count: 10,
    operations: 10 * (python.calls.length / 2),
    calls: python.calls,
  },
});

const modules = new Map(
  ['ours', ...PEERS].map((name) => [name, new WebAssembly.Module(readFileSync(`${values.modules}/${name}.wasm`))]),
);

/** A new instance. The image's own module brings the bindings of the page, which nothing here calls. */
function instantiate(/** @type {WebAssembly.Module} */ module) {
  /** @type {Record<string, Record<string, () => void>>} */ const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module))
    (imports[from] ??= {})[name] = () => undefined;
  return /** @type {any} */ (new WebAssembly.Instance(module, imports).exports);
}

/** Nanoseconds a call of a program in a new instance, so that every allocator begins with nothing. */
function measure(
  /** @type {string} */ name,
  /** @type {Program} */ { program, slots, count, operations, calls },
  entry = 'run',
) {
  const exports = instantiate(/** @type {WebAssembly.Module} */ (modules.get(name)));
  const at = exports.prepare(slots, (calls?.length ?? 0) / 2);
  if (calls) new Uint32Array(exports.memory.buffer, at, calls.length).set(calls);
  const began = process.hrtime.bigint();
  exports[entry](program, count);
  const took = Number(process.hrtime.bigint() - began) / operations;
  globalThis.gc?.();
  return took;
}

const results = [];
for (const [name, program] of Object.entries(programs)) {
  const took = interleaved(values.quick ? 7 : 25, {
    ours: () => measure('ours', program),
    dlmalloc: () => measure('dlmalloc', program),
    talc: () => measure('talc', program),
    rlsf: () => measure('rlsf', program),
  });
  for (const peer of PEERS) results.push(result(`replay/${name}`, peer, took.ours, took[peer], 'ns/call'));
}

for (const name of /** @type {const} */ (['churn', 'lifo'])) {
  const program = programs[name];
  const shorter = { ...program, count: program.count / 5, operations: program.operations / 5 };
  const took = interleaved(values.quick ? 3 : 9, {
    on: () => measure('ours', shorter, 'run_with_journal'),
    off: () => measure('ours', shorter, 'run_without_journal'),
  });
  results.push(result(`journal/${name}`, 'without a journal', took.on, took.off, 'ns/call'));
}

console.log(JSON.stringify(results));
