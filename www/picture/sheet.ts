// The sheet that a picture is put on: SVG elements in a document of their own, and how far they reach.
// Knows nothing of the page that is drawn.

import { paintOf } from './colour.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** A rectangle in CSS pixels of the sheet. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

type Attributes = Readonly<Record<string, string | number>>;

export class Sheet {
  readonly #document = document.implementation.createDocument(SVG, 'svg');
  readonly #root = this.#document.documentElement;
  readonly #body = this.element('g');
  readonly #defs = this.element('defs');
  readonly #defined = new Set<string>();
  #right = 0;
  #top = Infinity;
  #bottom = 0;

  /** How far down it is drawn on. */
  get bottom(): number {
    return this.#bottom;
  }

  element(name: string, attributes: Attributes = {}): Element {
    const element = this.#document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) {
      element.setAttribute(key, typeof value === 'number' ? short(value) : value);
    }
    return element;
  }

  /** Puts an element on top of what is there; `box` is what it covers. */
  put(element: Element, box: Box): void {
    this.#body.append(element);
    this.#right = Math.max(this.#right, box.x + box.width);
    this.#top = Math.min(this.#top, box.y);
    this.#bottom = Math.max(this.#bottom, box.y + box.height);
  }

  /** An element that others refer to by its id; the first of an id stands for all. */
  define(id: string, make: () => Element): void {
    if (this.#defined.has(id)) return;
    this.#defined.add(id);
    this.#defs.append(make());
  }

  /** The picture as a file's text. What was left out above the first thing drawn takes no room. */
  text({ title, description, ground, margin }: Looks): string {
    const top = Math.min(this.#top, this.#bottom);
    const [width, height] = [Math.ceil(this.#right + 2 * margin), Math.ceil(this.#bottom - top + 2 * margin)];
    const texts = [this.element('title'), this.element('desc')] as const;
    texts[0].textContent = title;
    texts[1].textContent = description;
    this.#body.setAttribute('transform', `translate(${margin} ${short(margin - top)})`);
    const sheet = this.element('rect', { width, height, ...fill(ground) });
    for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}`, role: 'img' })) {
      this.#root.setAttribute(name, String(value));
    }
    this.#root.replaceChildren(...texts, this.#defs, sheet, this.#body);
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(this.#document)}\n`;
  }
}

export interface Looks {
  readonly title: string;
  readonly description: string;
  /** The computed colour behind everything. */
  readonly ground: string;
  /** Pixels around what is drawn. */
  readonly margin: number;
}

/** A number without the digits that nobody sees. */
export function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** The attributes that fill with a computed colour. */
export function fill(computed: string): Record<string, string | number> {
  const paint = paintOf(computed);
  if (paint === undefined) return { fill: 'none' };
  return { fill: paint.colour, ...(paint.opacity === 1 ? {} : { 'fill-opacity': paint.opacity }) };
}

/** The attributes that draw lines in a computed colour. */
export function stroke(computed: string, width: number): Record<string, string | number> {
  const paint = paintOf(computed);
  if (paint === undefined || width === 0) return { stroke: 'none' };
  return {
    stroke: paint.colour,
    'stroke-width': width,
    ...(paint.opacity === 1 ? {} : { 'stroke-opacity': paint.opacity }),
  };
}
