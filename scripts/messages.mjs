// A Vite plugin for builds: the texts in ICU MessageFormat are parsed here, so that no parser is loaded in the browser. Says
// nothing and checks no text; the tests of the catalogues do.

import { parse } from '@formatjs/icu-messageformat-parser';

/** The files that have texts, and how a text with values is written there. */
const CATALOGUES = /www[\\/]locales[\\/](?:en|zh-Hans)[\\/][\w-]+\.ts$/;
const CALLED = 'msg';

/** @returns {import('vite').Plugin} */
export function parsedMessages() {
  return {
    name: 'parsed-messages',
    apply: 'build',
    config: () => ({
      resolve: {
        alias: [
          {
            find: /^@formatjs\/icu-messageformat-parser$/,
            replacement: '@formatjs/icu-messageformat-parser/no-parser.js',
          },
        ],
      },
    }),
    transform: {
      filter: { id: CATALOGUES },
      handler(code) {
        let done = code;
        for (const { start, end, text } of textsIn(this.parse(code)).reverse()) {
          done = done.slice(0, start) + JSON.stringify(parsed(text)) + done.slice(end);
        }
        return { code: done, map: null };
      },
    },
  };
}

/** What the parser makes of a text, without where it stood. */
function parsed(/** @type {string} */ text) {
  // Sentences have `<` and `>` in them, which are no tags.
  return parse(text, { ignoreTag: true, captureLocation: false });
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
