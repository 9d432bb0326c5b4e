// The keys of the timeline: which key means what, and when a key belongs to whatever has the keyboard instead. Pure, but
// for looking at the elements that an event went through.

import { type Move } from './session/moves.ts';

/** What a key asks for. */
export type Ask = Move | 'down' | 'up' | 'playPause' | 'undo' | 'redo' | 'help';

export interface Binding {
  /** As the dialog shows them; each is one way. */
  readonly keys: readonly string[];
  readonly ask: Ask;
  /** Keys that move or scroll elsewhere: they are the timeline's only where it has the keyboard. */
  readonly inTimeline?: true;
}

/** In the order in which they are listed. */
export const bindings: readonly Binding[] = [
  { keys: ['Space'], ask: 'playPause' },
  { keys: ['→'], ask: 'over' },
  { keys: ['←'], ask: 'back' },
  { keys: ['Shift →'], ask: 'nextAct' },
  { keys: ['Shift ←'], ask: 'previousAct' },
  { keys: ['I'], ask: 'into' },
  { keys: ['B'], ask: 'backInto' },
  { keys: ['O', 'Esc'], ask: 'out' },
  { keys: ['↓'], ask: 'down', inTimeline: true },
  { keys: ['↑'], ask: 'up', inTimeline: true },
  { keys: ['Home'], ask: 'first', inTimeline: true },
  { keys: ['End'], ask: 'last', inTimeline: true },
  { keys: ['Ctrl Z'], ask: 'undo' },
  { keys: ['Ctrl Shift Z', 'Ctrl Y'], ask: 'redo' },
  { keys: ['?'], ask: 'help' },
];

const shown: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowRight: '→',
  ArrowLeft: '←',
  ArrowDown: '↓',
  ArrowUp: '↑',
  Escape: 'Esc',
};

export type Pressed = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** The binding of a key with what is held beside it. */
export function bindingOf(pressed: Pressed): Binding | undefined {
  const name = nameOf(pressed);
  return name === undefined ? undefined : bindings.find(({ keys }) => keys.includes(name));
}

/** A key that is a character, by itself: others may want to speak or type it. */
export function isSingle({ keys: [first = ''] }: Binding): boolean {
  return first === 'Space' || /^[A-Z?]$/.test(first);
}

function nameOf({ key, shiftKey, ctrlKey, metaKey, altKey }: Pressed): string | undefined {
  if (altKey) return undefined;
  const name = shown[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  // What a character needs Shift for is a matter of the keyboard.
  if (!ctrlKey && !metaKey) return shiftKey && key.length > 1 ? `Shift ${name}` : name;
  return `Ctrl ${shiftKey ? 'Shift ' : ''}${name}`;
}

const TYPED = 'input:not([type=range], [type=checkbox], [type=radio], [type=button]), textarea, [contenteditable]';
const ARROWED = [
  'input[type=range]',
  'input[type=radio]',
  'select',
  ...['tab', 'option', 'treeitem', 'tree', 'listbox', 'grid', 'menuitem', 'radio', 'slider'].map(
    (role) => `[role=${role}]`,
  ),
].join();
const PRESSED = 'button, a[href], summary, input, select, [role=button], [role=option], [role=treeitem], [role=tree]';

/** Whether an element that has the keyboard, or one around it, does something with the key by itself. */
export function isTaken({ key, ctrlKey, metaKey }: Pressed, path: readonly EventTarget[]): boolean {
  const [focused, ...around] = path.filter((target) => target instanceof Element);
  if (focused === undefined) return false;
  if (around.concat(focused).some((element) => element.matches('dialog, [role=dialog]'))) return true;
  if (focused.matches(TYPED)) return true;
  if (ctrlKey || metaKey) return false;
  if (key === ' ' || key === 'Enter') return focused.matches(PRESSED) || scrolls(focused);
  const moves = key.startsWith('Arrow') || key === 'Home' || key === 'End';
  if (moves) return focused.matches(ARROWED) || scrolls(focused);
  // A character chooses an option.
  return focused.matches('select, [role=listbox], [role=option]');
}

/** A region that has the keyboard in order to be scrolled. */
function scrolls(element: Element): boolean {
  if (element === document.body || element === document.documentElement) return false;
  return element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth
    ? /auto|scroll/.test(getComputedStyle(element).overflow)
    : false;
}
