// The view of the functions that ran, and why. Of many steps that come the first are drawn at once, and more in each frame
// that follows: whoever clicked does not wait for what is further down. The first drawing of all is whole, so that nothing
// below it moves.

import { callsStyle } from '../diagrams/calls-style.ts';
import { explainDiagram, stepsTold } from '../diagrams/explain.ts';
import { readingStyle } from '../diagrams/reading-style.ts';
import { diagramStyles } from '../diagrams/styles.ts';
import { type Explanation } from '../generated/Explanation.ts';
import { type Drawing, drawOn, type Panel, type Shown, type View } from './drawing.ts';

/** Steps that are drawn in one frame: more than a panel shows at first. */
const STEPS_AT_ONCE = 24;

class Explain implements Drawing {
  #told: readonly Explanation[] | undefined;
  #most = Infinity;
  readonly #panel: Panel;

  constructor(panel: Panel) {
    this.#panel = panel;
  }

  draw({ session, options }: Shown): unknown {
    const { explanations } = session;
    this.#drawMore(explanations);
    return explainDiagram(
      {
        explanations,
        total: session.told?.count ?? 0,
        label: session.told?.label(options.messages) ?? '',
        most: this.#most,
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
    );
  }

  #drawMore(explanations: readonly Explanation[]): void {
    if (this.#told !== undefined && explanations !== this.#told) this.#most = 0;
    this.#told = explanations;
    const all = stepsTold(explanations);
    if (this.#most > all) return;
    this.#most += STEPS_AT_ONCE;
    if (this.#most < all) drawOn(this.#panel);
  }
}

export const explain: View = {
  styles: [diagramStyles, readingStyle, callsStyle],
  begin: (panel) => new Explain(panel),
};
