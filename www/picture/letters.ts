// Text of the page as SVG: each line where the browser put it, as wide as it is there, so that another font of another
// machine does not run into its neighbours.

import { type Box, fill, type Sheet, stroke } from './sheet.ts';

/** Where the sheet's corner is on the page. */
export interface Origin {
  readonly x: number;
  readonly y: number;
}

interface Line {
  readonly text: string;
  readonly box: Box;
}

export function drawLetters(
  sheet: Sheet,
  node: Text,
  style: CSSStyleDeclaration,
  underlined: boolean,
  origin: Origin,
): void {
  for (const { text, box } of linesOf(node, style, origin)) {
    const y = box.y + ascent(style) * box.height;
    const element = sheet.element('text', {
      x: box.x,
      y,
      'font-family': style.fontFamily,
      'font-size': style.fontSize,
      textLength: box.width,
      ...(style.fontWeight === '400' ? {} : { 'font-weight': style.fontWeight }),
      ...(style.fontStyle === 'normal' ? {} : { 'font-style': style.fontStyle }),
      ...fill(style.color),
    });
    element.setAttributeNS('http://www.w3.org/XML/1998/namespace', 'xml:space', 'preserve');
    element.textContent = text;
    sheet.put(element, box);
    if (underlined) underline(sheet, box, y + 3, style);
  }
}

function underline(sheet: Sheet, box: Box, y: number, style: CSSStyleDeclaration): void {
  const line = { x1: box.x, y1: y, x2: box.x + box.width, y2: y, ...stroke(style.color, 1), 'stroke-opacity': 0.4 };
  sheet.put(sheet.element('line', line), box);
}

/** The lines that a text is broken into. Most are one. */
function linesOf(node: Text, style: CSSStyleDeclaration, origin: Origin): Line[] {
  const range = document.createRange();
  const kept = style.whiteSpaceCollapse === 'preserve';
  const [first, end] = kept ? [0, node.length] : inked(node.data);
  range.setStart(node, first);
  range.setEnd(node, end);
  const rects = [...range.getClientRects()].filter(({ width }) => width > 0);
  const tops = new Set(rects.map(({ top }) => Math.round(top)));
  const lines = tops.size === 1 ? [{ text: node.data, box: around(rects) }] : brokenLines(node, range, first, end);
  return lines
    .map(({ text, box }) => ({
      text: kept ? text.replace(/\n/g, '') : text.replace(/\s+/g, ' ').trim(),
      box: { ...box, x: box.x - origin.x, y: box.y - origin.y },
    }))
    .filter(({ text, box }) => text.trim() !== '' && box.width > 0);
}

/** From the first sign that is not a space to behind the last: spaces at the ends have a width, too. */
function inked(text: string): [first: number, end: number] {
  const end = text.trimEnd().length;
  return [Math.min(end, text.length - text.trimStart().length), end];
}

/** Sign by sign: those that stand on one height are a line. */
function brokenLines(node: Text, range: Range, first: number, end: number): Line[] {
  const lines: { text: string; rects: DOMRect[] }[] = [];
  for (let at = first; at < end; at += 1) {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const sign = node.data.charAt(at);
    const rect = [...range.getClientRects()].find(({ width }) => width > 0);
    if (rect === undefined) continue;
    const last = lines.at(-1);
    if (last !== undefined && Math.abs((last.rects[0]?.top ?? 0) - rect.top) < 2) {
      last.text += sign;
      last.rects.push(rect);
    } else {
      lines.push({ text: sign, rects: [rect] });
    }
  }
  return lines.map(({ text, rects }) => ({ text, box: around(rects) }));
}

function around(rects: readonly DOMRect[]): Box {
  const x = Math.min(...rects.map(({ left }) => left));
  const y = Math.min(...rects.map(({ top }) => top));
  const right = Math.max(...rects.map((rect) => rect.right));
  const bottom = Math.max(...rects.map((rect) => rect.bottom));
  return { x, y, width: right - x, height: bottom - y };
}

const ascents = new Map<string, number>();

/** How much of a line's height stands above its base line, in that font. */
function ascent({ fontFamily, fontSize, fontWeight }: CSSStyleDeclaration): number {
  const font = `${fontWeight} ${fontSize} ${fontFamily}`;
  let share = ascents.get(font);
  if (share === undefined) {
    const context = document.createElement('canvas').getContext('2d');
    if (context === null) return 0.8;
    context.font = font;
    const { fontBoundingBoxAscent: above, fontBoundingBoxDescent: below } = context.measureText('x');
    share = above / (above + below);
    ascents.set(font, share);
  }
  return share;
}
