// The switch for predicting first.

import { html, nothing, type TemplateResult } from 'lit';
import { type Session } from '../store.ts';
import { baseStyle, controlsStyle } from './controls-style.ts';
import { PmElement } from './pm-element.ts';
import { SessionController } from './session-controller.ts';

/**
 * The switch for it, beside the controls.
 *
 * @tagname pm-predict-switch
 */
export class PmPredictSwitch extends PmElement {
  static override readonly properties = { session: { attribute: false } };
  static override readonly styles = [baseStyle, controlsStyle];

  declare session: Session | undefined;

  constructor() {
    super();
    new SessionController(this);
  }

  override render(): TemplateResult | typeof nothing {
    const { session } = this;
    if (session === undefined) return nothing;
    const words = this.messages.ui.predict;
    return html`<div class="part">
      <label class="check"
        ><input
          type="checkbox"
          aria-describedby="about"
          .checked=${session.prediction.on}
          @change=${(event: Event) => {
            session.prediction.turn(event.target instanceof HTMLInputElement && event.target.checked);
          }}
        />${words.label}</label
      >
      <p class="note" id="about">${words.about}</p>
    </div>`;
  }
}
