// Stepping inside the last operation: forward and back by steps and by phases, with the present step's sentence.
// Moves the session; draws nothing of the heap.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { isVersion2 } from '../diagrams/gc-head.ts';
import { type Event as HeapEvent } from '../generated/Event.ts';
import { type Section } from '../generated/Section.ts';
import { en } from '../locales/en.ts';
import { tellEvent, tellOperation, tellPhase } from '../locales/messages.ts';
import { type Inside, next, previous, sectionAt } from '../stepping.ts';
import { type Session } from '../store.ts';
import { baseStyle, controlsStyle } from './controls-style.ts';
import { SessionController } from './session-controller.ts';

const words = en.stepper;

/**
 * Steps into the last operation, and through it.
 *
 * @tagname pm-stepper
 */
export class PmStepper extends LitElement {
  static override readonly properties = { session: { attribute: false } };
  static override readonly styles = [
    baseStyle,
    controlsStyle,
    css`
      :host {
        position: fixed;
        inset: auto 0 0;
        z-index: 3;
      }
      .inside {
        display: grid;
        gap: 8px 16px;
        max-width: 1400px;
        max-height: 60vh;
        margin: 0 auto;
        padding: 12px 24px;
        overflow: auto;
        border: 1px solid var(--pm-accent);
        border-block-start-width: 3px;
        border-block-end: 0;
        border-radius: 12px 12px 0 0;
        background: var(--pm-surface);
        box-shadow: 0 -4px 16px color-mix(in srgb, black 14%, transparent);
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        align-items: center;
      }
      h2 {
        flex: 0 1 auto;
        font-size: 15px;
        overflow-wrap: anywhere;
      }
      .steps {
        display: flex;
        gap: 8px;
      }
      .place {
        flex: 1 1 220px;
        display: grid;
        gap: 2px;
        font-size: 13px;
        font-variant-numeric: tabular-nums;
      }
      input[type='range'] {
        width: 100%;
        margin: 0;
        accent-color: var(--pm-accent);
      }
      .phase {
        display: flex;
        flex: 0 1 320px;
        gap: 8px;
        align-items: center;
      }
      .keys {
        flex: 1 1 200px;
        max-width: none;
      }
      .sentence {
        min-height: 62px;
        font-size: 14px;
        line-height: 21px;
        overflow-wrap: anywhere;
      }
      .sentence p {
        max-width: 100ch;
      }
      .sentence code {
        margin-inline-end: 6px;
        font-weight: 600;
        font-size: 12px;
      }
      button.link {
        min-height: 0;
        padding: 0;
        border: 0;
        border-radius: 2px;
        background: none;
        color: var(--pm-accent);
        font: 13px/20px var(--pm-font);
        text-decoration: underline;
        text-underline-offset: 3px;
      }
      button.link:hover:enabled {
        background: none;
      }
      @media (max-width: 799px) {
        .inside {
          gap: 6px;
          padding: 8px 12px;
          border-radius: 0;
        }
        .steps {
          display: grid;
          grid-auto-flow: column;
          grid-auto-columns: 1fr;
          width: 100%;
          gap: 4px;
        }
        .steps button {
          padding: 4px;
          font-size: 12px;
          line-height: 16px;
        }
        h2 {
          flex: 1 1 0;
        }
        .phase {
          order: 1;
          flex: 1 1 100%;
        }
        .keys {
          display: none;
        }
        .sentence {
          font-size: 13px;
          line-height: 18px;
        }
      }
    `,
  ];

  declare session: Session | undefined;

  /** What had the keyboard before. */
  #cameFrom: HTMLElement | undefined;

  constructor() {
    super();
    new SessionController(this);
  }

  override render(): TemplateResult | typeof nothing {
    const { session } = this;
    if (session?.inside === undefined) return nothing;
    return this.#inside(session, session.inside);
  }

  // The keyboard comes along into the operation, and goes back where it was.
  override updated(): void {
    const isInside = this.session?.inside !== undefined;
    if (isInside === (this.#cameFrom !== undefined)) return;
    if (isInside) {
      this.#cameFrom = focusedElement() ?? document.body;
      this.#focusStep(words.nextStep);
    } else {
      if (focusedElement() === undefined) this.#cameFrom?.focus();
      this.#cameFrom = undefined;
    }
  }

  #inside(session: Session, inside: Inside): TemplateResult {
    const { around, mark, marks, sections } = inside;
    const [back, on] = [previous(inside), next(inside)];
    const line = tellOperation(en, around.operation, session.namesIn(around.number, en));
    return html`<section class="inside" aria-label=${words.label} @keydown=${this.#onKey}>
      <div class="line">
        <h2>${words.inside({ line })}</h2>
        <p class="note keys">${words.allViews}</p>
        ${sections.length === 0 ? nothing : this.#phases(session, inside)}
        <button @click=${this.#leave}>${words.leave}</button>
      </div>
      <div class="line">
        <div class="steps">
          ${this.#button(words.previousPhase, back.section, sections.length === 0)}
          ${this.#button(words.previousStep, back.step)} ${this.#button(words.nextStep, on.step)}
          ${this.#button(words.nextPhase, on.section, sections.length === 0)}
        </div>
        <label class="place"
          >${mark === 0 ? words.before : words.at({ mark, marks })}
          <input
            type="range"
            min="0"
            max=${marks}
            .value=${live(String(mark))}
            aria-label=${words.slider}
            aria-valuetext=${mark === 0 ? words.before : words.at({ mark, marks })}
            @input=${this.#slide}
        /></label>
      </div>
      <div class="sentence" aria-live="polite">${this.#sentence(session, inside)}</div>
    </section>`;
  }

  #button(text: string, mark: number | undefined, absent = false): TemplateResult | typeof nothing {
    if (absent) return nothing;
    return html`<button @click=${() => {
      this.#go(mark);
    }} ?disabled=${mark === undefined}>${text}</button>`;
  }

  #phases(session: Session, inside: Inside): TemplateResult {
    const present = sectionAt(inside);
    return html`<div class="phase">
      <span aria-hidden="true">${words.phase}</span>
      <select aria-label=${words.phase} @change=${this.#choosePhase}>
        <option value="0" ?selected=${present === undefined}>${words.begin}</option>
        ${inside.sections.map(
          (section, index) =>
            html`<option value=${section.mark} ?selected=${section === present}>
              ${sectionWords(section, isRepeated(inside.sections, index), session)}
            </option>`,
        )}
      </select>
    </div>`;
  }

  #sentence(session: Session, { present, around }: Inside): unknown {
    if (present === undefined) return html`<p>${words.beforeSentence}</p>`;
    const names = session.namesIn(around.number, en);
    const concerned = addressesOf(present.event);
    return html`<p><code>${present.function}</code>${tellEvent(en, present.event, names)}</p>
      ${
        concerned.length === 0
          ? nothing
          : html`<p class="note">
            ${words.concerns}
            ${concerned.map(
              (address) =>
                html`<button class="link" @click=${() => {
                  session.select(address);
                }}>${names.object(address)}</button> `,
            )}
          </p>`
      }`;
  }

  readonly #leave = (): void => {
    this.session?.stepOut();
  };

  readonly #slide = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) this.#go(event.target.valueAsNumber);
  };

  readonly #choosePhase = (event: Event): void => {
    if (event.target instanceof HTMLSelectElement) this.#go(Number(event.target.value));
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const inside = this.session?.inside;
    if (inside === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      this.#leave();
      return;
    }
    // These have arrow keys of their own.
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) return;
    const to = keyTarget(event.key, inside);
    if (to === undefined) return;
    event.preventDefault();
    this.#go(to);
  };

  #go(mark: number | undefined): void {
    const { session } = this;
    if (session?.inside === undefined || mark === undefined) return;
    const focused = this.shadowRoot?.activeElement;
    session.stepTo(session.inside.operation, mark);
    // A button that became useless loses the keyboard: the one beside it takes over.
    void this.updateComplete.then(() => {
      if (focused instanceof HTMLButtonElement && focused.disabled) this.#focusStep(undefined);
    });
  }

  #focusStep(text: string | undefined): void {
    const buttons = [...this.renderRoot.querySelectorAll<HTMLButtonElement>('.steps button:enabled')];
    (buttons.find((button) => button.textContent === text) ?? buttons[0])?.focus();
  }
}

/** What has the keyboard, however deep. */
function focusedElement(): HTMLElement | undefined {
  let found = document.activeElement;
  while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  return found instanceof HTMLElement && found !== document.body ? found : undefined;
}

function keyTarget(key: string, inside: Inside): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return next(inside).step;
    case 'ArrowLeft':
      return previous(inside).step;
    case 'ArrowDown':
    case 'PageDown':
      return next(inside).section;
    case 'ArrowUp':
    case 'PageUp':
      return previous(inside).section;
    case 'Home':
      return 0;
    case 'End':
      return inside.marks;
    default:
      return undefined;
  }
}

function sectionWords({ of }: Section, again: boolean, session: Session): string {
  switch (of.kind) {
    case 'collection':
      return words.collection({ generation: of.generation });
    case 'phase': {
      const name = tellPhase(en, of.phase, isVersion2(session.edition));
      return again ? words.again({ phase: name }) : name;
    }
    case 'finished':
      return words.finished({ generation: of.generation });
  }
}

/** Whether the phase ran before in the same collection: unreachable objects are looked at twice. */
function isRepeated(sections: readonly Section[], index: number): boolean {
  const here = sections[index]?.of;
  if (here?.kind !== 'phase') return false;
  const start = sections.findLastIndex(({ of }, before) => before < index && of.kind === 'collection');
  return sections.slice(start + 1, index).some(({ of }) => of.kind === 'phase' && of.phase === here.phase);
}

/** What an event is about, as far as it can be chosen. */
function addressesOf(event: HeapEvent): number[] {
  const fields = ['object', 'weakref', 'item', 'key', 'dict', 'block', 'pool'] as const;
  const values = new Map<string, unknown>(Object.entries(event));
  const found = fields.flatMap((field) => {
    const value = values.get(field);
    return typeof value === 'number' && value > 0 ? [value] : [];
  });
  return [...new Set(found)];
}
