// Whether the page around an element is dark where the element stands: by the nearest background that can be seen, whatever
// made it so. Follows the page's own switch, and its language, while somebody listens. Changes nothing of the page.

/** Below this relative luminance a background is dark. */
const DARK = 0.2;
/** From this opacity on a background hides what is behind it. */
const OPAQUE = 0.5;

export type Scheme = 'light' | 'dark';

/** The scheme of the page at an element. */
export function schemeAround(element: Element): Scheme {
  for (let at: Element | null = parentOf(element); at !== null; at = parentOf(at)) {
    const { backgroundColor, colorScheme } = getComputedStyle(at);
    const luminance = luminanceOf(backgroundColor);
    if (luminance !== undefined) return luminance < DARK ? 'dark' : 'light';
    // The canvas behind everything is what the root says.
    if (at === document.documentElement) return canvasScheme(colorScheme);
  }
  return canvasScheme('');
}

function canvasScheme(colorScheme: string): Scheme {
  const words = colorScheme.split(/\s+/);
  if (!words.includes('dark')) return 'light';
  return !words.includes('light') || prefersDark().matches ? 'dark' : 'light';
}

function parentOf(element: Element): Element | null {
  if (element.assignedSlot !== null) return element.assignedSlot;
  if (element.parentElement !== null) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** Relative luminance of a computed colour; nothing for what can be seen through. */
export function luminanceOf(color: string): number | undefined {
  const [red = 0, green = 0, blue = 0, alpha = 1] = color.startsWith('rgb') ? numbersIn(color) : painted(color);
  if (alpha < OPAQUE) return undefined;
  const linear = (value: number): number => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function numbersIn(color: string): readonly number[] {
  return color.match(/[\d.]+/g)?.map(Number) ?? [];
}

/** What `oklch(…)` and the like come to. */
function painted(color: string): readonly number[] {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (context === null) return [0, 0, 0, 0];
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, alpha / 255];
}

const prefersDark = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)');

const listeners = new Set<() => void>();
let stop: (() => void) | undefined;

/** Calls whenever the page may have changed its theme or its language; the answer stops that. */
export function followPage(changed: () => void): () => void {
  listeners.add(changed);
  stop ??= observe();
  return () => {
    listeners.delete(changed);
    if (listeners.size > 0) return;
    stop?.();
    stop = undefined;
  };
}

function observe(): () => void {
  let asked = false;
  const tell = (): void => {
    if (asked) return;
    asked = true;
    // A theme may come with a transition: what is between is looked at too.
    requestAnimationFrame(() => {
      asked = false;
      for (const listener of listeners) listener();
    });
  };
  const mutations = new MutationObserver(tell);
  for (const root of [document.documentElement, document.body]) mutations.observe(root, { attributes: true });
  mutations.observe(document, { subtree: true, attributes: true, attributeFilter: ['lang'] });
  mutations.observe(document.head, { childList: true, subtree: true, attributes: true });
  const query = prefersDark();
  query.addEventListener('change', tell);
  document.addEventListener('transitionend', tell);
  return () => {
    mutations.disconnect();
    query.removeEventListener('change', tell);
    document.removeEventListener('transitionend', tell);
  };
}
