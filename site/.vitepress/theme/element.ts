// Loads the script of <pymalloc-explorer>, once, as soon as a page has one. A page without has nothing of it.

import { withBase } from 'vitepress';

const TAG = 'pymalloc-explorer';

export async function loadElement(): Promise<void> {
  if (document.querySelector(TAG) === null && !(await appears())) return;
  // The page that was opened first has it as a script of its own: it is the same module.
  await import(/* @vite-ignore */ new URL(withBase('/explorer/element.js'), location.href).href);
}

/** Whether the page that was just loaded has one, once it is drawn. */
function appears(): Promise<boolean> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      resolve(document.querySelector(TAG) !== null);
    });
  });
}
