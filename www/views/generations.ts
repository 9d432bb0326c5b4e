// The view of the collector's lists.

import { generationsDiagram } from '../diagrams/generations.ts';
import { generationsStyle } from '../diagrams/generations-style.ts';
import { objectStyle } from '../diagrams/object-style.ts';
import { diagramStyles } from '../diagrams/styles.ts';
import { plain, WIDE } from './drawing.ts';

/** Objects that are drawn of each list, where the view is narrow and where it is wide. */
const FEW_MEMBERS = 12;
const MANY_MEMBERS = 32;

export const generations = plain([diagramStyles, generationsStyle, objectStyle], ({ heap, options }, { width }) =>
  generationsDiagram(heap.generations(width < WIDE ? FEW_MEMBERS : MANY_MEMBERS), options),
);
