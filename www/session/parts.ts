// The parts of a session, each made with those that it needs. Nothing else.

import { type Prediction } from '../predict/prediction.ts';
import { Beginning } from './beginning.ts';
import { Comparing } from './comparing.ts';
import { Lessons } from './lessons.ts';
import { Performer } from './performer.ts';
import { Player } from './player.ts';

import { type Sitting } from './sitting.ts';
import { Stage } from './stage.ts';
import { Swapping } from './swapping.ts';
import { Travel } from './travel.ts';
import { Undoing } from './undoing.ts';

export interface Parts {
  readonly stage: Stage;
  readonly travel: Travel;
  readonly comparing: Comparing;
  readonly performer: Performer;
  readonly lessons: Lessons;
  readonly undoing: Undoing;
  readonly beginning: Beginning;
}

/** `tell` is called whenever there is something else to see, `tellProgress` where only the progress is different. */
export function partsOf(sitting: Sitting, prediction: Prediction, tell: () => void, tellProgress: () => void): Parts {
  const player = new Player((): boolean => travel.playOn());
  const stage = new Stage(sitting, player, tell, tellProgress);
  const travel = new Travel(stage, prediction);
  const comparing = new Comparing(stage);
  const performer = new Performer(stage, prediction, comparing);
  const swapping = new Swapping(stage, comparing);
  return {
    stage,
    travel,
    comparing,
    performer,
    lessons: new Lessons(stage, travel, performer),
    undoing: new Undoing(stage, comparing, swapping, performer),
    beginning: new Beginning(stage, comparing, swapping),
  };
}
