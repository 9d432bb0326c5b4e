// The page for frames: one element, whose attributes stand behind the `#`. Tells the page around the frame how high it is.

import { attributesOf } from './fragment.ts';
import { TAG } from './settings.ts';

/** What the page around is told. */
interface HeightMessage {
  readonly type: 'pymalloc-explorer-height';
  /** In CSS pixels. */
  readonly height: number;
}

function show(): void {
  const { attributes, program } = attributesOf(location.hash, navigator.language);
  const element = document.createElement(TAG);
  for (const [name, value] of attributes) element.setAttribute(name, value);
  if (program !== undefined) element.textContent = program;
  document.documentElement.lang = element.lang;
  document.body.replaceChildren(element);
}

/** Before there is an element, the page has no height that says anything. */
async function tellHeights(): Promise<void> {
  await customElements.whenDefined(TAG);
  new ResizeObserver(tellHeight).observe(document.body);
}

function tellHeight(): void {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  const message: HeightMessage = { type: 'pymalloc-explorer-height', height };
  // Whoever frames the page may know how high it is.
  window.parent.postMessage(message, '*');
}

// The script that authors use, as it is: it says by its address where the explorer lies.
void import('./element.ts');
show();
window.addEventListener('hashchange', show);
if (window.parent !== window) void tellHeights();
