// How the Chinese of the guide is set: a space between Chinese and Latin, the signs of its own language, one word for each
// thing. Says nothing of what a sentence says.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const folder = new URL('../zh-Hans/guide/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.md'));

/** Lines as they are read: a number for each fact, a letter for each name in code, the words of links. */
function linesOf(markdown: string): string[] {
  return (
    markdown
      .replaceAll(/^```.*?^```/gms, '')
      .replaceAll(/<Fact\b[^>]*>/g, '7')
      .replaceAll(/`[^`]*`|<code>.*?<\/code>/g, 'C')
      .replaceAll(/<\/?(?:Figure|Step|Task)\b[^>]*>/g, '')
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replaceAll(/^[-#|] ?| \|$/gm, '')
      // The space behind what an item of a list begins with is there for Markdown.
      .replaceAll(/^\*\*(.*?)\*\* ?/gm, '$1')
      .replaceAll('*', '')
      .split('\n')
  );
}

const FAULTS: readonly [string, RegExp][] = [
  ['no space between Chinese and Latin', /\p{Script=Han}[\w(]|[\w)]\p{Script=Han}/u],
  ['a space at a sign of Chinese', / [，。：；？！、（）“”]|[，。：；？！、（）“”] (?!\|)/],
  ['a sign of English', /\p{Script=Han}[,.:;?!()]|[,;?!()]\p{Script=Han}/u],
  ['a space in Chinese', /\p{Script=Han} +\p{Script=Han}/u],
  ['a word that is not the one for it', /竞技场|碎块|本书|本站|从未用过|池头(?!部)|不朽/],
];

function faultsIn(markdown: string): string[] {
  return linesOf(markdown).flatMap((line) =>
    FAULTS.flatMap(([what, pattern]) => {
      const found = pattern.exec(line);
      return found === null ? [] : [`${what}: ${line.slice(Math.max(0, found.index - 8), found.index + 12)}`];
    }),
  );
}

it.each(names)('%s', (name) => {
  expect(faultsIn(readFileSync(new URL(name, folder), 'utf8'))).toEqual([]);
});

describe('a fault is seen', () => {
  it.each(['第`szidx`类', '它是 <Fact name="n" />字节', '池 ，块', '一个池,一块', '池 块', '本书讲的是池'])(
    '%s',
    (text) => {
      expect(faultsIn(text)).toHaveLength(1);
    },
  );
});
