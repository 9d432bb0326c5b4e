// What the benchmarks share: the core as the page has it, measuring in turn, and the form of a result.

import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { productionCore } from '../scripts/core.mjs';

/**
 * How ours compares with the peer's; `ratio` is ours by theirs.
 *
 * @typedef {{ name: string, peer: string, ratio: number, ours: number, theirs: number, unit: string }} Result
 */

/** The compiled core, as the page has it, and its memory. @returns {Promise<{ core: any, memory: WebAssembly.Memory }>} */
export async function loadCore() {
  const glue = await import(pathToFileURL(`${productionCore.dir}/pymalloc_explorer.js`).href);
  const bytes = readFileSync(`${productionCore.dir}/pymalloc_explorer_bg.wasm`);
  const { memory } = await glue.default({ module_or_path: bytes });
  return { core: glue, memory };
}

/** The value below which a part of the times lies. */
export function quantile(/** @type {number[]} */ times, /** @type {number} */ part) {
  const sorted = times.toSorted((a, b) => a - b);
  return /** @type {number} */ (sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]);
}

/**
 * Runs all of them in turn, so many times, and so that what else the machine does falls on each; the median of each.
 *
 * @template {string} Name
 * @param {number} rounds
 * @param {Record<Name, () => number>} all
 */
export function interleaved(rounds, all) {
  const entries = /** @type {[Name, () => number][]} */ (Object.entries(all));
  const times = entries.map(() => /** @type {number[]} */ ([]));
  for (let round = 0; round < rounds; round++) {
    for (const [at, [, measure]] of entries.entries()) times[at]?.push(measure());
  }
  const medians = entries.map(([name], at) => [name, quantile(times[at] ?? [], 0.5)]);
  return /** @type {Record<Name, number>} */ (Object.fromEntries(medians));
}

const rounded = (/** @type {number} */ number) => Math.round(number * 100) / 100;

/** @returns {Result} */
export function result(
  /** @type {string} */ name,
  /** @type {string} */ peer,
  /** @type {number} */ ours,
  /** @type {number} */ theirs,
  unit = 'ms',
) {
  return { name, peer, ratio: rounded(ours / theirs), ours: rounded(ours), theirs: rounded(theirs), unit };
}
