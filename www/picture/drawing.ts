// A drawing that is SVG on the page already: copied without what belongs to the page (roles, handles, classes), and with
// what its style sheet says of it written on each element.

import { paintOf } from './colour.ts';
import { type Box, type Sheet, short } from './sheet.ts';

/** What places and shapes an element. */
const GEOMETRY = [
  ...['x', 'y', 'width', 'height', 'rx', 'ry', 'cx', 'cy', 'r', 'd', 'points', 'x1', 'y1', 'x2', 'y2', 'dx', 'dy'],
  ...['transform', 'viewBox', 'preserveAspectRatio', 'textLength', 'lengthAdjust', 'id', 'href', 'pathLength'],
  ...['patternUnits', 'patternTransform', 'patternContentUnits', 'refX', 'refY', 'markerWidth', 'markerHeight'],
  ...['markerUnits', 'orient'],
];

/** What a style sheet says of an element, and what it is where nothing is said. */
const PAINTED: readonly (readonly [property: string, usual: string])[] = [
  ['stroke-width', '1px'],
  ['stroke-dasharray', 'none'],
  ['stroke-linecap', 'butt'],
  ['stroke-linejoin', 'miter'],
  ['opacity', '1'],
  ['paint-order', 'normal'],
  ['marker-start', 'none'],
  ['marker-mid', 'none'],
  ['marker-end', 'none'],
  ['clip-path', 'none'],
];
const LETTERED: readonly (readonly [property: string, usual: string])[] = [
  ['font-family', ''],
  ['font-size', ''],
  ['font-weight', '400'],
  ['font-style', 'normal'],
  ['text-anchor', 'start'],
  ['dominant-baseline', 'auto'],
  ['letter-spacing', 'normal'],
];

const COPIED = new Set([
  'svg',
  'g',
  'rect',
  'line',
  'path',
  'circle',
  'ellipse',
  'polygon',
  'polyline',
  'text',
  'tspan',
  'use',
]);
const DEFINED = new Set(['pattern', 'marker', 'clipPath']);

export function drawDrawing(sheet: Sheet, drawing: SVGSVGElement, box: Box): void {
  const copy = copyOf(sheet, drawing);
  if (copy === undefined) return;
  for (const name of ['x', 'y', 'width', 'height'] as const) copy.setAttribute(name, short(box[name]));
  copy.setAttribute('overflow', 'visible');
  if (!copy.hasAttribute('viewBox')) copy.setAttribute('viewBox', `0 0 ${short(box.width)} ${short(box.height)}`);
  sheet.put(copy, box);
}

function copyOf(sheet: Sheet, element: Element): Element | undefined {
  const name = element.localName;
  if (name === 'defs') define(sheet, element);
  if (!COPIED.has(name)) return undefined;
  const style = getComputedStyle(element);
  if (style.display === 'none' || style.visibility === 'hidden') return undefined;
  const copy = styled(sheet, element, style);
  copyInside(sheet, element, copy);
  return copy;
}

/** What is defined in a drawing is defined once for the whole picture. */
function define(sheet: Sheet, defs: Element): void {
  for (const element of defs.children) {
    if (!DEFINED.has(element.localName)) continue;
    sheet.define(element.id, () => {
      const copy = styled(sheet, element, getComputedStyle(element));
      copyInside(sheet, element, copy);
      return copy;
    });
  }
}

function copyInside(sheet: Sheet, element: Element, copy: Element): void {
  const isText = element.localName === 'text' || element.localName === 'tspan';
  for (const node of element.childNodes) {
    if (node instanceof Element) {
      const inside = copyOf(sheet, node);
      if (inside !== undefined) copy.append(inside);
    } else if (node instanceof Text && isText) {
      copy.append(node.data.replace(/\s+/g, ' '));
    }
  }
}

function styled(sheet: Sheet, element: Element, style: CSSStyleDeclaration): Element {
  const copy = sheet.element(element.localName);
  for (const name of GEOMETRY) {
    const value = element.getAttribute(name);
    if (value !== null && value !== '') copy.setAttribute(name, value);
  }
  const isText = element.localName === 'text' || element.localName === 'tspan';
  const isGroup = ['g', 'svg', 'pattern', 'marker', 'clipPath'].includes(element.localName);
  if (isGroup) write(copy, style, [['opacity', '1']]);
  else {
    paint(copy, 'fill', style.fill, '#000000');
    paint(copy, 'stroke', style.stroke, 'none');
    write(copy, style, style.stroke === 'none' ? PAINTED.slice(4) : PAINTED);
  }
  if (isText) write(copy, style, LETTERED);
  if (element.localName === 'rect' && style.rx !== 'auto' && style.rx !== '0px') {
    copy.setAttribute('rx', style.rx.replace('px', ''));
  }
  return copy;
}

function paint(copy: Element, name: 'fill' | 'stroke', computed: string, usual: string): void {
  const colour = paintOf(computed);
  const said = colour?.colour ?? (computed.startsWith('url(') ? bareUrl(computed) : 'none');
  if (said !== usual) copy.setAttribute(name, said);
  if (colour !== undefined && colour.opacity < 1) copy.setAttribute(`${name}-opacity`, short(colour.opacity));
}

function write(copy: Element, style: CSSStyleDeclaration, properties: readonly (readonly [string, string])[]): void {
  for (const [property, usual] of properties) {
    const value = style.getPropertyValue(property);
    if (value !== usual && value !== '') copy.setAttribute(property, bareUrl(value));
  }
}

/** References within the picture, without the quotes that not every program expects. */
function bareUrl(value: string): string {
  return value.replace(/url\(["']?[^"'#)]*(#[^"')]*)["']?\)/g, 'url($1)');
}
