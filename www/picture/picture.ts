// A part of the page as an SVG file that stands alone: every colour, font and line written into it, nothing referred to.
// Draws what the browser laid out, so HTML and SVG alike; whoever opens the file needs neither.

import { drawBox } from './box.ts';
import { type Canvases } from './canvases.ts';
import { drawDrawing } from './drawing.ts';
import { drawLetters, type Origin } from './letters.ts';
import { type Box, type Looks, Sheet } from './sheet.ts';

/** What is there to be used, not to be looked at. */
const ASIDE = '[data-tool], input, select, textarea, dialog';

/** What is drawn: a part of the page, and what its canvases show. */
export interface Drawn {
  readonly part: Element;
  readonly canvases: Canvases;
}

/** Steps of the drawing, each of one element and telling how far down it is; `finish` is given the text of the file. */
export function* drawPicture(
  { part, canvases }: Drawn,
  looks: Looks,
  finish: (svg: string) => void,
): Generator<number, void> {
  const sheet = new Sheet();
  const { left: x, top: y } = part.getBoundingClientRect();
  yield* drawElement(sheet, part, { origin: { x, y }, underlined: false, seen: undefined, canvases });
  finish(sheet.text(looks));
}

/** What an element takes over from those around it. */
interface Around {
  readonly origin: Origin;
  readonly underlined: boolean;
  /** What a scrolled element lets be seen of those inside. */
  readonly seen: Box | undefined;
  readonly canvases: Canvases;
}

function* drawElement(sheet: Sheet, element: Element, around: Around): Generator<number, void> {
  // What is folded away has its boxes all the same.
  if (element.matches(ASIDE) || !element.checkVisibility()) return;
  const style = getComputedStyle(element);
  if (style.display === 'none' || style.clipPath === 'inset(50%)') return;
  const boxes = [...element.getClientRects()].map((rect) => boxOf(rect, around.origin));
  if (style.display !== 'contents' && !boxes.some((box) => isSeen(box, around.seen))) return;
  yield sheet.bottom;
  if (element instanceof SVGSVGElement) {
    if (boxes[0] !== undefined) drawDrawing(sheet, element, boxes[0]);
    return;
  }
  for (const box of boxes) drawBox(sheet, box, style);
  if (element instanceof HTMLCanvasElement) drawCanvas(sheet, boxes[0], around.canvases.get(element));
  const inside = {
    ...around,
    underlined: around.underlined || style.textDecorationLine.includes('underline'),
    seen: style.overflow === 'visible' ? around.seen : boxes[0],
  };
  for (const node of (element.shadowRoot ?? element).childNodes) {
    if (node instanceof Text) drawLetters(sheet, node, style, inside.underlined, around.origin);
    else if (node instanceof Element) yield* drawElement(sheet, node, inside);
  }
  drawBehind(sheet, element, boxes[0]);
}

/** Pixels as they are: between them the file has nothing to say. */
function drawCanvas(sheet: Sheet, box: Box | undefined, url: string | undefined): void {
  if (box === undefined || url === undefined) return;
  const { x, y, width, height } = box;
  sheet.put(sheet.element('image', { x, y, width, height, href: url, preserveAspectRatio: 'none' }), box);
}

function isSeen({ y, height }: Box, seen: Box | undefined): boolean {
  return seen === undefined || (y + height > seen.y && y < seen.y + seen.height);
}

function boxOf({ left, top, width, height }: DOMRect, origin: Origin): Box {
  return { x: left - origin.x, y: top - origin.y, width, height };
}

/** A mark that the style sheet puts into a corner: without text, so all of it is box. */
function drawBehind(sheet: Sheet, element: Element, box: Box | undefined): void {
  const style = getComputedStyle(element, '::after');
  if (box === undefined || style.content !== '""' || style.position !== 'absolute') return;
  const [left, top, width, height] = [style.left, style.top, style.width, style.height].map(Number.parseFloat);
  if (left === undefined || top === undefined || width === undefined || height === undefined) return;
  drawBox(sheet, { x: box.x + left, y: box.y + top, width, height }, style);
}
