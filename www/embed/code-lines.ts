// The lines of code that stand in a part of a page, without what tools put beside them. Reads the page; knows no element
// of ours.

/** What has no words of a program. */
const SILENT = 'img, picture, svg, canvas, video, audio, object, iframe, script, noscript, style, template, link';

/** Line numbers of Pygments and docutils, of Chroma, of Rouge and Hexo, of highlight.js. */
const LINE_NUMBERS = '.linenos, .lineno, .ln, .lnt, .line-number, td.gutter, .rouge-gutter, .hljs-ln-numbers';
/** What other tools say that nobody is to copy. */
const NOT_COPIED = 'button, [aria-hidden="true"], [style*="user-select:none"], [style*="user-select: none"]';

const LEFT_OUT = `${SILENT}, ${LINE_NUMBERS}, ${NOT_COPIED}`;

/** Each begins a line, and ends one: there may be no line ends in the text. */
const BLOCKS = 'div, p, tr, li';

/** The innermost `pre` that has more than line numbers, and of that the `code`; without a `pre`, the `code`, or all of it. */
export function codeIn(block: Element): Element | undefined {
  const blocks = [block, ...block.querySelectorAll('*')].filter((one) => one.matches('pre:not(:has(pre))'));
  if (blocks.length === 0) return block.querySelector(':scope > code') ?? block;
  const found = blocks.find(hasCode);
  const [code, ...others] = found?.querySelectorAll('code') ?? [];
  // Where there are several, each is a line.
  return code !== undefined && others.length === 0 ? code : found;
}

/** Not only line numbers. */
export function hasCode(block: Element): boolean {
  return !/^[\d\s]*$/.test(linesOf(block.childNodes));
}

export function linesOf(nodes: Iterable<Node>): string {
  let lines = '';
  for (const node of nodes) {
    const isBlock = node instanceof Element && node.matches(BLOCKS);
    if (isBlock && lines !== '' && !lines.endsWith('\n')) lines += '\n';
    const text = textOf(node);
    lines += text;
    if (isBlock && !text.endsWith('\n')) lines += '\n';
  }
  return lines;
}

function textOf(node: Node): string {
  if (node instanceof Text) return isAfterBreak(node) ? node.data.replace(/^\n/, '') : node.data;
  if (node instanceof HTMLBRElement) return '\n';
  if (!(node instanceof Element) || node.matches(LEFT_OUT)) return '';
  return linesOf(node.childNodes);
}

/** Outside of a code block, a line end in the page's own source is none beside a `br`. */
function isAfterBreak({ previousSibling, parentElement }: Text): boolean {
  return previousSibling instanceof HTMLBRElement && parentElement?.closest('pre') === null;
}
