// Links in the page's text that move a heap to a step: `#ID@STEP`, where ID is that of an element or the name of a heap.
// Finds the elements; how they move is theirs.

import { type PymallocExplorer } from './pymalloc-explorer.ts';
import { TAG } from './settings.ts';

export interface StepLink {
  readonly of: string;
  readonly step: string;
}

/** Nothing for what is another link. */
export function readStepLink(fragment: string): StepLink | undefined {
  const [, id, step] = /^#(.+)@(L?\d+(?:\.\d+)?)$/.exec(fragment) ?? [];
  if (id === undefined || step === undefined) return undefined;
  try {
    return { of: decodeURIComponent(id), step };
  } catch {
    return undefined;
  }
}

/** Elements of the document, those in the shadow roots of others not among them. */
export function elementsOf(
  link: StepLink,
  isOurs: (element: Element) => element is PymallocExplorer,
): PymallocExplorer[] {
  return [...document.querySelectorAll(TAG)]
    .filter(isOurs)
    .filter((element) => element.id === link.of || element.heap === link.of);
}

/** Follows the links of the page, also those that open it. `isOurs` knows the elements that there are. */
export function followStepLinks(isOurs: (element: Element) => element is PymallocExplorer): void {
  /** Moves what a link names, and answers it; what is not in sight has to be brought there. */
  const go = (fragment: string): { unseen: PymallocExplorer | undefined } | undefined => {
    const link = readStepLink(fragment);
    const elements = link === undefined ? [] : elementsOf(link, isOurs);
    const [first] = elements;
    if (link === undefined || first === undefined) return undefined;
    // Those that share a heap move with the first. A step that is not there is told by the element.
    first.seek(link.step).catch(() => undefined);
    return { unseen: elements.some(isInSight) ? undefined : first };
  };
  // Before the page's own scripts, which may take the link for a page of theirs.
  document.addEventListener(
    'click',
    (event) => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = event.composedPath().find((part) => part instanceof HTMLAnchorElement);
      if (link === undefined || link.target === '_blank' || !isHere(link)) return;
      const went = go(link.hash);
      if (went === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      remember(link.hash, went.unseen !== undefined);
      bring(went.unseen);
    },
    { capture: true },
  );
  window.addEventListener('hashchange', () => {
    const went = go(location.hash);
    // Whoever comes back is where the sentence is.
    if (leftAt(history.state) === undefined) bring(went?.unseen);
  });
  bring(go(location.hash)?.unseen);
}

function bring(element: PymallocExplorer | undefined): void {
  element?.scrollIntoView({ block: 'nearest', behavior: stillness() });
}

/** The place can be copied. Whoever has been taken away from the sentence comes back to it by going back. */
function remember(fragment: string, leaves: boolean): void {
  const state: unknown = history.state;
  if (!leaves) {
    history.replaceState(state, '', fragment);
    return;
  }
  // By this name VitePress, too, knows where a page was left.
  history.replaceState({ ...(typeof state === 'object' ? state : {}), scrollPosition: window.scrollY }, '');
  history.pushState({}, '', fragment);
}

/** Where a page was left for a figure, if it was. */
function leftAt(state: unknown): unknown {
  return typeof state === 'object' && state !== null && 'scrollPosition' in state ? state.scrollPosition : undefined;
}

function isHere({ href }: HTMLAnchorElement): boolean {
  return href.replace(/#.*/, '') === location.href.replace(/#.*/, '');
}

/** Half of it can be seen, or it fills half of the window. What lies under bars of the page is what it says in `scroll-margin`. */
function isInSight(element: Element): boolean {
  const { top, bottom, height } = element.getBoundingClientRect();
  const { scrollMarginTop, scrollMarginBottom } = getComputedStyle(element);
  const from = Number.parseFloat(scrollMarginTop);
  const to = window.innerHeight - Number.parseFloat(scrollMarginBottom);
  const seen = Math.min(bottom, to) - Math.max(top, from);
  return seen >= Math.min(height, to - from) / 2;
}

function stillness(): ScrollBehavior {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth';
}
