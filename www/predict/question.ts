// What a question about the next operation is, and when an answer is right. Asks nothing and reads no heap.

import { type Heap } from '../core.ts';
import { type Selection } from '../diagrams/options.ts';
import { type Explanation } from '../generated/Explanation.ts';
import { type Words } from '../locales/messages.ts';

/** One of a few answers. */
export interface Choice {
  readonly value: string;
  readonly words: Words;
}

/** What was answered: a choice, an address, or some addresses. */
export type Answer = string | number | readonly number[];

/** What came of it, and the step that decided. */
export interface Truth {
  readonly answer: Answer;
  readonly words: Words;
  readonly mark: number | undefined;
}

/** An operation that was carried out. */
export interface Happened {
  readonly heap: Heap;
  readonly explanation: Explanation;
}

interface Asked {
  readonly ask: Words;
  /** Reads the answer off what happened; undefined where that cannot be told. */
  readonly truth: (happened: Happened) => Truth | undefined;
}

export interface ChoiceQuestion extends Asked {
  readonly by: 'choice';
  readonly choices: readonly Choice[];
}

/** A question that is answered in the diagrams: by what is chosen there. */
export interface PlaceQuestion extends Asked {
  readonly by: 'block' | 'pool' | 'objects';
}

export type Question = ChoiceQuestion | PlaceQuestion;

/** What of a selection is an answer to the question; undefined where it is none. */
export function answerIn(by: PlaceQuestion['by'], { address, place, pool }: Selection): number | undefined {
  switch (by) {
    case 'block':
      return place?.kind === 'block' ? place.blockAt : undefined;
    case 'pool':
      return place?.kind === 'uncarved' ? place.poolAt : pool;
    case 'objects':
      return place?.kind === 'block' || place?.kind === 'rawBlock' ? (place.object?.at ?? address) : address;
  }
}

/** With a set, an address that is in it goes, and another comes. */
export function toggled(addresses: readonly number[], address: number): readonly number[] {
  return addresses.includes(address) ? addresses.filter((one) => one !== address) : [...addresses, address];
}

export function isRight(answer: Answer, truth: Answer): boolean {
  if (typeof answer === 'object' && typeof truth === 'object') {
    return answer.length === truth.length && answer.every((one) => truth.includes(one));
  }
  return answer === truth;
}
