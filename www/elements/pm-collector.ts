// The panel of the collector: collects, sets when it runs by itself, and reports what the last operation found and gave
// back. Calls the session; draws nothing of the heap.

import { css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { isVersion2 } from '../version.ts';
import { bytes, count, fieldText, hex } from '../format.ts';
import { type Digest } from '../generated/Digest.ts';
import { type GenerationsView } from '../generated/GenerationsView.ts';
import { type Request } from '../generated/Request.ts';
import { type Messages, tellOperation } from '../locales/messages.ts';
import { type Session } from '../store.ts';
import { define } from '../define.ts';
import { baseStyle, controlsStyle } from './controls-style.ts';
import { PmElement } from './pm-element.ts';
import { SessionController } from './session-controller.ts';

const GENERATIONS = [0, 1, 2] as const;
/** `int` of C. */
const LARGEST = 2 ** 31 - 1;
/** Objects and pools that a report lists. */
const MOST_LISTED = 20;

/**
 * Collect, enable and disable, thresholds, freeze, statistics, and the report of the last operation.
 *
 * @tagname pm-collector
 */
export class PmCollector extends PmElement {
  static override readonly properties = { session: { attribute: false } };
  static override readonly styles = [
    baseStyle,
    controlsStyle,
    css`
      :host {
        border-top: 1px solid var(--pm-border);
      }
      .part:first-of-type {
        border-top: 0;
      }
      .three {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 8px;
      }
      .which {
        display: grid;
        grid-template-columns: max-content repeat(3, minmax(0, 1fr));
        gap: 8px;
        align-items: center;
      }
      .row > button {
        flex: none;
      }
      .code {
        font: 12px/18px var(--pm-mono);
        overflow-wrap: anywhere;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: 13px;
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        padding: 2px 0;
        border-bottom: 1px solid var(--pm-border);
        font-weight: 400;
        text-align: end;
      }
      th:first-child {
        text-align: start;
      }
      thead th {
        color: var(--pm-text-muted);
        font-size: 12px;
      }
      ul {
        display: grid;
        gap: 6px;
        margin: 0;
        padding: 0;
        list-style: none;
        font-size: 13px;
        line-height: 18px;
      }
      .report {
        display: grid;
        gap: 8px;
      }
      .counts li {
        display: flex;
        justify-content: space-between;
        gap: 12px;
      }
      .counts b {
        font-weight: 600;
        white-space: nowrap;
      }
      button.link {
        min-height: 0;
        padding: 0;
        border: 0;
        border-radius: 2px;
        background: none;
        color: var(--pm-accent);
        font: 600 13px/18px var(--pm-font);
        text-align: start;
        text-decoration: underline;
        text-underline-offset: 3px;
        overflow-wrap: anywhere;
      }
      button.link:hover:enabled {
        background: none;
      }
      details > summary {
        font-size: 14px;
      }
    `,
  ];

  declare session: Session | undefined;

  /** Thresholds that were typed and not set yet. */
  readonly #typed = new Map<number, number>();

  constructor() {
    super();
    new SessionController(this);
  }

  override render(): TemplateResult | typeof nothing {
    const { session } = this;
    if (session === undefined) return nothing;
    // Nobody's list is drawn here: only the numbers.
    const view = session.read((heap) => heap.generations(0));
    if (view === undefined) return nothing;
    return html`${this.#collect(session)} ${this.#report(session)} ${this.#settings(session, view)}
    ${this.#statistics(session, view)}`;
  }

  #collect(session: Session): TemplateResult {
    const words = this.messages.collector;
    return html`<section class="part" aria-labelledby="collect">
      <h2 id="collect">${words.collect}</h2>
      <div class="which">
        <span>${words.whichGeneration}</span>
        ${GENERATIONS.map(
          (gen) => html`<button
            class=${gen === 2 ? 'primary' : ''}
            aria-label=${words.collectGeneration({ n: gen })}
            title=${words.collectLine({ n: gen })}
            @click=${this.#ask({ op: 'collect', gen })}
            ?disabled=${!isReady(session)}
          >
            ${gen}
          </button>`,
        )}
      </div>
      <p class="note">${words.collectNote}</p>
    </section>`;
  }

  // What was found

  #report(session: Session): TemplateResult | typeof nothing {
    const { collector: words, stepper } = this.messages;
    const { digest } = session;
    const told = session.explanations.at(-1);
    if (digest === undefined || told?.operation.op !== 'object') return nothing;
    const isCollect = told.operation.request.op === 'collect';
    if (!isCollect && digest.objectsTotal === 0) return nothing;
    const line = tellOperation(this.messages, told.operation, session.namesIn(told.number, this.messages));
    if (digest.marks === 0) {
      return html`<section class="part report" aria-labelledby="report">
        <h3 id="report">${words.report}</h3>
        <p class="code">${words.returned({ line, n: session.told?.collected ?? 0 })}</p>
        <p class="note">${stepper.gone}</p>
      </section>`;
    }
    return html`<section class="part report" aria-labelledby="report">
      <h3 id="report">${words.report}</h3>
      ${this.#returned(digest, line, isCollect)}
      <ul class="counts">
        ${digest.fates.map(
          ({ fate, objects }) =>
            html`<li><span>${words.fates[fate]}</span> <b>${words.counted({ n: objects })}</b></li>`,
        )}
      </ul>
      ${this.#stepping(session, told.number)}
      ${digest.objects.length === 0 ? nothing : this.#objects(session, digest, told.number)} ${this.#memory(digest)}
    </section>`;
  }

  #returned({ sections }: Digest, line: string, isCollect: boolean): TemplateResult {
    const words = this.messages.collector;
    const finished = sections.flatMap(({ of }) => (of.kind === 'finished' ? [of] : []));
    const last = finished.at(-1);
    if (last === undefined) return html`<p class="code">${isCollect ? words.noCollection({ line }) : line}</p>`;
    return html`<p class="code">${isCollect ? words.returned({ line, n: last.collected + last.uncollectable }) : line}</p>
      <p>
        ${
          finished.length === 1
            ? words.finished({
                generation: last.generation,
                collected: last.collected,
                uncollectable: last.uncollectable,
              })
            : words.manyFinished({ n: finished.length })
        }
      </p>`;
  }

  #stepping(session: Session, operation: number): TemplateResult {
    const { stepper } = this.messages;
    if (session.steppable === undefined) return html`<p class="note">${stepper.gone}</p>`;
    return html`<div class="row">
      <button @click=${() => {
        session.stepTo(operation, 0);
      }}>${stepper.into}</button>
    </div>`;
  }

  #objects(session: Session, digest: Digest, operation: number): TemplateResult {
    const words = this.messages.collector;
    const names = session.namesIn(operation, this.messages);
    const rest = digest.objectsTotal - Math.min(MOST_LISTED, digest.objects.length);
    return html`<details>
      <summary>${words.objects}</summary>
      <ul>
        ${digest.objects.slice(0, MOST_LISTED).map(
          ({ object, fates }) => html`<li>
            ${this.#link(names.object(object), object)}
            <div class="note">${fates.map((fate) => words.fates[fate]).join(' → ')}</div>
          </li>`,
        )}
      </ul>
      ${rest > 0 ? html`<p class="note">${words.moreObjects({ n: rest })}</p>` : nothing}
    </details>`;
  }

  #memory(digest: Digest): TemplateResult {
    const words = this.messages.collector;
    const rest = digest.poolsTotal - Math.min(MOST_LISTED, digest.pools.length);
    const nothingBack = digest.blocks === 0 && digest.rawBlocks === 0;
    return html`<h3>${words.memory}</h3>
      ${
        nothingBack
          ? html`<p class="note">${words.noMemory}</p>`
          : html`<p>${words.total({ blocks: digest.blocks, bytes: bytes(digest.bytes), pools: digest.poolsTotal })}</p>`
      }
      <ul>
        ${digest.pools.slice(0, MOST_LISTED).map(
          ({ pool, blocks, size, emptied }) => html`<li>
            ${words.pool({ blocks, size })} ${this.#link(words.poolAt({ address: hex(pool) }), pool)}${emptied ? `${this.messages.diagram.comma}${words.emptied}` : ''}
          </li>`,
        )}
        ${rest > 0 ? html`<li class="note">${words.morePools({ n: rest })}</li>` : nothing}
        ${digest.rawBlocks > 0 ? html`<li>${words.raw({ n: digest.rawBlocks })}</li>` : nothing}
        ${digest.arenas > 0 ? html`<li>${words.arenas({ n: digest.arenas })}</li>` : nothing}
      </ul>`;
  }

  #link(text: string, address: number): TemplateResult {
    return html`<button class="link" @click=${() => {
      this.session?.select(address);
    }}>${text}</button>`;
  }

  // When it runs

  #settings(session: Session, view: GenerationsView): TemplateResult {
    const words = this.messages.collector;
    const still = !isReady(session);
    return html`<section class="part" aria-labelledby="automatic">
      <h2 id="automatic">${words.automatic}</h2>
      <p class="note">${view.enabled ? words.isEnabled : words.isDisabled}</p>
      <div class="row">
        <button
          @click=${this.#ask({ op: view.enabled ? 'disable' : 'enable' })}
          ?disabled=${still}
        >
          ${view.enabled ? words.disable : words.enable}
        </button>
      </div>
      <form class="stack" @submit=${this.#setThresholds} novalidate>
        <h3>${words.thresholds}</h3>
        <div class="three">${view.generations.map(({ generation, threshold }) => this.#threshold(generation, threshold))}</div>
        <div class="row">
          <span class="note grow">${words.neverNote}</span>
          <button ?disabled=${still}>${words.setThresholds}</button>
        </div>
      </form>
      <details>
        <summary>${words.more}</summary>
        ${this.#freezing(session, still)}
        <label class="check"
          ><input
            type="checkbox"
            .checked=${live(view.saveall)}
            ?disabled=${still}
            @change=${this.#saveall}
          />${words.saveall}</label
        >
      </details>
    </section>`;
  }

  #threshold(generation: number, threshold: number): TemplateResult {
    return html`<label
      >${this.messages.collector.threshold({ n: generation })}
      <input
        type="number"
        inputmode="numeric"
        step="1"
        min="0"
        max=${LARGEST}
        .value=${fieldText(this.#typed.get(generation) ?? threshold)}
        @change=${(event: Event) => {
          if (event.target instanceof HTMLInputElement) this.#typed.set(generation, event.target.valueAsNumber);
        }}
    /></label>`;
  }

  #freezing(session: Session, still: boolean): TemplateResult {
    const words = this.messages.collector;
    const lacks = isVersion2(session.edition);
    return html`<div class="row">
        <button @click=${this.#ask({ op: 'freeze' })} ?disabled=${still || lacks}>${words.freeze}</button>
        <button @click=${this.#ask({ op: 'unfreeze' })} ?disabled=${still || lacks}>
          ${words.unfreeze}
        </button>
      </div>
      <p class="note">${lacks ? words.noFreeze({ version: session.edition.version }) : words.freezeNote}</p>`;
  }

  readonly #saveall = (event: Event): void => {
    const saveall = event.target instanceof HTMLInputElement && event.target.checked;
    const request: Request = { op: 'debug', saveall };
    void this.session?.request(request);
  };

  readonly #setThresholds = (event: SubmitEvent): void => {
    event.preventDefault();
    const { session } = this;
    const now = session?.read((heap) => heap.generations(0))?.generations ?? [];
    const values = now.map(({ generation, threshold }) => this.#typed.get(generation) ?? threshold);
    const wrong = values.findIndex((value) => !Number.isInteger(value) || value < 0 || value > LARGEST);
    if (wrong >= 0) {
      session?.refuse(({ collector: words, diagram, ui }) =>
        ui.invalidNumber({
          label: diagram.labelled({ label: words.thresholds, text: words.threshold({ n: wrong }) }),
          min: 0,
          max: LARGEST,
        }),
      );
      this.renderRoot.querySelectorAll<HTMLInputElement>('input[type=number]')[wrong]?.focus();
      return;
    }
    const [young = 0, middle = 0, old = 0] = values;
    this.#typed.clear();
    const request: Request = { op: 'threshold', t: [young, middle, old] };
    void session?.request(request);
  };

  // What it counts

  #statistics(session: Session, { generations }: GenerationsView): TemplateResult {
    const words = this.messages.collector;
    const joined = (of: (row: GenerationsView['generations'][number]) => number) => generations.map(of).join(', ');
    return html`<section class="part" aria-labelledby="statistics">
      <h2 id="statistics">${words.statistics}</h2>
      <p class="code">${words.getCount({ counts: joined(({ count }) => count) })}</p>
      <p class="code">${words.getThreshold({ thresholds: joined(({ threshold }) => threshold) })}</p>
      ${isVersion2(session.edition) ? html`<p class="note">${words.noStats({ version: session.edition.version })}</p>` : statsTable(generations, this.messages)}
    </section>`;
  }

  #ask(request: Request): () => void {
    return () => {
      void this.session?.request(request);
    };
  }
}

function statsTable(generations: GenerationsView['generations'], { collector }: Messages): TemplateResult {
  const { stat } = collector;
  return html`<table>
    <thead>
      <tr>
        <th scope="col"><code>gc.get_stats()</code></th>
        ${generations.map(({ generation }) => html`<th scope="col">[${generation}]</th>`)}
      </tr>
    </thead>
    <tbody>
      ${(['collections', 'collected', 'uncollectable'] as const).map(
        (name) => html`<tr>
          <th scope="row">${stat[name]}</th>
          ${generations.map((row) => html`<td>${count(row[name])}</td>`)}
        </tr>`,
      )}
    </tbody>
  </table>`;
}

function isReady(session: Session): boolean {
  return !session.busy && !session.broken;
}

define({ 'pm-collector': PmCollector });
