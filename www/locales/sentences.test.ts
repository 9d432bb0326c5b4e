// What the compiler cannot see of a language: sentences that are alike, values that are left out, words that
// CPython does not use.

import { expect, it } from 'vitest';

import { hex } from '../format.ts';
import { type Event } from '../generated/Event.ts';
import { type HeapError } from '../generated/HeapError.ts';
import { en } from './en.ts';
import { tellError } from './messages.ts';
import { errorRoles } from './said-values.ts';

/** What has to be one of CPython's words. */
const words: Readonly<Record<string, string>> = { function: 'new_arena', of: 'list', phase: 'update_refs' };

/** Answers a distinct number to whatever is asked of it, so that sentences can be made without knowing their data. */
function anything(): Event & HeapError {
  const known = new Map<PropertyKey, number | string>();
  return new Proxy({} as Event & HeapError, {
    get: (_, key) => {
      const word = words[key as string];
      if (word !== undefined) return word;
      const value = known.get(key) ?? 70_000 + known.size;
      known.set(key, value);
      return value;
    },
  });
}

const some = { ...Object.fromEntries(Object.keys(errorRoles).map((field, index) => [field, 70_000 + index])) };

const sentences = Object.entries(en.events).map(
  ([kind, tell]) => [kind, (tell as (it: Event, who: (address: number) => string) => string)(anything(), hex)] as const,
);
const mistakes = Object.keys(en.errors).map((code) => [code, tellError(en, { ...some, code } as HeapError)] as const);

it('no two events are told alike', () => {
  const told = sentences.filter(([kind]) => kind !== 'Call').map(([, sentence]) => sentence);
  expect(new Set(told).size).toBe(told.length);
});

it('no two mistakes are told alike', () => {
  expect(new Set(mistakes.map(([, { what }]) => what)).size).toBe(mistakes.length);
});

it('every function has a purpose of its own', () => {
  const purposes = Object.values(en.functions);
  expect(new Set(purposes).size).toBe(purposes.length);
});

it.each([...sentences, ...mistakes.map(([code, { what, cpython }]) => [code, `${what} ${cpython ?? ''}`] as const)])(
  '%s uses the words of CPython and says nothing undefined',
  (_, sentence) => {
    expect(sentence).not.toMatch(/undefined|NaN|\bchunk|\bslab|\bnode\b/i);
    expect(sentence.trim()).toMatch(/[.)]$/);
  },
);
