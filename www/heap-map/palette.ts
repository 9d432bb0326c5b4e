// The colours of the map: the theme's, as numbers for the core, and as CSS for the legend. Reads styles; paints nothing but
// a line of pixels that nobody sees.

import { type EditionInfo } from '../generated/EditionInfo.ts';

/** In the order of the core's `Ink`, by the tokens of theme.css. */
const inks = [
  '--pm-surface',
  '--pm-border',
  '--pm-allocated',
  '--pm-partly',
  '--pm-freed',
  '--pm-freed-line',
  '--pm-untouched',
  '--pm-untouched-dot',
  '--pm-header',
  '--pm-lost',
  '--pm-lost-line',
] as const;

/** How full a pool is, from nothing to all; both ends look as in every other drawing. */
export const fullnessColours: readonly string[] = [
  'var(--pm-freed)',
  mixed('--pm-allocated', 18),
  mixed('--pm-allocated', 40),
  mixed('--pm-allocated', 65),
  'var(--pm-allocated)',
];

/** How long ago, from the last operation on. */
export const ageColours: readonly string[] = [
  'var(--pm-changed)',
  mixed('--pm-changed', 62),
  mixed('--pm-changed', 36),
  mixed('--pm-changed', 16),
  'var(--pm-untouched-border)',
];

function mixed(token: string, share: number): string {
  return `color-mix(in oklab, var(${token}) ${share}%, var(--pm-surface))`;
}

/** Small sizes blue, large ones red, and as light as each other. */
export function classColour(szidx: number, { sizeClasses }: EditionInfo): string {
  const hue = 260 - (250 * szidx) / Math.max(1, sizeClasses - 1);
  return `oklch(0.66 0.13 ${Math.round(hue)})`;
}

/** The colours as the page has them where `probe` stands; `probe` is an element that nobody sees. */
export function paletteOf(probe: HTMLElement, edition: EditionInfo): Uint32Array {
  const colours = [
    ...inks.map((ink) => `var(${ink})`),
    ...fullnessColours,
    ...ageColours,
    ...Array.from({ length: edition.sizeClasses }, (_, szidx) => classColour(szidx, edition)),
  ];
  return pixelsOf(colours.map((colour) => resolved(probe, colour)));
}

/** As a canvas takes it: without variables, and of the theme that is on. */
function resolved(probe: HTMLElement, colour: string): string {
  probe.style.color = colour;
  return getComputedStyle(probe).color;
}

function pixelsOf(colours: readonly string[]): Uint32Array {
  const canvas = document.createElement('canvas');
  canvas.width = colours.length;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return new Uint32Array(colours.length);
  for (const [at, colour] of colours.entries()) {
    context.fillStyle = colour;
    context.fillRect(at, 0, 1, 1);
  }
  return new Uint32Array(context.getImageData(0, 0, colours.length, 1).data.buffer);
}
