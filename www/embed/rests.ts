// Whether an element has nothing to show but an empty heap, so that it needs no session until something is done.

import { type ViewName } from '../locales/messages.ts';
import { type Settings } from './settings.ts';

/** Views that show an empty heap in a small core, without a session. */
const STILL: ReadonlySet<ViewName> = new Set([
  'arenas',
  'arena',
  'pool',
  'usedpools',
  'size-classes',
  'bytes',
  'layers',
  'explain',
  'arithmetic',
]);

/** What stands in the element may be a program: whoever knows that comes with the session. */
export function rests(element: Element, settings: Settings): boolean {
  const { views, state, scenario, src, htmlFor, step, select, heap, autoplay } = settings;
  const asked = [state, scenario, src, htmlFor, step, select, heap];
  const isPlain = asked.every((one) => one === undefined) && !autoplay && views.every((view) => STILL.has(view));
  return isPlain && ![...element.childNodes].some(isContent);
}

function isContent(node: Node): boolean {
  if (node instanceof Element) return !node.hasAttribute('slot');
  return node instanceof Text && node.data.trim() !== '';
}
