// What is said, and where one can go, before anything was done.

import { type Words } from '../locales/messages.ts';
import { type Moves } from './moves.ts';

export const tellNothingYet: Words = ({ timeline }) => timeline.said.empty;

export const noMoves: Moves = {
  first: undefined,
  back: undefined,
  over: undefined,
  last: undefined,
  into: undefined,
  backInto: undefined,
  out: undefined,
  previousPhase: undefined,
  nextPhase: undefined,
  previousAct: undefined,
  nextAct: undefined,
};
