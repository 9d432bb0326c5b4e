// Hundreds of cells: all of one state are one shape, and each is one element more, which has its name, is chosen and takes
// the focus. So a browser has little to lay out and paint after each click. Knows cells only, not what they stand for.

import { nothing, svg, type SVGTemplateResult } from 'lit';

import { filled, type Texture } from './patterns.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface CrowdCell<State extends string> extends Box {
  readonly state: State;
  readonly address: number;
  readonly selected: boolean;
  readonly changed: boolean;
  readonly tab: string;
}

/** How the cells of a drawing look: of what they are (`arena`), the texture of each state, and whose textures those are. */
export interface Looks<State extends string> {
  readonly of: string;
  readonly faces: Readonly<Record<State, Texture | undefined>>;
  readonly prefix: string;
}

const ROUNDED = 2;

/** What the cells look like, to be drawn below what is chosen; `inside` draws more of those that are alike. */
export function crowdFaces<State extends string, Cell extends CrowdCell<State>>(
  cells: readonly Cell[],
  looks: Looks<State>,
  inside: (alike: readonly Cell[]) => unknown,
): SVGTemplateResult {
  const changed = cells.filter((cell) => cell.changed);
  return svg`<g pointer-events="none" aria-hidden="true">
    ${(Object.keys(looks.faces) as State[]).map((state) => facesOf(cells, state, looks, inside))}
    ${
      changed.length === 0
        ? nothing
        : svg`<g class="cell changed"><path class="face" fill="none" d=${faces(changed)}></path></g>
          <path class="changed-mark" d=${changed.map(({ x, y, w }) => `M${x + w} ${y}h-7l7 7z`).join('')}></path>`
    }
  </g>`;
}

function facesOf<State extends string, Cell extends CrowdCell<State>>(
  cells: readonly Cell[],
  state: State,
  looks: Looks<State>,
  inside: (alike: readonly Cell[]) => unknown,
): SVGTemplateResult | typeof nothing {
  const alike = cells.filter((cell) => cell.state === state);
  if (alike.length === 0) return nothing;
  const face = looks.faces[state];
  return svg`<g class="cell ${looks.of}-${state}">
    <path class="face ${face === undefined ? 'plain' : ''}" fill=${face === undefined ? nothing : filled(looks.prefix, face)}
      d=${faces(alike)}></path>
    ${inside(alike)}
  </g>`;
}

/** Boxes as one path. */
export function boxes(all: readonly Box[]): string {
  return all.map(({ x, y, w, h }) => `M${x} ${y}h${w}v${h}h${-w}z`).join('');
}

function faces(all: readonly Box[]): string {
  const corner = (right: number, down: number): string => `a${ROUNDED} ${ROUNDED} 0 0 1 ${right} ${down}`;
  const [out, back] = [ROUNDED, -ROUNDED];
  return all
    .map(({ x, y, w, h }) => {
      const [wide, high] = [w - 2 * ROUNDED, h - 2 * ROUNDED];
      return `M${x + ROUNDED} ${y}h${wide}${corner(out, out)}v${high}${corner(back, out)}h${-wide}${corner(back, back)}v${-high}${corner(out, back)}z`;
    })
    .join('');
}

/** A cell itself: to be drawn by `cellOf`. */
export function crowdCell({ selected, address, tab, x, y, w, h }: CrowdCell<string>, name: string): SVGTemplateResult {
  return svg`<rect class="cell alone ${selected ? 'selected' : ''}" role="option" aria-selected=${selected ? 'true' : 'false'}
    aria-label=${name} tabindex=${tab} data-address=${address} x=${x} y=${y} width=${w} height=${h} rx=${ROUNDED}></rect>`;
}

/** What is pointed at tells its name: it gets its tooltip when it needs one. */
export function nameWhatIsPointedAt({ target }: Event): void {
  if (!(target instanceof SVGElement)) return;
  const name = target.getAttribute('aria-label');
  if (name === null || target.getAttribute('role') !== 'option') return;
  const title =
    target.querySelector('title') ?? target.appendChild(document.createElementNS(target.namespaceURI, 'title'));
  title.textContent = name;
}
