// Textures and arrow heads of the drawings. Each drawing has its own copies, under its own prefix: where the first of
// several on a page is hidden, a shared one would vanish from all.

import { svg, type SVGTemplateResult } from 'lit';

export type Texture = 'hatch' | 'dots' | 'lines' | 'waste';

export function patterns(prefix: string): SVGTemplateResult {
  return svg`<defs>
    <pattern id="${prefix}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect class="hatch-ground" width="6" height="6"></rect><line class="hatch-line" x1="0" y1="0" x2="0" y2="6"></line>
    </pattern>
    <pattern id="${prefix}-dots" width="6" height="6" patternUnits="userSpaceOnUse">
      <rect class="dots-ground" width="6" height="6"></rect><circle class="dots-dot" cx="3" cy="3" r="0.8"></circle>
    </pattern>
    <pattern id="${prefix}-lines" width="4" height="4" patternUnits="userSpaceOnUse">
      <rect class="lines-ground" width="4" height="4"></rect><line class="lines-line" x1="0" y1="2" x2="4" y2="2"></line>
    </pattern>
    <pattern id="${prefix}-waste" width="10" height="10" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
      <rect class="waste-ground" width="10" height="10"></rect><line class="waste-line" x1="0" y1="0" x2="0" y2="10"></line>
    </pattern>
    <marker id="${prefix}-head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
      <path class="arrow-head" d="M0 0.5 L8 4 L0 7.5 z"></path>
    </marker>
  </defs>`;
}

/** The ground of a cell: a texture, or the plain colour of its state. */
export function face(prefix: string, texture: Texture | undefined, width: number, height: number): SVGTemplateResult {
  return texture === undefined
    ? svg`<rect class="face plain" width=${width} height=${height} rx="2"></rect>`
    : svg`<rect class="face" width=${width} height=${height} rx="2" fill=${filled(prefix, texture)}></rect>`;
}

export function filled(prefix: string, texture: Texture): string {
  return `url(#${prefix}-${texture})`;
}

export function arrowEnd(prefix: string): string {
  return `url(#${prefix}-head)`;
}
