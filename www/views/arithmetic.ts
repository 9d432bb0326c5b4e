// The view of how addresses are computed, with the values at hand.

import { arithmeticAtHand } from '../arithmetic/of-session.ts';
import { arithmeticDiagram } from '../diagrams/arithmetic.ts';
import { arithmeticStyle } from '../diagrams/arithmetic-style.ts';
import { diagramStyles } from '../diagrams/styles.ts';
import { plain } from './drawing.ts';

export const arithmetic = plain([diagramStyles, arithmeticStyle], ({ session, heap, options }) =>
  arithmeticDiagram(arithmeticAtHand(session, heap), options),
);
