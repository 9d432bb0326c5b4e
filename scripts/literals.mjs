// A Vite plugin for builds: takes the indentation out of styles and templates that stand in scripts, and out of styles the
// comments, which the minifier of scripts leaves as they are. Changes nothing that is seen.

/** Scripts of the page. */
const SCRIPTS = /www[\\/].*\.ts$/;
/** By the name of what a template literal is given to. @type {Record<string, (text: string) => string>} */
const NARROWED = { css: narrowStyle, html: narrowMarkup, svg: narrowMarkup };

/** @returns {import('vite').Plugin} */
export function narrowLiterals() {
  return {
    name: 'narrow-literals',
    apply: 'build',
    transform: {
      filter: { id: SCRIPTS, code: /\b(?:css|html|svg)`/ },
      handler(code) {
        let done = code;
        for (const { start, end, narrow } of literalsIn(this.parse(code)).reverse()) {
          done = done.slice(0, start) + narrow(done.slice(start, end)) + done.slice(end);
        }
        return { code: done, map: null };
      },
    },
  };
}

/** Of strings no style has any in which there is what is narrowed here. */
function narrowStyle(/** @type {string} */ text) {
  return text
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}');
}

/** Every space stays one, but where lines are kept as they are written. */
function narrowMarkup(/** @type {string} */ text) {
  return text.replace(/\s*\n\s*/g, '\n');
}

/** @typedef {{ start: number, end: number, narrow: (text: string) => string }} Literal */

/** What stands between the values of all such literals, in the order of the code. @returns {Literal[]} */
function literalsIn(/** @type {unknown} */ node) {
  if (Array.isArray(node)) return node.flatMap(literalsIn);
  if (typeof node !== 'object' || node === null) return [];
  const { type, tag, quasi } = /** @type {Record<string, any>} */ (node);
  const inside = Object.values(node).flatMap(literalsIn);
  const narrow = type === 'TaggedTemplateExpression' ? NARROWED[tag.name] : undefined;
  if (narrow === undefined) return inside;
  const kept = quasi.quasis.some((/** @type {any} */ { value }) => /<pre\b/.test(value.raw));
  if (kept) return inside;
  const own = quasi.quasis.map((/** @type {any} */ { start, end }) => ({ start, end, narrow }));
  return [...own, ...inside].sort((a, b) => a.start - b.start);
}
