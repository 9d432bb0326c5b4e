// Predict first: the question, the answer as far as it is given, and what came of it. What is asked and what is right is
// the prediction's; a block, a pool or an object is chosen in the diagrams.

import { css, html, nothing, type TemplateResult } from 'lit';
import { hex } from '../format.ts';
import { type Prediction, type Verdict } from '../predict/prediction.ts';
import { type Question } from '../predict/question.ts';
import { type Session } from '../store.ts';
import { define } from '../define.ts';
import { baseStyle, controlsStyle } from './controls-style.ts';
import { PmElement } from './pm-element.ts';
import { SessionController } from './session-controller.ts';

/**
 * The question about what comes next.
 *
 * @tagname pm-predict
 */
export class PmPredict extends PmElement {
  static override readonly properties = { session: { attribute: false } };
  static override readonly styles = [
    baseStyle,
    controlsStyle,
    css`
      section {
        display: grid;
        gap: 8px;
        padding: 12px 24px;
        border-top: 3px solid var(--pm-selected);
        background: var(--pm-surface);
      }
      .ask {
        max-width: 80ch;
        font-weight: 600;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .score {
        margin-inline-start: auto;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        align-items: baseline;
      }
      @media (max-width: 799px) {
        section {
          padding: 8px 12px;
        }
        .buttons button {
          min-height: 44px;
          padding: 0 12px;
        }
      }
    `,
  ];

  declare session: Session | undefined;

  #asked: Question | undefined;

  constructor() {
    super();
    new SessionController(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('keydown', this.#onKey);
  }

  override render(): TemplateResult | typeof nothing {
    const { session } = this;
    if (session?.prediction.on !== true) return nothing;
    const { prediction } = session;
    const { question, verdict } = prediction;
    if (question === undefined && verdict === undefined) {
      return html`<p class="sr" role="status"></p>`;
    }
    return html`<section aria-label=${this.messages.ui.predict.label}>
      ${question === undefined ? nothing : this.#question(question, prediction)}
      ${verdict === undefined ? nothing : this.#verdict(verdict, session)}
    </section>`;
  }

  /** A question that a button answers takes the keyboard; one that a diagram answers leaves it there. */
  override updated(): void {
    const question = this.session?.prediction.question;
    if (question === this.#asked) return;
    this.#asked = question;
    if (question?.by === 'choice') this.renderRoot.querySelector<HTMLElement>('button')?.focus();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.session?.prediction.question === undefined) return;
    event.stopPropagation();
    this.session.prediction.callOff();
  };

  #question(question: Question, prediction: Prediction): TemplateResult {
    const words = this.messages.predict;
    return html`<p class="ask" role="status">${question.ask(this.messages)}</p>
      ${question.by === 'choice' ? nothing : html`<p class="given" role="status">${this.#given(prediction)}</p>`}
      <div class="buttons">
        ${
          question.by === 'choice'
            ? question.choices.map(
                ({ value, words: told }) =>
                  html`<button
                    @click=${() => {
                      prediction.choose(value);
                    }}
                  >
                    ${told(this.messages)}
                  </button>`,
              )
            : html`<button
                class="primary"
                ?disabled=${prediction.answer === undefined && question.by !== 'objects'}
                @click=${() => {
                  prediction.submit();
                }}
              >
                ${words.answer}
              </button>`
        }
        <button
          @click=${() => {
            prediction.show();
          }}
        >
          ${words.showMe}
        </button>
        <button
          @click=${() => {
            prediction.callOff();
          }}
        >
          ${words.notNow}
        </button>
        ${this.#score(prediction)}
      </div>`;
  }

  #given({ answer }: Prediction): string {
    const words = this.messages.predict;
    if (answer === undefined || (typeof answer === 'object' && answer.length === 0)) return words.noAnswer;
    const told = typeof answer === 'object' ? answer.map((one) => this.#name(one)).join(', ') : this.#name(answer);
    return words.yourAnswer({ answer: told });
  }

  #name(answer: string | number): string {
    if (typeof answer === 'string') return answer;
    return this.session?.objects?.objects.find(({ at }) => at === answer)?.label ?? hex(answer);
  }

  #verdict({ right, truth, why }: Verdict, session: Session): TemplateResult {
    const words = this.messages.predict;
    const told = { truth: truth(this.messages) };
    const said = right === undefined ? words.shown(told) : right ? words.right(told) : words.wrong(told);
    return html`<div class="line">
      <p class="ask" role="status">${right === undefined ? '' : right ? '✓ ' : '✗ '}${said}</p>
      ${this.#score(session.prediction)}
      <div class="buttons">
        ${
          why === undefined
            ? nothing
            : html`<button
                @click=${() => {
                  session.stepTo(why.operation, why.mark ?? 0);
                }}
              >
                ${words.why}
              </button>`
        }
        <button
          @click=${() => {
            session.prediction.dismiss();
          }}
        >
          ${words.close}
        </button>
      </div>
    </div>`;
  }

  #score({ right, asked }: Prediction): TemplateResult | typeof nothing {
    return asked === 0
      ? nothing
      : html`<span class="note score">${this.messages.predict.score({ right, asked })}</span>`;
  }
}

define({ 'pm-predict': PmPredict });
