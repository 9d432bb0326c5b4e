// What CSS paints of a box, as SVG: shadows, ground, borders, outline. The computed style decides everything.

import { coloursIn, paintOf } from './colour.ts';
import { type Box, fill, type Sheet, short, stroke } from './sheet.ts';

export function drawBox(sheet: Sheet, box: Box, style: CSSStyleDeclaration): void {
  if (box.width <= 0 || box.height <= 0) return;
  const radius = radiusOf(box, style);
  const shadows = shadowsOf(style.boxShadow);
  for (const shadow of shadows.filter(({ inset }) => !inset).reverse()) drawShadow(sheet, box, radius, shadow);
  drawGround(sheet, box, radius, style);
  for (const shadow of shadows.filter(({ inset }) => inset).reverse()) drawInset(sheet, box, shadow);
  drawBorders(sheet, box, radius, style);
  drawOutline(sheet, box, radius, style);
}

const px = (value: string): number => Number.parseFloat(value) || 0;

function radiusOf(box: Box, style: CSSStyleDeclaration): number {
  const said = style.borderTopLeftRadius;
  const most = Math.min(box.width, box.height) / 2;
  return Math.min(most, said.endsWith('%') ? (px(said) / 100) * Math.min(box.width, box.height) : px(said));
}

function grown({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: Math.max(0, width + 2 * by), height: Math.max(0, height + 2 * by) };
}

const rect = ({ x, y, width, height }: Box, radius: number): Record<string, number> => ({
  x,
  y,
  width,
  height,
  ...(radius > 0 ? { rx: radius } : {}),
});

interface Shadow {
  readonly inset: boolean;
  readonly colour: string;
  readonly x: number;
  readonly y: number;
  readonly spread: number;
}

/** Computed shadows: each a colour, then x, y, blur (which diagrams do not have) and spread. */
function shadowsOf(computed: string): Shadow[] {
  if (computed === 'none') return [];
  return computed.split(/,(?![^(]*\))/).map((layer) => {
    const [colour = ''] = coloursIn(layer);
    const [x = 0, y = 0, , spread = 0] =
      layer
        .replace(colour, '')
        .match(/-?[\d.]+px/g)
        ?.map(px) ?? [];
    return { inset: layer.includes('inset'), colour, x, y, spread };
  });
}

function drawShadow(sheet: Sheet, box: Box, radius: number, { colour, x, y, spread }: Shadow): void {
  const cast = grown({ ...box, x: box.x + x, y: box.y + y }, spread);
  sheet.put(
    sheet.element('rect', { ...rect(cast, radius > 0 ? Math.max(0, radius + spread) : 0), ...fill(colour) }),
    cast,
  );
}

/** Inside, what the moved and shrunk box leaves free. */
function drawInset(sheet: Sheet, box: Box, { colour, x, y, spread }: Shadow): void {
  const hole = grown({ ...box, x: box.x + x, y: box.y + y }, -spread);
  const left = Math.max(box.x, hole.x);
  const top = Math.max(box.y, hole.y);
  const right = Math.min(box.x + box.width, hole.x + hole.width);
  const bottom = Math.min(box.y + box.height, hole.y + hole.height);
  const corners = (l: number, t: number, r: number, b: number) =>
    `M${[l, t].map(short).join(' ')}H${short(r)}V${short(b)}H${short(l)}z`;
  const d = corners(box.x, box.y, box.x + box.width, box.y + box.height) + corners(left, top, right, bottom);
  sheet.put(sheet.element('path', { d, 'fill-rule': 'evenodd', ...fill(colour) }), box);
}

function drawGround(sheet: Sheet, box: Box, radius: number, style: CSSStyleDeclaration): void {
  const colours = coloursIn(style.backgroundImage);
  const paint = colours.length > 0 ? { fill: stripes(sheet, colours) } : fill(style.backgroundColor);
  if (paint['fill'] === 'none') return;
  sheet.put(sheet.element('rect', { ...rect(box, radius), ...paint }), box);
}

/** A gradient of diagrams is always one of stripes in two colours. */
function stripes(sheet: Sheet, colours: readonly string[]): string {
  const [first = '', last = ''] = [colours[0], colours.at(-1)];
  const id = `stripes-${paintOf(first)?.colour.slice(1) ?? ''}-${paintOf(last)?.colour.slice(1) ?? ''}`;
  sheet.define(id, () => {
    const units = { patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' };
    const pattern = sheet.element('pattern', { id, width: 4, height: 4, ...units });
    pattern.append(
      sheet.element('rect', { width: 4, height: 4, ...fill(last) }),
      sheet.element('rect', { width: 2, height: 4, ...fill(first) }),
    );
    return pattern;
  });
  return `url(#${id})`;
}

interface Side {
  readonly width: number;
  readonly style: string;
  readonly colour: string;
}

function sidesOf(style: CSSStyleDeclaration): readonly [Side, Side, Side, Side] {
  return [
    { width: px(style.borderTopWidth), style: style.borderTopStyle, colour: style.borderTopColor },
    { width: px(style.borderRightWidth), style: style.borderRightStyle, colour: style.borderRightColor },
    { width: px(style.borderBottomWidth), style: style.borderBottomStyle, colour: style.borderBottomColor },
    { width: px(style.borderLeftWidth), style: style.borderLeftStyle, colour: style.borderLeftColor },
  ];
}

function drawBorders(sheet: Sheet, box: Box, radius: number, style: CSSStyleDeclaration): void {
  const sides = sidesOf(style);
  const [top] = sides;
  const alike = sides.every(
    (side) => side.width === top.width && side.style === top.style && side.colour === top.colour,
  );
  if (alike) frame(sheet, box, radius, top);
  else for (const [index, side] of sides.entries()) drawSide(sheet, box, sides, side, index);
}

/** A border that is the same all around. A double one is two lines of a third of its width. */
function frame(sheet: Sheet, box: Box, radius: number, { width, style, colour }: Side): void {
  if (width === 0 || style === 'none' || style === 'hidden') return;
  const line = style === 'double' ? width / 3 : width;
  for (const inset of style === 'double' ? [line / 2, width - line / 2] : [line / 2]) {
    const lines = { ...rect(grown(box, -inset), Math.max(0, radius - inset)), fill: 'none', ...stroke(colour, line) };
    sheet.put(sheet.element('rect', { ...lines, ...dashes(style, line) }), box);
  }
}

function dashes(style: string, width: number): Record<string, string> {
  if (style === 'dashed')
    return { 'stroke-dasharray': `${short(Math.max(3, 2 * width))} ${short(Math.max(2, 2 * width))}` };
  return style === 'dotted' ? { 'stroke-dasharray': `${short(width)} ${short(width)}` } : {};
}

/** One side alone: where it meets another the corner is cut, as CSS does it, which makes triangles of thick ones. */
function drawSide(sheet: Sheet, box: Box, sides: readonly [Side, Side, Side, Side], side: Side, index: number): void {
  if (side.width === 0 || side.style === 'none' || paintOf(side.colour) === undefined) return;
  const [{ width: top }, { width: right }, { width: bottom }, { width: left }] = sides;
  const outer = [
    [box.x, box.y],
    [box.x + box.width, box.y],
    [box.x + box.width, box.y + box.height],
    [box.x, box.y + box.height],
  ] as const;
  const inner = [
    [box.x + left, box.y + top],
    [box.x + box.width - right, box.y + top],
    [box.x + box.width - right, box.y + box.height - bottom],
    [box.x + left, box.y + box.height - bottom],
  ] as const;
  const next = (index + 1) % 4;
  const corners = [outer[index], outer[next], inner[next], inner[index]].flatMap((corner) => corner ?? []);
  if (side.style !== 'dashed' && side.style !== 'dotted') {
    sheet.put(sheet.element('polygon', { points: corners.map(short).join(' '), ...fill(side.colour) }), box);
    return;
  }
  const { x, y, width, height } = box;
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] =
    [
      [x, y + top / 2, x + width, y + top / 2],
      [x + width - right / 2, y, x + width - right / 2, y + height],
      [x, y + height - bottom / 2, x + width, y + height - bottom / 2],
      [x + left / 2, y, x + left / 2, y + height],
    ][index] ?? [];
  const lines = { x1, y1, x2, y2, ...stroke(side.colour, side.width), ...dashes(side.style, side.width) };
  sheet.put(sheet.element('line', lines), box);
}

function drawOutline(sheet: Sheet, box: Box, radius: number, style: CSSStyleDeclaration): void {
  const width = px(style.outlineWidth);
  if (style.outlineStyle === 'none' || width === 0) return;
  const outside = grown(box, px(style.outlineOffset) + width / 2);
  const lines = { ...rect(outside, radius), fill: 'none', ...stroke(style.outlineColor, width) };
  sheet.put(sheet.element('rect', lines), outside);
}
