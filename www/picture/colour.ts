// Colours as pictures outside of a browser need them: six digits and an opacity. Knows no theme.

export interface Paint {
  /** `#rrggbb` */
  readonly colour: string;
  /** From 0 to 1. */
  readonly opacity: number;
}

const digits = (part: number): string =>
  Math.round(Math.min(255, Math.max(0, part)))
    .toString(16)
    .padStart(2, '0');

/** A computed colour: `rgb(…)`, `rgba(…)` or `color(srgb …)`. Undefined where nothing would be seen. */
export function paintOf(computed: string): Paint | undefined {
  const [, kind, list = ''] = /^(rgba?|color)\((?:srgb )?([^)]*)\)$/.exec(computed) ?? [];
  const [red, green, blue, alpha = 1] = list.split(/[\s,/]+/).map(Number);
  if (kind === undefined || red === undefined || green === undefined || blue === undefined) return undefined;
  if (!(alpha > 0)) return undefined;
  const scale = kind === 'color' ? 255 : 1;
  return { colour: `#${[red, green, blue].map((part) => digits(part * scale)).join('')}`, opacity: alpha };
}

/** All colours in a computed value, in order: of a gradient, or of shadows. */
export function coloursIn(computed: string): string[] {
  return computed.match(/(?:rgba?|color)\([^)]*\)/g) ?? [];
}
