// Loads the script of <pymalloc-explorer>, once, as soon as a page has one. A page without has nothing of it.

import { withBase } from 'vitepress';

export function loadElement(): void {
  if (document.querySelector('pymalloc-explorer') === null) return;
  // The page that was opened first has it as a script of its own: it is the same module.
  void import(/* @vite-ignore */ new URL(withBase('/explorer/element.js'), location.href).href);
}
