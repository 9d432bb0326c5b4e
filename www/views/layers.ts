// The view of the layers that the last request went through.

import { layersDiagram } from '../diagrams/layers.ts';
import { readingStyle } from '../diagrams/reading-style.ts';
import { diagramStyles } from '../diagrams/styles.ts';
import { plain } from './drawing.ts';

export const layers = plain([diagramStyles, readingStyle], ({ session, options }) =>
  layersDiagram(session.explanations.at(-1), options),
);
