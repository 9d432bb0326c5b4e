// The shape of a language: every word that the page says. Holds types and the look-ups they need, no words.
// A kind of event, error, place or state without its words does not compile.

import { hex } from '../format.ts';
import { type ArenaState } from '../generated/ArenaState.ts';
import { type BlockState } from '../generated/BlockState.ts';
import { type Colour } from '../generated/Colour.ts';
import { type Event } from '../generated/Event.ts';
import { type Fate } from '../generated/Fate.ts';
import { type Function as CFunction } from '../generated/Function.ts';
import { type Kind } from '../generated/Kind.ts';
import { type Phase } from '../generated/Phase.ts';
import { type PoolState } from '../generated/PoolState.ts';
import { type WorkingList } from '../generated/WorkingList.ts';
import { type catalogue } from './en/index.ts';
import { type Bound } from './message.ts';

export { type Mistake, tellError } from './tell-error.ts';
export { tellOperation } from './tell-operation.ts';
export { tellPlace } from './tell-place.ts';

/** How objects are called, of which an event has the address and a request the name. */
export interface Names {
  /** `a (list at 0x…)` */
  readonly object: (address: number) => string;
  readonly kindOf: (name: string) => Kind | undefined;
}

/** One function for each variant of a tagged union. */
type Told<Union, Tag extends keyof Union, Answer, More extends unknown[] = []> = Union[Tag] extends string
  ? { [Variant in Union[Tag]]: (it: Extract<Union, Record<Tag, Variant>>, ...more: More) => Answer }
  : never;

export type EventSentences = Told<Event, 'kind', string, [who: Names['object']]>;

/** The word for a state, the letter that stands for it in small cells, and what it means. */
export interface StateWords {
  word: string;
  letter: string;
  meaning: string;
}

export type ViewName =
  | 'arenas'
  | 'arena'
  | 'pool'
  | 'usedpools'
  | 'size-classes'
  | 'bytes'
  | 'layers'
  | 'explain'
  | 'objects'
  | 'generations';
export interface ViewWords {
  title: string;
  description: string;
}

/** What a phase of a collection is called (CPython's functions were renamed in between), and why it is there. */
export interface PhaseWords {
  word: string | { before3: string; since3: string };
  why: string;
}

export type FunctionWords = Record<CFunction, string>;
export type KindWords = Record<Kind, string>;
export type PhasesWords = Record<Phase, PhaseWords>;
export type BlockWords = Record<BlockState, StateWords>;
export type PoolWords = Record<PoolState, StateWords>;
export type ArenaWords = Record<ArenaState, StateWords>;
export type ColourWords = Record<Colour, StateWords>;
export type FateWords = Record<Fate, string>;
export type WorkingWords = Record<WorkingList, string>;
export type ViewsWords = Record<ViewName, ViewWords>;

/** A language, ready to be used. English is the one that the others are held to. */
export type Messages = Bound<typeof catalogue>;

/** Something to say, before it is known in which language. */
export type Words = (messages: Messages) => string;

/** Where no object has a name, addresses stand for themselves. */
export const noNames: Names = { object: hex, kindOf: () => undefined };

/** The sentence of an event. */
export function tellEvent(messages: Messages, event: Event, names = noNames): string {
  return (messages.events[event.kind] as (it: Event, who: Names['object']) => string)(event, names.object);
}

/** What a phase is called in that version. */
export function tellPhase(messages: Messages, phase: Phase, version2: boolean): string {
  const { word } = messages.phases[phase];
  if (typeof word === 'string') return word;
  return version2 ? word.before3 : word.since3;
}
