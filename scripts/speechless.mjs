// Takes out of a small core what a panic would say: a call of one becomes a trap, and the places in sources and the texts that
// it would name are blanked. Stable Rust cannot leave them out. Knows the names of functions, so that it has to come before they are stripped.

import binaryen from 'binaryen';
import { Failure } from './lib.mjs';

/**
 * Functions that are called only by what breaks, or to tell about it, as the names are in the module; and JavaScript's calls
 * of closures, of which a small core has none. Our own text is made without formatting (src/digits.rs).
 */
const TELLS = [
  /\b(panicking|panic_\w+|\w+_fail|\w+_failed|handle_error|handle_alloc_error|default_alloc_error_hook)\b/,
  /__rust_alloc_error_handler/,
  /\b(core|alloc)\[?\w*\]?::fmt\b|<u64>::_fmt/,
  /^wasm_bindgen::convert::closures::|^js_sys::futures::/,
];
const DATA_SECTION = 11;
const DATA_COUNT_SECTION = 12;
const HEADER_SIZE = 8;
const CONSTANT_ADDRESS = 0x41;
const END = 0x0b;
/** `core::panic::Location` on 32 bits: the file's address and length, line, column. */
const LOCATION_SIZE = 16;
const WORD = 4;

/**
 * @param {Buffer} module
 * @returns {Uint8Array}
 */
export function speechless(module) {
  const told = Buffer.from(module);
  blankLocations(told);
  const parsed = binaryen.readBinary(told);
  const all = Array.from({ length: parsed.getNumFunctions() }, (_, index) =>
    binaryen.getFunctionInfo(parsed.getFunctionByIndex(index)),
  );
  const telling = all.filter(({ name, module: from }) => from === '' && TELLS.some((tells) => tells.test(name)));
  if (telling.length === 0) throw new Failure('No panic was found in the module: look for what they are called now.');
  for (const { name, params, results } of telling) {
    parsed.removeFunction(name);
    parsed.addFunction(name, params, results, [], parsed.unreachable());
  }
  const binary = parsed.emitBinary();
  parsed.dispose();
  return binary;
}

/**
 * @typedef {object} Segment
 * @property {number} at address in memory
 * @property {number} offset in the module
 * @property {number} length bytes
 */

/**
 * Blanks the data that only what tells of panics has read: the linked code names it, or data that this names, and the code
 * without what tells does not. For that each constant is a segment of its own when it is linked
 * (`--no-merge-data-segments`); afterwards all of them are one, which is shorter.
 *
 * @param {Buffer} linked
 * @param {Buffer} told what `speechless` makes of it
 * @param {Uint8Array} cleaned the same without the code that nobody comes to any more, else as it was
 * @returns {Buffer}
 */
export function withoutUnread(linked, told, cleaned) {
  const segments = dataSegments(linked);
  const before = readIn(linked, segments, linked);
  const now = readIn(linked, segments, cleaned);
  const unread = new Set(segments.filter((one) => before.has(one) && !now.has(one)).map(({ at }) => at));
  if (unread.size === 0) throw new Failure('No data is for panics alone: look for how it is laid out now.');
  const parts = dataSegments(told).filter(({ at }) => !unread.has(at));
  const start = Math.min(...parts.map(({ at }) => at));
  const data = Buffer.alloc(Math.max(...parts.map(({ at, length }) => at + length)) - start);
  for (const { at, offset, length } of parts) told.copy(data, at - start, offset, offset + length);
  return withData(told, start, data);
}

/**
 * The segments that code names, and those that they name.
 *
 * @param {Buffer} linked
 * @param {Segment[]} segments its own
 * @param {Uint8Array} code a module that has the same data
 * @returns {Set<Segment>}
 */
function readIn(linked, segments, code) {
  /** @type {Set<Segment>} */
  const read = new Set();
  const todo = constantsIn(code);
  for (let address = todo.pop(); address !== undefined; address = todo.pop()) {
    const named = segments.find(({ at, length }) => at <= address && address < at + length);
    if (named === undefined || read.has(named)) continue;
    read.add(named);
    const { at, offset, length } = named;
    for (let from = (WORD - (at % WORD)) % WORD; from + WORD <= length; from += WORD) {
      todo.push(linked.readUInt32LE(offset + from));
    }
  }
  return read;
}

/** All numbers in the code that may be addresses. @returns {number[]} */
function constantsIn(/** @type {Uint8Array} */ module) {
  const parsed = binaryen.readBinary(module);
  const code = parsed.emitText().replace(/^ *\(data .*$/gm, '');
  parsed.dispose();
  return [...code.matchAll(/\b(?:i32\.const |offset=)(\d+)/g)].map(([, number]) => Number(number));
}

/** The module with one segment of data in place of all that it has. */
function withData(/** @type {Buffer} */ module, /** @type {number} */ start, /** @type {Buffer} */ data) {
  const parts = [module.subarray(0, HEADER_SIZE)];
  for (const { id, from, end } of sections(module)) {
    if (id === DATA_COUNT_SECTION) parts.push(section(id, Buffer.from([1])));
    else if (id !== DATA_SECTION) parts.push(module.subarray(from, end));
    else {
      const head = [...leb(1), 0, CONSTANT_ADDRESS, ...leb(start, true), END, ...leb(data.length)];
      parts.push(section(id, Buffer.concat([Buffer.from(head), data])));
    }
  }
  return Buffer.concat(parts);
}

function section(/** @type {number} */ id, /** @type {Buffer} */ content) {
  return Buffer.concat([Buffer.from([id, ...leb(content.length)]), content]);
}

/** A number as a module writes it; signed where its sign counts. @returns {number[]} */
function leb(/** @type {number} */ number, signed = false) {
  const most = signed ? 0x40 : 0x80;
  return number < most ? [number] : [(number & 0x7f) | 0x80, ...leb(Math.floor(number / 0x80), signed)];
}

/** Reads a number at a place in a module: it, and where it ends. @returns {[number, number]} */
function unleb(/** @type {Buffer} */ module, /** @type {number} */ at) {
  const byte = module.readUInt8(at);
  if (byte < 0x80) return [byte, at + 1];
  const [rest, end] = unleb(module, at + 1);
  return [(byte & 0x7f) + rest * 0x80, end];
}

/** The sections of a module: where each begins, where its content does, and where it ends. */
function* sections(/** @type {Buffer} */ module) {
  for (let from = HEADER_SIZE; from < module.length;) {
    const [length, content] = unleb(module, from + 1);
    const end = content + length;
    yield { id: module.readUInt8(from), from, content, end };
    from = end;
  }
}

/** @returns {Segment[]} */
function dataSegments(/** @type {Buffer} */ module) {
  const found = [...sections(module)].find(({ id }) => id === DATA_SECTION);
  if (found === undefined) return [];
  /** @type {Segment[]} */
  const segments = [];
  let [left, position] = unleb(module, found.content);
  for (; left > 0; left -= 1) {
    if (module.readUInt8(position) !== 0 || module.readUInt8(position + 1) !== CONSTANT_ADDRESS) {
      throw new Failure('Odd data segment.');
    }
    const [at, afterAddress] = unleb(module, position + 2);
    const [length, offset] = unleb(module, afterAddress + 1);
    segments.push({ at, offset, length });
    position = offset + length;
  }
  return segments;
}

/** Where in the module so many bytes of memory are. */
function offsetOf(/** @type {Segment[]} */ segments, /** @type {number} */ address, /** @type {number} */ length) {
  const around = segments.find(({ at, length: all }) => address >= at && address + length <= at + all);
  return around === undefined ? undefined : around.offset + address - around.at;
}

/** Zeros, in place, for all that names a line of a source file; nothing but a panic reads it. */
function blankLocations(/** @type {Buffer} */ module) {
  const segments = dataSegments(module);
  /** @type {[number, number][]} */
  const blank = [];
  for (const { at, offset, length } of segments) {
    for (let from = (WORD - (at % WORD)) % WORD; from + LOCATION_SIZE <= length; from += WORD) {
      const [address, size] = [module.readUInt32LE(offset + from), module.readUInt32LE(offset + from + WORD)];
      const name = offsetOf(segments, address, size);
      if (name === undefined || !/^[ -~]+\.rs$/.test(module.toString('latin1', name, name + size))) continue;
      blank.push([offset + from, LOCATION_SIZE], [name, size]);
    }
  }
  for (const [from, length] of blank) module.fill(0, from, from + length);
}
