// Where the program of an element stands: in it, or in a code block of the page. Reads the page; parses nothing.

/** What may stand in an element and be its program. A script that the browser does not run keeps its line ends. */
const HOLDERS = 'pre, code, script[type="text/plain"]';

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
  const text = found === undefined ? undefined : textOf(codeIn(found));
  if (text === undefined || text.trim() === '') throw new NoCodeBlock(wanted);
  return text;
}

/** The program that stands in an element; the rest of its content is for readers without it. */
export function ownProgram(element: Element): string | undefined {
  const holder = [...element.children].find((child) => child.matches(HOLDERS));
  if (holder !== undefined) return someText(textOf(holder));
  if ([...element.children].some((child) => !child.hasAttribute('slot'))) return undefined;
  const texts = [...element.childNodes].map((node) => (node instanceof Text ? node.data : ''));
  return someText(dedent(texts.join('')));
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
    .filter((block) => before(block) && block.closest('pymalloc-explorer') === null)
    .at(-1);
}

/** Tools put line numbers and buttons beside the code, which itself is a `code`. */
function codeIn(block: Element): Element {
  if (block.matches('code')) return block;
  const codes = block.querySelectorAll('pre code, :scope > code');
  return codes[0] ?? block.querySelector('pre') ?? block;
}

/** Without the margin that the page's own source gives all of its lines. */
function textOf(element: Element): string {
  return dedent(linesOf(element));
}

/** Some tools end lines of code with `br`, or make each a `div`, and have no line ends in the text. */
function linesOf(node: Node): string {
  if (node instanceof Text) return node.data;
  if (node instanceof HTMLBRElement) return '\n';
  const text = [...node.childNodes].map(linesOf).join('');
  return node instanceof HTMLDivElement && !text.endsWith('\n') ? `${text}\n` : text;
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

function someText(text: string): string | undefined {
  return text.trim() === '' ? undefined : text;
}
