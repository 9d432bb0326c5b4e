// What every script stands on: paths, running programs, hashes, time. Uses Node's own modules only, because `npm start`
// runs before any package is installed. Knows nothing of what is built.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** @param {string[]} parts */
export const inRoot = (...parts) => join(root, ...parts);

/** A failure that is explained by its message alone: no stack trace is shown for it. */
export class Failure extends Error {
  /**
   * @param {string} message
   * @param {string} [output] what the failed program printed
   */
  constructor(message, output = '') {
    super(message);
    this.output = output;
  }
}

/**
 * Runs a program in the project's root and returns its standard output. It never reads the standard input.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string>, show?: boolean, minutes?: number }} [options]
 *   show: the program writes to the terminal itself, and nothing is returned
 * @returns {Promise<string>}
 */
export function run(program, args, { env = {}, show = false, minutes = 30 } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    });
    // Node's own limit of time goes on for a program that could not be started, and keeps this one from ending.
    const limit = setTimeout(() => child.kill(), minutes * 60_000);
    let output = '';
    let printed = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      output += text;
      printed += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => (printed += text));
    child.on('error', (error) => {
      clearTimeout(limit);
      reject(new Failure(`${program} could not be started: ${error.message}`));
    });
    child.on('close', (code, signal) => {
      clearTimeout(limit);
      if (code === 0) resolve(stripVTControlCharacters(output));
      else
        reject(
          new Failure(
            `${[program, ...args].join(' ')} ended with ${signal ?? code}`,
            stripVTControlCharacters(printed),
          ),
        );
    });
  });
}

/** Runs a script of an installed npm package, without a shell. @param {string} path @param {string[]} args */
export const nodeModule = (path, args, options = {}) =>
  run(process.execPath, [inRoot('node_modules', path), ...args], options);

/** npm, found as the npm that started this script, so that it works without a shell everywhere. */
export function npm(/** @type {string[]} */ ...args) {
  const cli = process.env['npm_execpath'];
  return cli?.endsWith('.js') ? run(process.execPath, [cli, ...args]) : run('npm', args);
}

/** @param {readonly (string | Uint8Array)[]} parts */
export function hashOf(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

/** @param {string} path */
export const readIfThere = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);

/** @param {number} since a value of performance.now() */
export const secondsSince = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/**
 * Announces a step, does it, and says how long it took. The work returns a short remark, if it has one.
 *
 * @param {string} name
 * @param {() => Promise<string | void>} work
 */
export async function step(name, work) {
  const began = performance.now();
  console.log(`▸ ${name}`);
  const remark = await work();
  console.log(`✓ ${name}${remark ? `: ${remark}` : ''} (${secondsSince(began)})`);
}

/** Runs a script's main function; a Failure ends it with its message and what the program printed. */
export async function main(/** @type {() => Promise<void>} */ work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.output) console.error(error.output.trimEnd());
    console.error(`✗ ${error.message}`);
    process.exitCode = 1;
  }
}
