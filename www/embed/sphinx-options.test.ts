// The Sphinx extension has a list of the element's attributes of its own, to say in documents what is wrong with them.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inRoot } from '../../scripts/lib.mjs';
import { alignmentNames, editionNames, viewNames } from '../known-names.ts';
import { objectScenarioIds } from '../object-scenarios.ts';
import { scenarioIds } from '../scenarios.ts';
import { speeds } from '../session/player.ts';
import { controlNames, loadings, observedAttributes, themes } from './settings.ts';

const path = 'integrations/sphinx/src/sphinx_pymalloc_explorer/attributes.json';
const rules = JSON.parse(readFileSync(inRoot(path), 'utf8')) as Record<string, { words?: string[] }>;

it('has the attributes of the element, with the words that each takes', () => {
  expect(Object.keys(rules).toSorted()).toEqual([...observedAttributes].toSorted());
  const words = Object.entries(rules).flatMap(([name, rule]) => (rule.words === undefined ? [] : [[name, rule.words]]));
  expect(Object.fromEntries(words)).toEqual({
    view: viewNames,
    edition: editionNames,
    arenas: alignmentNames,
    scenario: [...scenarioIds, ...objectScenarioIds],
    controls: controlNames,
    speed: speeds.map(String),
    theme: themes,
    loading: loadings,
  });
});
