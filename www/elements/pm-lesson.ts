// The scenario that is gone through: what to look at now, and the way to its next step. Calls the session; draws
// nothing of the heap.

import { css, html, nothing, type TemplateResult } from 'lit';
import { isVersion2 } from '../version.ts';
import { inVersion } from '../locales/messages.ts';
import { type ObjectScenarioId } from '../object-scenarios.ts';
import { type Session } from '../store.ts';
import { define } from '../define.ts';
import { baseStyle, controlsStyle } from './controls-style.ts';
import { PmElement } from './pm-element.ts';
import { SessionController } from './session-controller.ts';

/** What is proposed to whoever has done nothing so far. */
const FIRST: readonly ObjectScenarioId[] = ['chain', 'two-objects', 'resurrection'];

/**
 * One step of a scenario and the button for the next; before any, an invitation where one is asked for.
 *
 * @tagname pm-lesson
 */
export class PmLesson extends PmElement {
  static override readonly properties = { session: { attribute: false }, inviting: { attribute: false } };
  static override readonly styles = [
    baseStyle,
    controlsStyle,
    css`
      section {
        display: grid;
        gap: 8px;
        padding: 12px 16px;
        border: 1px solid var(--pm-border);
        border-inline-start: 4px solid var(--pm-accent);
        border-radius: 6px;
        background: var(--pm-raised);
      }
      h2 {
        font-size: 14px;
        line-height: 20px;
      }
      p {
        max-width: 80ch;
        text-wrap: pretty;
      }
      .row {
        flex-wrap: wrap;
        align-items: center;
      }
      /* Where there is little room, the list of scenarios is at hand as it is. */
      @media (max-width: 799px) {
        .invitation {
          display: none;
        }
      }
      button {
        min-height: 32px;
        padding: 4px 12px;
        text-align: start;
        overflow-wrap: anywhere;
      }
    `,
  ];

  declare session: Session | undefined;
  /** Whether to propose a scenario while there is none. */
  declare inviting: boolean;

  constructor() {
    super();
    this.inviting = false;
    new SessionController(this);
  }

  override render(): TemplateResult | typeof nothing {
    const { session } = this;
    const lesson = session?.lesson;
    if (session === undefined) return nothing;
    if (lesson === undefined || lesson.taken === 0) return this.inviting ? this.#invitation(session) : nothing;
    const { lesson: words, objectScenarios } = this.messages;
    const { name, looks } = objectScenarios[lesson.id];
    const still = session.busy || session.broken;
    return html`<section aria-label=${name}>
      <h2>${words.title({ name, step: lesson.taken, of: lesson.of })}</h2>
      <p aria-live="polite">${inVersion(looks[lesson.taken - 1] ?? '', isVersion2(session.edition))}</p>
      <div class="row">
        ${
          lesson.next === undefined
            ? html`<span class="note">${words.over}</span>`
            : html`<button class="primary" ?disabled=${still} @click=${() => session.nextAct()}>
                ${words.next({ line: lesson.next(this.messages) })}
              </button>`
        }
        <button
          @click=${() => {
            session.closeLesson();
          }}
        >
          ${words.close}
        </button>
      </div>
    </section>`;
  }

  #invitation(session: Session): TemplateResult {
    const { lesson: words, objectScenarios } = this.messages;
    const still = session.busy || session.broken;
    return html`<section class="invitation">
      <p>${words.invitation}</p>
      <div class="row">
        ${FIRST.map(
          (id) =>
            html`<button ?disabled=${still} @click=${() => session.startLesson(id)}>
              ${words.begin({ name: objectScenarios[id].name })}
            </button>`,
        )}
      </div>
    </section>`;
  }
}

define({ 'pm-lesson': PmLesson });
