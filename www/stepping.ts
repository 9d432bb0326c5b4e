// Places inside an operation: where the image stands in the middle of it, which steps are around there, and where the
// next ones are. Moves the image of the heap that it is given; keeps nothing.

import { ChangedRanges } from './changed.ts';
import { type Heap } from './core.ts';
import { type Explanation } from './generated/Explanation.ts';
import { type Section } from './generated/Section.ts';
import { type Step } from './generated/Step.ts';

/** Marks before and behind a place that are told. */
const BEFORE = 12;
const BEHIND = 24;

/** A place inside an operation: the image is as it was after so many of its marks. */
export interface Inside {
  readonly operation: number;
  readonly mark: number;
  readonly marks: number;
  readonly sections: readonly Section[];
  /** The operation, with the steps around here only. */
  readonly around: Explanation;
  /** The step that led here; none before the first. */
  readonly present: Step | undefined;
}

/** Ways on from a place, all of them marks; undefined where there is none. */
export interface Onward {
  readonly step: number | undefined;
  readonly section: number | undefined;
}

/** Moves the image to a place. */
export function enter(heap: Heap, operation: number, to: number, sections: readonly Section[]): Inside {
  const around = heap.explain(operation, Math.max(0, to - BEFORE), BEFORE + BEHIND);
  const mark = Math.max(0, Math.min(to, around.marks));
  heap.seekStep(operation, mark);
  return {
    operation,
    mark,
    marks: around.marks,
    sections,
    around,
    present: around.steps.findLast((step) => step.mark <= mark),
  };
}

export function next({ mark, marks, sections, around }: Inside): Onward {
  const end = mark < marks ? marks : undefined;
  return {
    step: around.steps.find((step) => step.mark > mark)?.mark ?? end,
    section: sections.find((section) => section.mark > mark)?.mark ?? end,
  };
}

export function previous({ mark, sections, around }: Inside): Onward {
  const begin = mark > 0 ? 0 : undefined;
  return {
    step: around.steps.findLast((step) => step.mark < mark)?.mark ?? begin,
    section: sections.findLast((section) => section.mark < mark)?.mark ?? begin,
  };
}

/** The section that a place is in. */
export function sectionAt({ mark, sections }: Inside): Section | undefined {
  return sections.findLast((section) => section.mark <= mark);
}

/** What the step that led here wrote. */
export function changedBy({ present }: Inside): ChangedRanges {
  return present === undefined ? ChangedRanges.none : ChangedRanges.of(present.changes);
}
