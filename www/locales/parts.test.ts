// The list of parts says what is in each: a text that is in no part, or in another than is said, would never come.

import { expect, it } from 'vitest';

import { NotLoaded, whenLoaded } from '../later.ts';
import { catalogue } from './en/index.ts';
import { loadMessages } from './language.ts';
import { type PartName, partNames, parts } from './parts.ts';

const modules: Readonly<Record<string, () => Promise<unknown>>> = import.meta.glob('./en/parts/*.ts');

async function partNamed(name: PartName | 'first'): Promise<object> {
  const { part } = (await modules[`./en/parts/${name}.ts`]?.()) as { part: object };
  return part;
}

/** Where its texts are: a group that is in several parts is told by what is in it. */
function pathsOf(part: object): string[] {
  return Object.entries(part).flatMap(([group, texts]) =>
    group === 'timeline' ? Object.keys(texts as object).map((key) => `${group}.${key}`) : [group],
  );
}

it('knows every part that there is', () => {
  const files = Object.keys(modules).map((path) => path.replace(/^.*\/|\.ts$/g, ''));
  expect(files.sort()).toEqual([...partNames, 'first'].sort());
});

it.each(partNames)('%s has the texts that it is said to have', async (name) => {
  expect(pathsOf(await partNamed(name)).sort()).toEqual([...parts[name]].sort());
});

it('has every text of the catalogue in one part', async () => {
  const first = pathsOf(await partNamed('first'));
  const all = [...first, ...partNames.flatMap((name) => [...parts[name]])];
  expect(all.sort()).toEqual(pathsOf(catalogue).sort());
});

it('promises a text that is not loaded; a language that is changed to has what is in use', async () => {
  const english = await loadMessages('en');
  expect(() => english.compare).toThrow(NotLoaded);
  expect(await whenLoaded(() => english.compare.before)).toBe('Before');
  const chinese = await loadMessages('zh-Hans');
  expect(chinese.compare.before).toMatch(/\p{Script=Han}/u);
  expect(() => chinese.program).toThrow(NotLoaded);
});
