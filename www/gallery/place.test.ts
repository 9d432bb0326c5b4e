// The list of diagrams has each once, with words and its file; addresses lead to what they name.

import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { type FixtureName, fixturesIn } from '../fixtures/all.ts';
import { en } from '../locales/en.ts';
import { diagrams, examplesOf, typical } from './diagrams.ts';
import { placeIn } from './place.ts';

const names = Object.keys(fixturesIn(en)) as FixtureName[];

describe('the list of diagrams', () => {
  it('has every fixture under one diagram', () => {
    expect(diagrams.flatMap((diagram) => examplesOf(diagram, names)).sort()).toEqual(names.toSorted());
  });

  it.each(diagrams)('%s has a file, and an example of its own to be recognised by', (diagram) => {
    expect(existsSync(new URL(`../diagrams/${diagram}.ts`, import.meta.url))).toBe(true);
    expect(examplesOf(diagram, names)).toContain(typical[diagram]);
  });
});

describe('an address', () => {
  it.each(['', '#', '#pools', '#%', '#/full'])('%s leads to all diagrams', (hash) => {
    expect(placeIn(hash, names)).toEqual({ diagram: undefined, example: undefined });
  });

  it('leads to a diagram, to an example of it, and from one that does not exist to the diagram', () => {
    expect(placeIn('#pool', names)).toEqual({ diagram: 'pool', example: undefined });
    expect(placeIn('#pool/full', names)).toEqual({ diagram: 'pool', example: 'pool/full' });
    expect(placeIn('#outline/PyObject_Free-of-2.7', names).example).toBe('outline/PyObject_Free-of-2.7');
    expect(placeIn('#pool%2Ffull', names).example).toBe('pool/full');
    expect(placeIn('#pool/round', names)).toEqual({ diagram: 'pool', example: undefined });
  });
});
