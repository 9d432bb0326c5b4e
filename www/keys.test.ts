// Each key has one meaning, and leaves to others what is theirs.
// @vitest-environment happy-dom

import { describe, expect, it } from 'vitest';

import { bindingOf, bindings, isSingle, isTaken, type Pressed } from './keys.ts';

const press = (key: string, held: Partial<Pressed> = {}): Pressed => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

function element(markup: string): Element[] {
  const template = document.createElement('div');
  template.innerHTML = markup;
  document.body.replaceChildren(template);
  return [template.querySelector('[data-here]') ?? template, template];
}

describe('a key', () => {
  it('means what the list says', () => {
    const asks = [
      press(' '),
      press('ArrowRight'),
      press('ArrowRight', { shiftKey: true }),
      press('i'),
      press('I'),
      press('Escape'),
      press('z', { ctrlKey: true }),
      press('Z', { ctrlKey: true, shiftKey: true }),
      press('z', { metaKey: true }),
      press('y', { ctrlKey: true }),
      press('?', { shiftKey: true }),
      press('ArrowRight', { altKey: true }),
      press('x'),
    ].map((pressed) => bindingOf(pressed)?.ask);
    expect(asks).toEqual([
      'playPause',
      'over',
      'nextAct',
      'into',
      'into',
      'out',
      'undo',
      'redo',
      'undo',
      'redo',
      'help',
      undefined,
      undefined,
    ]);
  });

  it('stands in the list once', () => {
    const keys = bindings.flatMap((binding) => binding.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('is single where speech or a slip could press it', () => {
    const single = bindings.filter(isSingle).map(({ keys }) => keys[0]);
    expect(single).toEqual(['Space', 'I', 'B', 'O', '?']);
  });
});

describe('what has the keyboard keeps its keys', () => {
  const keys = [' ', 'ArrowRight', 'Home', 'i', '?'];
  const taken = (markup: string) => keys.filter((key) => isTaken(press(key), element(markup)));

  it('all of them while one types', () => {
    expect(taken('<input data-here>')).toEqual(keys);
    expect(taken('<textarea data-here></textarea>')).toEqual(keys);
    expect(isTaken(press('z', { ctrlKey: true }), element('<input data-here>'))).toBe(true);
  });

  it('those that move in a list or a slider', () => {
    expect(taken('<div role="tree" tabindex="0" data-here></div>')).toEqual([' ', 'ArrowRight', 'Home']);
    expect(taken('<input type="range" data-here>')).toEqual([' ', 'ArrowRight', 'Home']);
    expect(taken('<select data-here></select>')).toEqual(keys);
  });

  it('those that press a button, and none where nothing has it', () => {
    expect(taken('<button data-here></button>')).toEqual([' ']);
    expect(taken('<p data-here></p>')).toEqual([]);
    expect(isTaken(press('z', { ctrlKey: true }), element('<input type="range" data-here>'))).toBe(false);
  });

  it('all of them in a dialog', () => {
    expect(taken('<dialog><p data-here></p></dialog>').length).toBe(0);
    const [here, around] = element('<dialog><p data-here></p></dialog>');
    const dialog = here?.closest('dialog');
    expect(
      isTaken(
        press('ArrowRight'),
        [here, dialog, around].filter((one) => one instanceof Element),
      ),
    ).toBe(true);
  });
});
