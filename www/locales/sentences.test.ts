// Sentences about what really happened: every variant of every event, with values from runs of the core in all editions,
// in every language.

import { describe, expect, it } from 'vitest';

import { eventSamples } from '../fixtures/event-samples.ts';
import { type Event } from '../generated/Event.ts';
import { hex } from '../format.ts';
import { type HeapError } from '../generated/HeapError.ts';
import { en } from './en.ts';
import { type Language, languages, loadMessages } from './language.ts';
import { partNames } from './parts.ts';
import { type Messages, type Names, noNames, tellError, tellEvent } from './messages.ts';
import { errorRoles } from './said-values.ts';

const all: readonly (readonly [Language, Messages])[] = await Promise.all(
  languages.map(async (language) => [language, await loadMessages(language, partNames)] as const),
);
const kinds = Object.keys(en.events) as Event['kind'][];

/** Everything has a name, so that sentences about names are told, too. */
const someNames: Names = { ...noNames, object: (at) => `x (list at ${hex(at)})`, name: (entry) => `name${entry}` };

/** The words of the core that some mistakes have where others have different ones. */
const wordsOf: Partial<Record<string, object>> = {
  not_a_whole_number: { what: 'size' },
  bad_request: { name: 'refs', reason: 'notList' },
};

const mistakes = Object.keys(en.errors).map((code) => {
  const numbers = Object.fromEntries(Object.keys(errorRoles).map((field, at) => [field, 70_000 + at]));
  return {
    ...numbers,
    expected: 'shortLine',
    reason: 'beginning',
    what: 'key',
    ...wordsOf[code],
    code,
  } as unknown as HeapError;
});

it('knows real events of every kind', () => {
  expect(new Set(eventSamples.map(({ event }) => event.kind))).toEqual(new Set(kinds));
});

describe.each(all)('%s', (_, messages) => {
  const told = eventSamples.flatMap(({ event }) =>
    [noNames, someNames].map((names) => ({ event, sentence: tellEvent(messages, event, names) })),
  );

  it('tells every event in a whole sentence', () => {
    for (const { event, sentence } of told) {
      expect(sentence, JSON.stringify(event)).toMatch(/^[^\s].*[.。]$/su);
      expect(sentence, JSON.stringify(event)).not.toMatch(/undefined|NaN|\bnull\b|[{}]|\[object|#|\bnone\b/);
    }
  });

  it('tells no two kinds of events alike', () => {
    // The same values for all, so that only the words tell the sentences apart.
    const values = new Proxy({}, { get: (_target, key) => (key === 'memory' ? 0 : '7'), has: () => true });
    const shapes = kinds
      .filter((kind) => kind !== 'Call' && kind !== 'PhaseStarted')
      .map((kind) => (messages.events[kind] as (values: object) => string)(values));
    expect(new Set(shapes).size).toBe(shapes.length);
  });

  it('shows the values that a branch compared', () => {
    const full = { kind: 'PoolFull', pool: 0x1000, szidx: 3, nextoffset: 4096, maxnextoffset: 4032 } as const;
    expect(tellEvent(messages, full)).toContain('nextoffset 4096 > maxnextoffset 4032');
    const stays = { kind: 'ReallocStays', block: 0x1000, nbytes: 500, size: 512 } as const;
    expect(tellEvent(messages, stays)).toContain('4 × 500 = 2,000 > 3 × 512 = 1,536');
  });

  it('says which name is bound', () => {
    expect(tellEvent(messages, { kind: 'NameBound', name: 3, object: 0x1000 }, someNames)).toMatch(/name3.*x \(list/);
  });

  it('tells every mistake, each by itself', () => {
    const whats = mistakes.map((mistake) => tellError(messages, mistake));
    for (const { what, cpython = '.' } of whats) {
      expect(`${what} ${cpython}`).toMatch(/^[^\s].*[.。)） ] .*[.。)）]$/su);
      expect(`${what} ${cpython}`).not.toMatch(/undefined|NaN|[{}]|\[object/);
    }
    expect(new Set(whats.map(({ what }) => what)).size).toBe(whats.length);
  });

  it('says of every function what it alone is for', () => {
    const purposes = Object.values(messages.functions);
    expect(new Set(purposes).size).toBe(purposes.length);
  });
});
