// Scenarios and traces: whole programs to run on the heap. Calls the session; draws nothing of the heap.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { examples } from '../examples/index.ts';
import { en } from '../locales/en.ts';
import { type ObjectScenario, objectScenarios } from '../object-scenarios.ts';
import { type Scenario, scenarios } from '../scenarios.ts';
import { type Session } from '../store.ts';
import { baseStyle, controlsStyle } from './controls-style.ts';
import { type Topic } from './pm-explorer.ts';
import { SessionController } from './session-controller.ts';

const { ui } = en;

/**
 * The list of scenarios, the bundled traces, and a button to open one of one's own.
 *
 * @tagname pm-programs
 */
export class PmPrograms extends LitElement {
  static override readonly properties = {
    session: { attribute: false },
    seedOf: { attribute: false },
    topic: { attribute: false },
  };
  static override readonly styles = [
    baseStyle,
    controlsStyle,
    css`
      :host(:first-child) .part {
        border-top: 0;
        padding-top: 0;
      }
      ul {
        display: grid;
        gap: 12px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        gap: 4px;
      }
      li button {
        justify-self: start;
        text-align: start;
        padding: 4px 12px;
      }
      input[type='file'] {
        display: none;
      }
    `,
  ];

  declare session: Session | undefined;
  /** Where the seed for whatever is random comes from. */
  declare seedOf: () => number;
  /** What the programs are about. */
  declare topic: Topic;

  /** Where there is little room, the lists start closed. */
  readonly #roomy = window.matchMedia('(min-width: 800px)').matches;

  constructor() {
    super();
    this.seedOf = () => 1;
    this.topic = 'allocator';
    new SessionController(this);
  }

  override render(): TemplateResult | typeof nothing {
    const { session } = this;
    if (session === undefined) return nothing;
    const still = session.busy || session.broken;
    return this.topic === 'objects'
      ? this.#scenarios(objectScenarios.map((scenario) => this.#objectScenario(session, scenario, still)))
      : html`${this.#scenarios(scenarios.map((scenario) => this.#scenario(session, scenario, still)))}
        ${this.#traces(still)}`;
  }

  #scenarios(items: TemplateResult[]): TemplateResult {
    return html`<details class="part" ?open=${this.#roomy && this.topic === 'allocator'}>
      <summary>${ui.scenarios}</summary>
      <ul>
        ${items}
      </ul>
    </details>`;
  }

  #scenario(session: Session, scenario: Scenario, still: boolean): TemplateResult {
    return html`<li>
      <button ?disabled=${still} @click=${() => session.runScenario(scenario, this.seedOf())}>${scenario.name}</button>
      <span class="note">${scenario.describe(session.edition)}</span>
    </li>`;
  }

  #objectScenario(session: Session, scenario: ObjectScenario, still: boolean): TemplateResult {
    const { name, describe } = en.objectScenarios[scenario.id];
    return html`<li>
      <button ?disabled=${still} @click=${() => session.startLesson(scenario)}>${name}</button>
      <span class="note">${describe(session.edition)}</span>
    </li>`;
  }

  #traces(still: boolean): TemplateResult {
    return html`
      <details class="part" ?open=${this.#roomy}>
        <summary>Traces</summary>
        <p class="note">${ui.openTraceNote}</p>
        <input type="file" aria-label="Trace file" @change=${this.#chosen} />
        <div>
          <button class="primary" ?disabled=${still} @click=${this.#choose}>${ui.openTrace}</button>
        </div>
        <h3>${ui.exampleTraces}</h3>
        <ul>
          ${examples.map(
            (example) => html`<li>
              <button ?disabled=${still} @click=${() => this.#openExample(example.url, example.name)}>
                ${example.name}
              </button>
              <span class="note">${example.note}</span>
            </li>`,
          )}
        </ul>
      </details>
    `;
  }

  #choose(): void {
    this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')?.click();
  }

  #chosen(event: Event): void {
    const input = event.target;
    if (!(input instanceof HTMLInputElement)) return;
    const file = input.files?.[0];
    // So that the same file can be chosen again.
    const opening = file === undefined ? undefined : this.session?.open(file, file.name);
    void opening?.finally(() => {
      input.value = '';
    });
  }

  async #openExample(url: string, name: string): Promise<void> {
    const { session } = this;
    try {
      const response = await fetch(url);
      if (!response.ok) throw new Error(response.statusText);
      await session?.open(await response.blob(), name);
    } catch {
      session?.refuse(ui.unreadableFile(name));
    }
  }
}
