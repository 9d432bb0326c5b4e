// What a chapter of the guide has in every language: its figures, the steps that its links lead to, the numbers that its
// sentences claim, its tasks. Types and one function; no words.

import { type Edition } from '../www/generated/Edition.ts';
import { type EditionInfo } from '../www/generated/EditionInfo.ts';
import { type Views } from '../www/embed/views.ts';

/** The attributes of an embed, and its program. */
export interface Figure {
  /** Names of views, parted by spaces. */
  readonly view: string;
  readonly program?: string;
  readonly scenario?: string;
  /** As in the attribute `state`. */
  readonly state?: string;
  readonly edition?: Edition;
  readonly arenas?: 'aligned' | 'unaligned';
  /** Figures with the same name here show one heap; the first of them has the program. */
  readonly heap?: string;
  readonly step?: string;
  /** As in the attribute `select`: `usedpools[2]`. */
  readonly select?: string;
  readonly controls?: string;
  readonly readonly?: boolean;
  readonly height?: number;
}

/** Numbers and words of CPython that a sentence states, by name. */
export type Facts = Readonly<Record<string, number | string>>;

/** Where a link leads, and what its sentence states of the heap there. */
export interface Step {
  /** The name of a figure. */
  readonly figure: string;
  /** As in the attribute `step`: `12`, `12.3`, `L3`. */
  readonly step: string;
  readonly facts?: (heap: Views) => Facts;
}

/** Where one is in a task's figure: operations since the heap was empty, and how many of them the figure began with. */
export interface Since {
  readonly length: number;
  readonly begun: number;
}

/** What can be told of a heap to whoever is at a task; its words are in theme/task-words.ts. */
export type Sight =
  'frees' | 'inUse' | 'ring' | 'pools' | 'freepools' | 'arenas' | 'alive' | 'unreachable' | 'finalized' | 'company';

/** A number, so many of so many, or names as CPython or a program has them. */
export type Seen = number | string | readonly [number, number];

/** Something to do in a figure, checked from the state of its heap after every change. */
export interface Task {
  /** The figure that it begins with. */
  readonly figure: string;
  readonly done: (heap: Views, since: Since) => boolean;
  /** It cannot be done any more: one begins again. */
  readonly failed: (heap: Views, since: Since) => boolean;
  /** What decides it, so that one sees what is missing. */
  readonly sees: (heap: Views, since: Since) => Readonly<Partial<Record<Sight, Seen>>>;
}

export interface Chapter {
  readonly figures: Readonly<Record<string, Figure>>;
  readonly steps: Readonly<Record<string, Step>>;
  readonly facts: (given: { readonly editions: Readonly<Record<Edition, EditionInfo>> }) => Facts;
  readonly tasks: Readonly<Record<string, Task>>;
}

export function defineChapter(chapter: Chapter): Chapter {
  return chapter;
}
