// A page that was opened by a link to a step of a figure ends with that figure in sight, and the link goes along when one
// changes the language. What lies in a page is followed by the element itself.

import { type PymallocExplorer } from '../../../www/embed/pymalloc-explorer.ts';
import { readStepLink } from '../../../www/embed/links.ts';
import { TAG } from '../../../www/embed/settings.ts';

/** As long as what is above a figure may still get its height. */
const SETTLING = 10_000;
const BY_HAND = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

let opened = false;
let letGo = (): void => undefined;

/** Brings the figure that the address names to its step, and into sight. Called whenever the page has another content. */
export function followAddress(): void {
  const again = opened;
  opened = true;
  letGo();
  const link = readStepLink(location.hash);
  const figures = [...document.querySelectorAll<PymallocExplorer>(TAG)];
  const figure = figures.find((one) => one.id === link?.of || one.getAttribute('heap') === link?.of);
  if (link === undefined || figure === undefined) return;
  // At first the element does so. A step that is not there is told by it.
  if (again && 'seek' in figure) figure.seek(link.step).catch(() => undefined);
  // Who goes back gets to where they were.
  const { scrollPosition } = (history.state ?? {}) as { scrollPosition?: number };
  if (scrollPosition === undefined || scrollPosition === 0) keepInSight(figure);
}

/** Until somebody scrolls: VitePress scrolls to the top first, and figures above may get another height when they run. */
function keepInSight(figure: Element): void {
  const observer = new ResizeObserver(() => {
    figure.scrollIntoView({ block: 'start', behavior: 'instant' });
  });
  const timer = setTimeout(() => {
    letGo();
  }, SETTLING);
  letGo = () => {
    clearTimeout(timer);
    observer.disconnect();
    for (const event of BY_HAND) removeEventListener(event, letGo, true);
    letGo = () => undefined;
  };
  for (const event of BY_HAND) addEventListener(event, letGo, { capture: true, passive: true });
  observer.observe(document.body);
}

/** Calls when the address may have got another fragment: the element replaces it without a word. */
export function onFragment(changed: () => void): void {
  // Before the element, which lets nobody else see a click that it follows.
  addEventListener('click', () => void setTimeout(changed), { capture: true });
}
