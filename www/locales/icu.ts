// Reads a text in ICU MessageFormat into the parts that message.ts says. The build does this (scripts/messages.mjs), so that
// no browser loads it from there; tests, the gallery and the site read as they go. Holds no text.

import { type MessageFormatElement, parse, type PluralOrSelectOption, TYPE } from '@formatjs/icu-messageformat-parser';
import { type Choice, type Part } from './message.ts';

/** @throws where it is no such text, or has what no text here needs: dates, tags, ordinals, ways to write a number */
export function read(text: string): Part[] {
  // Sentences have `<` and `>` in them, which are no tags.
  return parse(text, { ignoreTag: true, captureLocation: false }).map(partOf);
}

function partOf(element: MessageFormatElement): Part {
  switch (element.type) {
    case TYPE.literal:
      return element.value;
    case TYPE.argument:
      return [element.value];
    case TYPE.pound:
      return 0;
    case TYPE.number:
      if (element.style === null) return [element.value, 0];
      break;
    case TYPE.plural:
      if (element.pluralType !== 'cardinal' || element.offset !== 0) break;
      return [element.value, choiceOf(element.options, (form) => form)];
    case TYPE.select:
      return [element.value, choiceOf(element.options, (value) => `=${value}`)];
    default:
  }
  throw new Error(`no text is told with ${JSON.stringify(element)}`);
}

function choiceOf(options: Record<string, PluralOrSelectOption>, called: (name: string) => string): Choice {
  const { other, ...rest } = options;
  if (other === undefined) throw new Error('a choice without "other"');
  const ways = Object.entries(rest).map(([name, { value }]): [string, Part[]] => [called(name), value.map(partOf)]);
  return { ...Object.fromEntries(ways), other: other.value.map(partOf) };
}
