// The view of the functions that ran, and why.

import { callsStyle } from '../diagrams/calls-style.ts';
import { explainDiagram } from '../diagrams/explain.ts';
import { readingStyle } from '../diagrams/reading-style.ts';
import { diagramStyles } from '../diagrams/styles.ts';
import { plain } from './drawing.ts';

export const explain = plain([diagramStyles, readingStyle, callsStyle], ({ session, options }) =>
  explainDiagram(
    {
      explanations: [...session.explanations],
      total: session.told?.count ?? 0,
      label: session.told?.label(options.messages) ?? '',
      inside: session.inside,
      onStepInto: (operation) => {
        session.wake((awake) => {
          awake.stepTo(operation, 0);
        });
      },
      onStep: (operation, mark) => {
        session.wake((awake) => {
          awake.stepTo(operation, mark);
        });
      },
    },
    options,
  ),
);
