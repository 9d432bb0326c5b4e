// What the package's API exports.

import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as api from './index.ts';
import * as nodeApi from './node.ts';

it('is the core, without what is for the page and its tests', () => {
  expect(Object.keys(api).sort()).toEqual(['CoreCrashed', 'Heap', 'HeapFailure', 'Replay', 'editions', 'start']);
  expect(Object.keys(nodeApi).sort()).toEqual(Object.keys(api).sort());
});

it('has every type that crosses between Rust and JavaScript', () => {
  const generated = readdirSync(new URL('../generated', import.meta.url)).map((file) => file.replace('.ts', ''));
  const text = readFileSync(new URL('types.ts', import.meta.url), 'utf8');
  const exported = [...text.matchAll(/export \{ type (\w+) \}/g)].map(([, name]) => name);
  expect(generated.length).toBeGreaterThan(50);
  expect(exported.sort()).toEqual(generated.sort());
});
