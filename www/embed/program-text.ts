// Where the program of an element stands: in it, or in a code block of the page. Reads the page; parses nothing.

import { isTrace } from '../program/trace-text.ts';
import { codeIn, hasCode, linesOf } from './code-lines.ts';

/** What may stand in an element and be its program. A script that the browser does not run keeps its line ends. */
const HOLDERS = 'pre, code, script[type="text/plain"]';

const PICTURES = 'img, picture, svg, canvas, video, audio, object, iframe';

/** What people read, unless it is the title of a code block. */
const PROSE = 'p, li, dt, dd, blockquote, h1, h2, h3, h4, h5, h6';

/** How a program begins: a prompt or a comment, a call, an assignment, another statement. */
const BEGINNINGS = [
  /^(?:>>>|#)/,
  /^[a-z_][\w.]*\(/i,
  /^[a-z_][\w.[\]'":-]*(?:\s*,\s*[a-z_][\w.[\]'":-]*)*\s*=/i,
  /^(?:del|import) +[\w.[\]'", ]+$/,
  /^for .+ in .+:$/,
];

/** A code block that was asked for and is not there. */
export class NoCodeBlock extends Error {
  override readonly name = 'NoCodeBlock';

  constructor(readonly wanted: string) {
    super(`there is no code block ${wanted}`);
  }
}

/** The text of the code block that `for` names: by its id, or the one before the element. */
export function codeBlock(element: Element, wanted: string): string {
  const found = wanted === 'previous' ? blockBefore(element) : (scopeOf(element).getElementById(wanted) ?? undefined);
  const text = found === undefined ? undefined : codeOf(found);
  if (text === undefined) throw new NoCodeBlock(wanted);
  return text;
}

/** The program that stands in an element; the rest of its content is for readers without it. */
export function ownProgram(element: Element): string | undefined {
  const holder = [...element.children].find((child) => child.matches(HOLDERS));
  if (holder !== undefined) return codeOf(holder);
  const content = [...element.childNodes].filter((node) => !(node instanceof Element && node.hasAttribute('slot')));
  const words = content.filter((node) => !isPicture(node));
  const [first, ...others] = words.filter((node) => !isBlank(node));
  if (first instanceof Element && [first, ...others].every(isWrapper)) return codeOf(first);
  const text = someText(linesOf(words));
  if (text === undefined || content.every(isPlain)) return text;
  return words.every((node) => isPlain(node) || isParagraph(node)) && readsLikeProgram(text) ? text : undefined;
}

/** Ids count within a shadow root, or in the document. */
function scopeOf(element: Element): Document | ShadowRoot {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root : element.ownerDocument;
}

/** The nearest code block that comes before in the document, whatever the tool wrapped it in. */
function blockBefore(element: Element): Element | undefined {
  const before = (block: Element): boolean =>
    (block.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 &&
    (block.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_CONTAINED_BY) === 0;
  return [...scopeOf(element).querySelectorAll('pre')]
    .filter((block) => before(block) && block.closest('pymalloc-explorer') === null && hasCode(block))
    .at(-1);
}

function isPlain(node: Node): boolean {
  return !(node instanceof Element) || node instanceof HTMLBRElement;
}

function isParagraph(node: Node): boolean {
  return node instanceof HTMLParagraphElement;
}

function isBlank(node: Node): boolean {
  return isPlain(node) && linesOf([node]).trim() === '';
}

/** Alone, with its title, or in what leads to it. */
function isPicture(node: Node): boolean {
  if (!(node instanceof Element) || node.querySelector('pre') !== null) return false;
  if (node.matches(`${PICTURES}, figure:has(${PICTURES})`)) return true;
  return node.querySelector(PICTURES) !== null && linesOf([node]).trim() === '';
}

/** A code block as a highlighter wraps it, with its title; no text that has a code block in it. */
function isWrapper(node: Node): boolean {
  if (!(node instanceof Element)) return false;
  const parts = [node, ...node.querySelectorAll('*')];
  const isProse = (part: Element): boolean => part.matches(PROSE) && part.closest('pre, figcaption') === null;
  return parts.some((part) => part.matches('pre') && hasCode(part)) && !parts.some(isProse);
}

/** By its first line: a paragraph may as well be for readers. */
function readsLikeProgram(text: string): boolean {
  const [line = ''] = text.trimStart().split('\n');
  return isTrace(text) || BEGINNINGS.some((beginning) => beginning.test(line.trimEnd()));
}

function codeOf(block: Element): string | undefined {
  const code = codeIn(block);
  return code === undefined ? undefined : someText(linesOf(code.childNodes));
}

/** Without the margin that the page's own source gives all of its lines. */
function someText(text: string): string | undefined {
  return text.trim() === '' ? undefined : dedent(text);
}

function dedent(text: string): string {
  const lines = text
    .replace(/^\s*\n/, '')
    .trimEnd()
    .split('\n');
  const margins = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const margin = Math.min(...margins);
  return lines.map((line) => line.slice(Math.min(margin, line.search(/\S|$/)))).join('\n');
}
