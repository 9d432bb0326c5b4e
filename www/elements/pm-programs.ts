// Scenarios and traces: whole programs to run on the heap. Calls the session; draws nothing of the heap.

import { css, html, nothing, type TemplateResult } from 'lit';
import { isVersion2 } from '../version.ts';
import { type ExampleId, exampleIds, examples } from '../examples/index.ts';
import { inVersion } from '../locales/messages.ts';
import { objectScenarioIds, type ObjectScenarioId } from '../object-scenarios.ts';
import { scenarioIds, type ScenarioId, scenarioNumbers } from '../scenarios.ts';
import { sharing } from '../share/later.ts';
import { type Shown } from '../share/sharing.ts';
import { type Session } from '../store.ts';
import { type Topic } from '../topics.ts';
import { baseStyle, controlsStyle } from './controls-style.ts';
import { PmElement } from './pm-element.ts';
import { SessionController } from './session-controller.ts';

/**
 * The list of scenarios, the bundled traces, and a button to open one of one's own, or a session.
 *
 * @tagname pm-programs
 * @fires opened - a session was opened; its detail is what is to be shown of it
 */
export class PmPrograms extends PmElement {
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
      ? this.#scenarios(objectScenarioIds.map((id) => this.#objectScenario(session, id, still)))
      : html`${this.#scenarios(scenarioIds.map((id) => this.#scenario(session, id, still)))} ${this.#traces(still)}`;
  }

  #scenarios(items: TemplateResult[]): TemplateResult {
    return html`<details class="part" ?open=${this.#roomy && this.topic === 'allocator'}>
      <summary>${this.messages.scenarios.title}</summary>
      <ul>
        ${items}
      </ul>
    </details>`;
  }

  #scenario(session: Session, id: ScenarioId, still: boolean): TemplateResult {
    const { name, describe } = this.messages.scenarios.list[id];
    return html`<li>
      <button ?disabled=${still} @click=${() => session.runScenario(id, this.seedOf())}>${name}</button>
      <span class="note">${describe(scenarioNumbers(session.edition))}</span>
    </li>`;
  }

  #objectScenario(session: Session, id: ObjectScenarioId, still: boolean): TemplateResult {
    const { name, description } = this.messages.objectScenarios[id];
    return html`<li>
      <button ?disabled=${still} @click=${() => session.startLesson(id)}>${name}</button>
      <span class="note">${inVersion(description, isVersion2(session.edition))}</span>
    </li>`;
  }

  #traces(still: boolean): TemplateResult {
    const { scenarios } = this.messages;
    return html`
      <details class="part" ?open=${this.#roomy}>
        <summary>${scenarios.traces}</summary>
        <p class="note">${scenarios.openTraceNote}</p>
        <input type="file" aria-label=${scenarios.traceFile} @change=${this.#chosen} />
        <div>
          <button class="primary" ?disabled=${still} @click=${this.#choose}>${scenarios.openTrace}</button>
        </div>
        <h3>${scenarios.exampleTraces}</h3>
        <ul>
          ${exampleIds.map((id) => this.#example(id, still))}
        </ul>
      </details>
    `;
  }

  #example(id: ExampleId, still: boolean): TemplateResult {
    const { name, note } = this.messages.scenarios.examples[id];
    return html`<li>
      <button ?disabled=${still} @click=${() => this.#openExample(id)}>${name}</button>
      <span class="note">${note}</span>
    </li>`;
  }

  #choose(): void {
    this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')?.click();
  }

  #chosen(event: Event): void {
    const input = event.target;
    if (!(input instanceof HTMLInputElement)) return;
    const file = input.files?.[0];
    if (file !== undefined) void this.#openFile(file);
    // So that the same file can be chosen again.
    input.value = '';
  }

  async #openFile(file: File): Promise<void> {
    const { openFile } = await sharing.load();
    const shown = this.session && (await openFile(this.session, file, file.name));
    if (shown === undefined) return;
    this.dispatchEvent(new CustomEvent<Shown>('opened', { detail: shown, bubbles: true, composed: true }));
  }

  async #openExample(id: ExampleId): Promise<void> {
    const { session } = this;
    const { name } = this.messages.scenarios.examples[id];
    try {
      const response = await fetch(examples[id]);
      if (!response.ok) throw new Error(response.statusText);
      await session?.open(await response.blob(), name, id);
    } catch {
      session?.refuse(({ scenarios }) => scenarios.unreadableFile({ name }));
    }
  }
}
