// English: stepping through an operation.

import { msg } from '../message.ts';

export const stepper = {
  label: 'Step through an operation',
  into: 'Step through it',
  gone: 'The journal does not hold the steps of the last operation: they were too many, or too long ago.',
  inside: msg<{ line: string }>('Inside {line}'),
  at: msg<{ mark: number; marks: number }>('after step {mark, number} of {marks, number}'),
  before: 'before the first step',
  beforeSentence: 'All is as it was before this operation.',
  allViews: 'Every view shows the state here. Arrow keys: ← → a step, ↑ ↓ a phase; Escape leaves.',
  previousStep: 'Previous step',
  nextStep: 'Next step',
  previousPhase: 'Previous phase',
  nextPhase: 'Next phase',
  phase: 'Phase',
  leave: 'Leave',
  slider: 'Step',
  begin: 'before it begins',
  again: msg<{ phase: string }>('{phase}, again'),
  collection: msg<{ generation: number }>('collection of generation {generation}'),
  finished: msg<{ generation: number }>('generation {generation} is collected'),
  why: 'Why this phase',
  concerns: 'It is about',
};
