// English: the dialog of keys. Never markup or style.

import type { Ask } from '../../keys.ts';

/** The dialog of keys. */
export const keys = {
  title: 'Keyboard',
  asks: {
    playPause: 'Play or pause',
    over: 'Step over: the next operation; inside of one, the next step',
    back: 'Step back: the operation before; inside of one, the step before',
    nextAct: 'To the end of the next action',
    previousAct: 'To the end of the action before',
    into: 'Step into the next operation',
    backInto: 'Step back into the last operation, to its last step',
    out: 'Step out of the operation',
    down: 'Step into the next operation; inside of one, the next phase',
    up: 'Step back into the last operation; inside of one, the phase before',
    first: 'To the beginning',
    last: 'To the end',
    previousPhase: 'Previous phase',
    nextPhase: 'Next phase',
    undo: 'Undo',
    redo: 'Redo',
    help: 'This list',
  } satisfies Record<Ask, string>,
  where:
    'They work wherever a key has no other use: in a field you type, in a list or a diagram the arrows move. ↑ ↓ Home and End are for the bar itself, as elsewhere they scroll.',
  single: 'Keys that are a single character work everywhere',
  singleNote:
    'Switched off, Space, I, B, O and ? only work while the bar has the keyboard: for speech input, and keys hit by accident.',
  close: 'Close',
};
