// A Vite plugin for builds: the texts in ICU MessageFormat are read here, so that no parser is loaded in the browser. Says
// nothing and checks no text; the tests of the catalogues do.

import { read } from '../www/locales/icu.ts';

/** The files that have texts, and how a text with values is written there. */
const CATALOGUES = /www[\\/]locales[\\/](?:en|zh-Hans)[\\/][\w-]+\.ts$/;
const CALLED = 'msg';
/** What has nothing to read any more. */
const READER = /www[\\/]locales[\\/]icu\.ts$/;

/** @returns {import('vite').Plugin} */
export function parsedMessages() {
  return {
    name: 'parsed-messages',
    apply: 'build',
    load: { filter: { id: READER }, handler: () => 'export const read = undefined;' },
    transform: {
      filter: { id: CATALOGUES },
      handler(code) {
        let done = code;
        for (const { start, end, text } of textsIn(this.parse(code)).reverse()) {
          done = done.slice(0, start) + JSON.stringify(read(text)) + done.slice(end);
        }
        return { code: done, map: null };
      },
    },
  };
}

/** @typedef {{ start: number, end: number, text: string }} Text */

/** The arguments of all calls of `msg`, as they stand in the code. @returns {Text[]} */
function textsIn(/** @type {unknown} */ node) {
  if (Array.isArray(node)) return node.flatMap(textsIn);
  if (typeof node !== 'object' || node === null) return [];
  const call = /** @type {Record<string, any>} */ (node);
  if (call['type'] === 'CallExpression' && call['callee'].name === CALLED) return [textOf(call['arguments'][0])];
  return Object.values(node).flatMap(textsIn);
}

/** @returns {Text} */
function textOf(/** @type {Record<string, any>} */ argument) {
  const { start, end, type, value } = argument;
  if (type !== 'Literal') throw new Error(`${CALLED} takes a text as it is, not a ${type}`);
  return { start, end, text: value };
}
