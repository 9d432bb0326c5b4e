// The shape of a language: every word that the page says. Holds types and the look-ups they need, no words.
// A kind of event, error, place or state without its words does not compile.

import { hex } from '../format.ts';
import { type ArenaState } from '../generated/ArenaState.ts';
import { type BlockState } from '../generated/BlockState.ts';
import { type Colour } from '../generated/Colour.ts';
import { type Expected } from '../generated/Expected.ts';
import { type Fate } from '../generated/Fate.ts';
import { type Function as CFunction } from '../generated/Function.ts';
import { type ImageFault } from '../generated/ImageFault.ts';
import { type Kind } from '../generated/Kind.ts';
import { type Part } from '../generated/Part.ts';
import { type Phase } from '../generated/Phase.ts';
import { type PoolState } from '../generated/PoolState.ts';
import { type Quantity } from '../generated/Quantity.ts';
import { type RequestFault } from '../generated/RequestFault.ts';
import { type WorkingList } from '../generated/WorkingList.ts';
import { type ViewName } from '../known-names.ts';
import { type catalogue } from './en/index.ts';
import { type Bound } from './message.ts';

export { type ViewName } from '../known-names.ts';
export { type Mistake } from './tell-error.ts';
export { tellError, tellEvent, tellOperation, tellPlace } from './telling.ts';

/** How objects are called, of which an event has the address and a request the name; and names, of which it has the entry. */
export interface Names {
  /** `a (list at 0x…)` */
  readonly object: (address: number) => string;
  readonly kindOf: (name: string) => Kind | undefined;
  /** The text of an entry in the table of names. */
  readonly name: (entry: number) => string | undefined;
}

/** The word for a state, the letter that stands for it in small cells, and what it means. */
export interface StateWords {
  word: string;
  letter: string;
  meaning: string;
}

export interface ViewWords {
  title: string;
  description: string;
}

/** What is not the same in all versions of CPython: in 2.7, and in those since 3.0. */
export interface ByVersion {
  readonly before3: string;
  readonly since3: string;
}

/** What a phase of a collection is called (CPython's functions were renamed in between), and why it is there. */
export interface PhaseWords {
  word: string | ByVersion;
  why: string;
}

/** A scenario of objects: what it is called, what it does, and after each step what to look at. */
export interface ObjectScenarioWords {
  readonly name: string;
  readonly description: string | ByVersion;
  readonly looks: readonly (string | ByVersion)[];
}

/** What the core has a word for, where something is wrong. */
export interface ErrorWords {
  readonly expected: Readonly<Record<Expected, string>>;
  readonly parts: Readonly<Record<Part, string>>;
  readonly quantities: Readonly<Record<Quantity, string>>;
  readonly requestFaults: Readonly<Record<RequestFault, string>>;
  readonly imageFaults: Readonly<Record<ImageFault, string>>;
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
export const noNames: Names = { object: hex, kindOf: () => undefined, name: () => undefined };

/** What a phase is called in that version. */
export function tellPhase(messages: Messages, phase: Phase, version2: boolean): string {
  return inVersion(messages.phases[phase].word, version2);
}

/** A text as that version needs it. */
export function inVersion(text: string | ByVersion, version2: boolean): string {
  if (typeof text === 'string') return text;
  return version2 ? text.before3 : text.since3;
}
