// Whether keys that are a single character work wherever the keyboard is: the choice, which the browser keeps.

/** Where the browser keeps it. */
const STORED = 'pymalloc-explorer.single-keys';

let chosen: boolean | undefined;

export function singleKeys(): boolean {
  chosen ??= stored();
  return chosen;
}

export function chooseSingleKeys(on: boolean): void {
  chosen = on;
  try {
    localStorage.setItem(STORED, on ? 'on' : 'off');
  } catch {
    // Where nothing may be stored, the choice lasts as long as the page.
  }
}

function stored(): boolean {
  try {
    return localStorage.getItem(STORED) !== 'off';
  } catch {
    return true;
  }
}
