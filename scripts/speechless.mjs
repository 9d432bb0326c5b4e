// Takes out of a small core what a panic would say: a call of one becomes a trap, and the places in sources that it would name
// are blanked. Stable Rust cannot leave them out. Knows the names of functions, so that it has to come before they are stripped.

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
const CONSTANT_ADDRESS = 0x41;
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

/** @returns {Segment[]} */
function dataSegments(/** @type {Buffer} */ module) {
  let position = 8;
  const number = () => {
    let [value, scale] = [0, 1];
    for (;;) {
      const byte = module.readUInt8(position++);
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 0x80;
    }
  };
  /** @type {Segment[]} */
  const segments = [];
  while (position < module.length) {
    const section = module.readUInt8(position++);
    const end = number() + position;
    if (section === DATA_SECTION) {
      for (let left = number(); left > 0; left -= 1) {
        if (number() !== 0 || module.readUInt8(position++) !== CONSTANT_ADDRESS) throw new Failure('Odd data segment.');
        const at = number();
        position += 1;
        const length = number();
        segments.push({ at, offset: position, length });
        position += length;
      }
    }
    position = end;
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
