// Hundreds of arenas: all cells of one state are one shape, and each arena is one element, which has its name, is chosen
// and takes the focus. So a browser has little to lay out and paint after each click. Knows cells only, no lists.

import { nothing, svg, type SVGTemplateResult } from 'lit';

import { type ArenaState } from '../generated/ArenaState.ts';
import { ARENA_FACES, type ArenaCell, arenaName, barOf } from './arena-cell.ts';
import { type DiagramOptions } from './options.ts';
import { filled } from './patterns.ts';

type Box = readonly [x: number, y: number, width: number, height: number];

/** What the cells look like, to be drawn below what is chosen. */
export function crowdFaces(cells: readonly ArenaCell[], prefix: string): SVGTemplateResult {
  const changed = cells.filter((cell) => cell.changed);
  return svg`<g pointer-events="none" aria-hidden="true">
    ${Object.keys(ARENA_FACES).map((state) => facesOf(cells, state as ArenaState, prefix))}
    ${
      changed.length === 0
        ? nothing
        : svg`<g class="cell changed"><path class="face" fill="none" d=${boxes(changed.map(boxOf))}></path></g>
          <path class="changed-mark" d=${changed.map(({ x, y, w }) => `M${x + w} ${y}h-7l7 7z`).join('')}></path>`
    }
  </g>`;
}

function facesOf(cells: readonly ArenaCell[], state: ArenaState, prefix: string): SVGTemplateResult | typeof nothing {
  const alike = cells.filter((cell) => cell.state === state);
  if (alike.length === 0) return nothing;
  const bars = alike.filter(({ free }) => free > 0).map((cell) => ({ ...barOf(cell), cell }));
  const face = ARENA_FACES[state];
  return svg`<g class="cell arena-${state}">
    <path class="face ${face === undefined ? 'plain' : ''}" fill=${face === undefined ? nothing : filled(prefix, face)}
      d=${boxes(alike.map(boxOf))}></path>
    ${
      bars.length === 0
        ? nothing
        : svg`<path class="bar-ground" d=${boxes(bars.map(({ cell, x, y, w, h }) => [cell.x + x, cell.y + y, w, h]))}></path>
          <path class="bar" d=${boxes(bars.map(({ cell, x, y, taken, h }) => [cell.x + x, cell.y + y, taken, h]))}></path>`
    }
  </g>`;
}

const boxOf = ({ x, y, w, h }: ArenaCell): Box => [x, y, w, h];

function boxes(all: readonly Box[]): string {
  return all.map(([x, y, w, h]) => `M${x} ${y}h${w}v${h}h${-w}z`).join('');
}

/** An arena itself: to be drawn by `cellOf`. */
export function crowdCell(cell: ArenaCell, o: DiagramOptions): SVGTemplateResult {
  const { selected, x, y, w, h } = cell;
  return svg`<rect class="cell alone ${selected ? 'selected' : ''}" role="option" aria-selected=${selected ? 'true' : 'false'}
    aria-label=${arenaName(cell, o)} tabindex=${cell.tab} data-address=${cell.address} x=${x} y=${y} width=${w} height=${h} rx="2"></rect>`;
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
