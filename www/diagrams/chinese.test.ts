// @vitest-environment happy-dom
// Every fixture is drawn in Chinese, too: nothing is missing in it, and nothing is left in English.

import { render } from 'lit';
import { expect, it } from 'vitest';

import { CODE, isEnglish, READ_ATTRIBUTES } from '../../tests/language/english.ts';
import { fixturesIn } from '../fixtures/all.ts';
import { loadMessages } from '../locales/language.ts';
import { partNames } from '../locales/parts.ts';

/** Laying out hundreds of objects takes its time on a busy machine. */
const PATIENCE = 60_000;

const fixtures = fixturesIn(await loadMessages('zh-Hans', partNames));

/** Everything that is read of a drawing, code left out. */
function* textsOf(element: Element): Generator<string> {
  if (element.matches(CODE)) return;
  for (const name of READ_ATTRIBUTES) yield element.getAttribute(name) ?? '';
  for (const node of element.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) yield node.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '';
    else if (node instanceof Element) yield* textsOf(node);
  }
}

it.each(Object.entries(fixtures).flatMap(([name, draw]) => [324, 1066].map((width) => [name, width, draw] as const)))(
  '%s at %i pixels is in Chinese',
  (_, width, draw) => {
    const place = document.createElement('div');
    render(draw(width), place);
    const texts = [...textsOf(place)];
    expect(texts.filter((text) => /undefined|NaN|[{}]|, other|plural/.test(text) && !/^\{.?\}$/.test(text))).toEqual(
      [],
    );
    expect(texts.filter(isEnglish)).toEqual([]);
    const lines = [...place.querySelectorAll('p')].map(({ textContent }) => textContent.replaceAll(/\s+/g, ' ').trim());
    expect(lines.filter((line) => /[，。：；] /u.test(line))).toEqual([]);
    expect(texts.join('')).toMatch(/\p{Script=Han}/u);
  },
  PATIENCE,
);
