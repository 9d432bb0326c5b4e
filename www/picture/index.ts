// What makes a picture of a view and saves it: loaded when somebody saves one. Draws a copy of the view that nobody sees, at
// its full height.

import { download } from '../share/download.ts';
import { runInSlices } from '../slices.ts';
import { canvasesIn } from './canvases.ts';
import { drawPicture } from './picture.ts';
import { pngOf } from './raster.ts';

/** Around the drawing, in pixels. */
const MARGIN = 16;

/** What a picture says of itself to those who do not see it. */
export interface Said {
  readonly title: string;
  readonly description: string;
}

/** The file is called as the view is. */
export async function savePicture(part: HTMLElement, format: 'SVG' | 'PNG', said: Said): Promise<void> {
  const svg = await draw(part, said);
  const file = format === 'SVG' ? new Blob([svg], { type: 'image/svg+xml' }) : await pngOf(svg);
  download(file, `${hostOf(part).getAttribute('view') ?? 'view'}.${format.toLowerCase()}`);
}

async function draw(part: HTMLElement, said: Said): Promise<string> {
  const isWhole = [...part.querySelectorAll('*')].every(({ shadowRoot }) => shadowRoot === null);
  // An element with a life of its own cannot be copied: of that one the picture has what can be seen.
  const copy = isWhole ? unfolded(part) : undefined;
  const ground = getComputedStyle(hostOf(part)).backgroundColor;
  let svg = '';
  try {
    const drawn = { part: copy ?? part, canvases: await canvasesIn(part) };
    const work = drawPicture(drawn, { ...said, ground, margin: MARGIN }, (text) => {
      svg = text;
    });
    await runInSlices(work, new AbortController().signal, () => undefined);
  } finally {
    copy?.remove();
  }
  return svg;
}

function hostOf(part: Element): Element {
  const root = part.getRootNode();
  return root instanceof ShadowRoot ? root.host : part;
}

/** A copy beside the view and out of sight, as wide as it, but with nothing that has to be scrolled. */
function unfolded(part: HTMLElement): HTMLElement {
  const copy = part.cloneNode(true) as HTMLElement;
  const style = getComputedStyle(part);
  const px = Number.parseFloat;
  copy.inert = true;
  Object.assign(copy.style, {
    position: 'fixed',
    insetBlockStart: '0',
    insetInlineStart: '-100000px',
    inlineSize: `${part.clientWidth - px(style.paddingLeft) - px(style.paddingRight)}px`,
    padding: '0',
    maxBlockSize: 'none',
    overflow: 'visible',
  });
  part.after(copy);
  for (const inner of copy.querySelectorAll<HTMLElement>('*')) {
    if (!(inner instanceof HTMLElement)) continue;
    const { overflow, contentVisibility } = getComputedStyle(inner);
    if (/auto|scroll/.test(overflow)) Object.assign(inner.style, { maxBlockSize: 'none', overflow: 'visible' });
    if (contentVisibility === 'auto') inner.style.contentVisibility = 'visible';
  }
  return copy;
}
