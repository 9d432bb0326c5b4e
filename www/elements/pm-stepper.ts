// The operation that one is inside of: its line, its phases, and the sentence of the present step. Moves the session; draws
// nothing of the heap. The buttons are the bar's, in which it stands.

import { css, html, nothing, type TemplateResult } from 'lit';
import { isVersion2 } from '../version.ts';
import { type Event as HeapEvent } from '../generated/Event.ts';
import { type Section } from '../generated/Section.ts';
import { type Messages, tellEvent, tellOperation, tellPhase } from '../locales/messages.ts';
import { type Inside, sectionAt } from '../stepping.ts';
import { type Session } from '../store.ts';
import { define } from '../define.ts';
import { baseStyle, controlsStyle } from './controls-style.ts';
import { PmElement } from './pm-element.ts';
import { SessionController } from './session-controller.ts';

/**
 * Tells where inside an operation one is.
 *
 * @tagname pm-stepper
 */
export class PmStepper extends PmElement {
  static override readonly properties = { session: { attribute: false } };
  static override readonly styles = [
    baseStyle,
    controlsStyle,
    css`
      .inside {
        display: grid;
        gap: 4px 16px;
        max-height: 40vh;
        overflow: auto;
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
        h2 {
          flex: 1 1 0;
          font-size: 14px;
          line-height: 20px;
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

  constructor() {
    super();
    new SessionController(this);
  }

  override render(): TemplateResult | typeof nothing {
    const { session } = this;
    if (session?.inside === undefined) return nothing;
    const words = this.messages.stepper;
    const { around, sections } = session.inside;
    const line = tellOperation(this.messages, around.operation, session.namesIn(around.number, this.messages));
    return html`<div class="inside">
      <div class="line">
        <h2>${words.inside({ line })}</h2>
        <p class="note keys">${words.allViews}</p>
        ${sections.length === 0 ? nothing : this.#phases(session, session.inside)}
        <button @click=${this.#leave}>${words.leave}</button>
      </div>
      <div class="sentence" aria-live="polite">${this.#sentence(session, session.inside)}</div>
    </div>`;
  }

  #phases(session: Session, inside: Inside): TemplateResult {
    const words = this.messages.stepper;
    const present = sectionAt(inside);
    return html`<div class="phase">
      <span aria-hidden="true">${words.phase}</span>
      <select aria-label=${words.phase} @change=${this.#choosePhase}>
        <option value="0" ?selected=${present === undefined}>${words.begin}</option>
        ${inside.sections.map(
          (section, index) =>
            html`<option value=${section.mark} ?selected=${section === present}>
              ${sectionWords(section, isRepeated(inside.sections, index), session, this.messages)}
            </option>`,
        )}
      </select>
    </div>`;
  }

  #sentence(session: Session, { present, around }: Inside): TemplateResult {
    const words = this.messages.stepper;
    if (present === undefined) return html`<p>${words.beforeSentence}</p>`;
    const names = session.namesIn(around.number, this.messages);
    const concerned = addressesOf(present.event);
    return html`<p><code>${present.function}</code>${tellEvent(this.messages, present.event, names)}</p>
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

  readonly #choosePhase = (event: Event): void => {
    const inside = this.session?.inside;
    if (inside === undefined || !(event.target instanceof HTMLSelectElement)) return;
    this.session?.stepTo(inside.operation, Number(event.target.value));
  };
}

function sectionWords({ of }: Section, again: boolean, session: Session, messages: Messages): string {
  const words = messages.stepper;
  switch (of.kind) {
    case 'collection':
      return words.collection({ generation: of.generation });
    case 'phase': {
      const name = tellPhase(messages, of.phase, isVersion2(session.edition));
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

define({ 'pm-stepper': PmStepper });
