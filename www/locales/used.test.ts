// Every text of the catalogue is asked for by some code of the page: what is left over from a part that went is found here.
// A search for its name in the sources, which cannot tell two texts of the same name apart.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

import { gallery } from './en/gallery.ts';
import { catalogue } from './en/index.ts';
import { Message } from './message.ts';

/** Texts that are looked up by a word of the data, of which the compiler sees that none is left over. */
const byData = [
  'arithmetic.so',
  'arithmetic.titles',
  'collector.fates',
  'errorWords',
  'errors',
  'events',
  'functions',
  'gallery.examples',
  'gallery.groups',
  'gallery.parts',
  'generationsView.finalizer',
  'kinds',
  'objectScenarios',
  'objectsPanel.newKinds',
  'objectsView.finalizers',
  'objectsView.standings',
  'outline.lines',
  'phases',
  'program.problems',
  'scenarios.examples',
  'scenarios.list',
  'share.problems',
  'states',
  'views',
  'workingLists',
];

/** Where the texts themselves are, and what is no code of the page. */
const elsewhere = /^(locales\/(en|zh-Hans)\/|generated\/|fixtures\/)|\.test\.ts$/;

const root = new URL('..', import.meta.url).pathname;
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !elsewhere.test(path))
  .map((path) => readFileSync(join(root, path), 'utf8').replace(/^\s*(\/\/|\*|\/\*).*$/gm, ''))
  .join('\n');

function keysOf(entry: unknown, key = ''): string[] {
  if (byData.includes(key)) return [];
  if (typeof entry !== 'object' || entry === null || entry instanceof Message || Array.isArray(entry)) return [key];
  return Object.entries(entry).flatMap(([name, part]) => keysOf(part, key === '' ? name : `${key}.${name}`));
}

/** As a member, as a name taken out of a group, or as the text that a group is looked up by. */
function isNamed(name: string): boolean {
  return new RegExp(`\\.${name}\\b|[{,]\\s*${name}\\s*[,:}]|'${name}'`).test(sources);
}

it('has no text that nothing asks for', () => {
  const names = keysOf({ ...catalogue, gallery });
  expect(names.length).toBeGreaterThan(300);
  expect(names.filter((key) => !isNamed(key.split('.').at(-1) ?? ''))).toEqual([]);
});
