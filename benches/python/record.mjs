// Records the calls that CPython 3.10.2 (Pyodide, so with pointers of 32 bits) makes for program.py to PyMem_* and
// PyObject_*, as a trace (docs/trace-format.md): `node benches/python/record.mjs`. Done once; the benchmark reads the
// trace. Blocks that are older than the recording are left out, and those that outlive it are freed at its end.

import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { startPython } from '../pyodide.mjs';

const beside = (/** @type {string} */ name) => new URL(name, import.meta.url);
/** PyMemAllocatorDomain (Include/cpython/pymem.h): what pymalloc serves. */
const DOMAINS = { PYMEM_DOMAIN_MEM: 1, PYMEM_DOMAIN_OBJ: 2 };
/** Pointers of a PyMemAllocatorEx: ctx, malloc, calloc, realloc, free. */
const FIELDS = 5;

const pyodide = await startPython();
const python = pyodide._module;
const program = pyodide.runPython(
  `compile(${JSON.stringify(readFileSync(beside('program.py'), 'utf8'))}, 'program.py', 'exec')`,
);

/** @type {string[]} */ const lines = [];
/** @type {Map<number, number>} */ const live = new Map();
/** @type {number[]} */ const unused = [];
let names = 0;

function told(/** @type {number} */ block, /** @type {string} */ kind, /** @type {string} */ request) {
  if (block === 0) return block;
  const name = unused.pop() ?? names++;
  live.set(block, name);
  lines.push(`${kind} ${name} ${request}`);
  return block;
}

function forgotten(/** @type {number} */ block) {
  const name = live.get(block);
  if (name === undefined) return;
  live.delete(block);
  unused.push(name);
  lines.push(`f ${name}`);
}

function moved(/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ nbytes) {
  const name = live.get(from);
  if (from === 0) return told(to, 'a', `${nbytes}`);
  if (to === 0 || name === undefined) return to;
  live.delete(from);
  live.set(to, name);
  lines.push(`r ${name} ${nbytes}`);
  return to;
}

/** Puts functions that tell between CPython and the allocator of a domain; answers how to take them out again. */
function listen(/** @type {number} */ domain) {
  const [before, own] = [python._malloc(4 * FIELDS), python._malloc(4 * FIELDS)];
  python._PyMem_GetAllocator(domain, before);
  const [ctx, ...functions] = python.HEAPU32.slice(before >> 2, (before >> 2) + FIELDS);
  const [malloc, calloc, realloc, free] = functions.map((/** @type {number} */ at) => python.wasmTable.get(at));
  const telling = [
    [(/** @type {number} */ _, /** @type {number} */ n) => told(malloc(ctx, n), 'a', `${n >>> 0}`), 'iii'],
    [
      (/** @type {number} */ _, /** @type {number} */ count, /** @type {number} */ n) =>
        told(calloc(ctx, count, n), 'c', `${count >>> 0} ${n >>> 0}`),
      'iiii',
    ],
    [
      (/** @type {number} */ _, /** @type {number} */ block, /** @type {number} */ n) =>
        moved(block, realloc(ctx, block, n), n >>> 0),
      'iiii',
    ],
    [
      (/** @type {number} */ _, /** @type {number} */ block) => {
        forgotten(block);
        free(ctx, block);
      },
      'vii',
    ],
  ].map(([call, signature]) => python.addFunction(call, signature));
  python.HEAPU32.set([0, ...telling], own >> 2);
  python._PyMem_SetAllocator(domain, own);
  return () => python._PyMem_SetAllocator(domain, before);
}

const run = pyodide.runPython('exec');
const globals = pyodide.runPython('{"__name__": "program"}');
const ends = Object.values(DOMAINS).map(listen);
run(program, globals);
for (const end of ends) end();
for (const block of [...live.keys()]) forgotten(block);

writeFileSync(beside('trace.gz'), gzipSync(`${lines.join('\n')}\n`, { level: 9 }));
console.log(`${lines.length} calls, ${names} blocks at most at once`);
