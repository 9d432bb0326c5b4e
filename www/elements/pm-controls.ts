// The control panel: what can be done to the heap by hand. Calls the session; draws nothing of the heap.

import { css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { type FreeChosen } from '../acts.ts';
import { fieldText, hex } from '../format.ts';
import { type Messages } from '../locales/messages.ts';
import { type Session } from '../store.ts';
import { baseStyle, controlsStyle } from './controls-style.ts';
import { PmElement } from './pm-element.ts';
import { SessionController } from './session-controller.ts';

const MOST_COUNT = 2_000_000;

const freeWhats = ['selected', 'all', 'everyOther', 'random', 'sizeClass'] as const;
type FreeWhat = (typeof freeWhats)[number];

interface NumberField {
  readonly name: keyof Messages['ui']['numbers'];
  readonly min: number;
  readonly max: number;
  readonly value: number;
}

const sizeField: NumberField = { name: 'size', min: 0, max: 2 ** 40, value: 32 };
const countField: NumberField = { name: 'count', min: 1, max: MOST_COUNT, value: 1 };
const newSizeField: NumberField = { name: 'newSize', min: 0, max: 2 ** 40, value: 48 };
const howManyField: NumberField = { name: 'howMany', min: 1, max: MOST_COUNT, value: 10 };
const arenasField: NumberField = { name: 'arenas', min: 0, max: 2 ** 31, value: 0 };
const memoryField: NumberField = { name: 'memory', min: 0, max: 2 ** 40, value: 0 };
const seedField: NumberField = { name: 'seed', min: 0, max: 2 ** 32 - 1, value: 1 };

/**
 * Allocate, Free, Reallocate, and what is needed less often.
 *
 * @tagname pm-controls
 */
export class PmControls extends PmElement {
  static override readonly properties = { session: { attribute: false }, freeWhat: { state: true } };
  static override readonly styles = [
    baseStyle,
    controlsStyle,
    css`
      .part:first-of-type {
        border-top: 0;
        padding-top: 0;
      }
      .row > button {
        flex: none;
      }
    `,
  ];

  declare session: Session | undefined;
  declare freeWhat: FreeWhat;

  /** What was typed, by the field's name. */
  readonly #typed = new Map<string, number>();

  constructor() {
    super();
    this.freeWhat = 'selected';
    new SessionController(this);
  }

  /** The seed for whatever is random. */
  get seed(): number {
    return this.#value(seedField);
  }

  override render(): TemplateResult | typeof nothing {
    const { session } = this;
    if (session === undefined) return nothing;
    const still = session.busy || session.broken;
    const { ui } = this.messages;
    return html`
      <form class="part" @submit=${this.#allocate} novalidate>
        <h2>${ui.allocate}</h2>
        <div class="row">${this.#number(sizeField)} ${this.#number(countField)}</div>
        <div class="row">
          <label class="check"><input type="checkbox" name="zeroed" />${ui.calloc}</label>
          <button class="primary" ?disabled=${still}>${ui.allocate}</button>
        </div>
      </form>
      <form class="part" @submit=${this.#free} novalidate>
        <h2>${ui.free}</h2>
        <div class="field">
          <label for="what">${ui.freeWhat}</label>
          <select id="what" @change=${this.#chooseWhat}>
            ${freeWhats.map(
              (what) => html`<option value=${what} ?selected=${what === this.freeWhat}>${ui.freeWhats[what]}</option>`,
            )}
          </select>
        </div>
        ${this.#freeFields(session)}
        <div class="row">
          <span class="note grow">${this.#freeNote(session)}</span>
          <button ?disabled=${still}>${ui.free}</button>
        </div>
      </form>
      <form class="part" @submit=${this.#reallocate} novalidate>
        <h2>${ui.reallocate}</h2>
        <div class="row">
          ${this.#number(newSizeField)}
          <button ?disabled=${still}>${ui.reallocate}</button>
        </div>
      </form>
      <details class="part">
        <summary>${ui.advanced}</summary>
        <label class="check"
          ><input
            type="checkbox"
            .checked=${session.unchecked}
            @change=${(event: Event) => {
              session.unchecked = event.target instanceof HTMLInputElement && event.target.checked;
            }}
          />${ui.freeUnchecked}</label
        >
        <p class="note">${ui.freeUncheckedNote}</p>
        <label class="check"
          ><input
            type="checkbox"
            ?disabled=${still}
            .checked=${live(session.keepsHistory)}
            @change=${(event: Event) => {
              void session.keepHistory(event.target instanceof HTMLInputElement && event.target.checked);
            }}
          />${this.messages.historySwitch.keep}</label
        >
        <p class="note">${this.messages.historySwitch.note}</p>
        <form class="stack" @submit=${this.#limit} novalidate>
          <h3>${ui.limits}</h3>
          <div class="row">${this.#number(arenasField)} ${this.#number(memoryField)}</div>
          <div class="row">
            <span class="note grow">${ui.noLimit}</span>
            <button ?disabled=${still}>${ui.setLimits}</button>
          </div>
        </form>
        ${this.#trapButton(session)}
      </details>
    `;
  }

  #freeFields(session: Session): TemplateResult | typeof nothing {
    const { ui } = this.messages;
    switch (this.freeWhat) {
      case 'random':
        return html`<div class="row">${this.#number(howManyField)} ${this.#number(seedField)}</div>`;
      case 'sizeClass':
        return html`<div class="field">
          <label for="szidx">${ui.sizeClass}</label>
          <select id="szidx">
            ${Array.from({ length: session.edition.sizeClasses }, (_, szidx) => {
              const size = (szidx + 1) * session.edition.alignment;
              return html`<option value=${szidx}>${ui.sizeClassOption({ szidx, size })}</option>`;
            })}
          </select>
        </div>`;
      default:
        return nothing;
    }
  }

  #freeNote(session: Session): string {
    if (this.freeWhat !== 'selected') return '';
    const { address } = session.selection;
    return address === undefined ? this.messages.ui.nothingSelected : hex(address);
  }

  #trapButton(session: Session): TemplateResult | typeof nothing {
    const inject = session.heap.trapInjector;
    if (inject === undefined) return nothing;
    return html`<button
      @click=${() => {
        session.provoke(inject);
      }}
    >
      ${this.messages.ui.breakCore}
    </button>`;
  }

  #number(field: NumberField): TemplateResult {
    return html`<label
      >${this.messages.ui.numbers[field.name]}
      <input
        type="number"
        inputmode="numeric"
        step="1"
        name=${field.name}
        min=${field.min}
        max=${field.max}
        .value=${fieldText(this.#value(field))}
        @change=${(event: Event) => {
          if (event.target instanceof HTMLInputElement) this.#typed.set(field.name, event.target.valueAsNumber);
        }}
    /></label>`;
  }

  #value(field: NumberField): number {
    return this.#typed.get(field.name) ?? field.value;
  }

  /** The numbers in the fields, or undefined after telling which of them is none. */
  #numbers(...fields: NumberField[]): number[] | undefined {
    const values = fields.map((field) => this.#value(field));
    for (const [index, field] of fields.entries()) {
      const value = values[index] ?? NaN;
      if (Number.isInteger(value) && value >= field.min && value <= field.max) continue;
      const { name, min, max } = field;
      this.session?.refuse(({ ui }) => ui.invalidNumber({ label: ui.numbers[name], min, max }));
      this.renderRoot.querySelector<HTMLInputElement>(`input[name=${field.name}]`)?.focus();
      return undefined;
    }
    return values;
  }

  #allocate(event: SubmitEvent): void {
    event.preventDefault();
    const [size, count] = this.#numbers(sizeField, countField) ?? [];
    const zeroed = this.renderRoot.querySelector<HTMLInputElement>('input[name=zeroed]')?.checked ?? false;
    if (size !== undefined && count !== undefined) void this.session?.allocate(size, count, zeroed);
  }

  #free(event: SubmitEvent): void {
    event.preventDefault();
    const { session } = this;
    if (session === undefined) return;
    if (this.freeWhat === 'selected') {
      void session.freeSelected();
      return;
    }
    const act = this.#freeAct(this.freeWhat);
    if (act !== undefined) void session.freeChosen(act);
  }

  #freeAct(which: Exclude<FreeWhat, 'selected'>): FreeChosen | undefined {
    switch (which) {
      case 'all':
        return { act: 'freeAll' };
      case 'everyOther':
        return { act: 'freeEveryOther' };
      case 'random': {
        const [count, seed] = this.#numbers(howManyField, seedField) ?? [];
        return count === undefined || seed === undefined ? undefined : { act: 'freeRandom', count, seed };
      }
      case 'sizeClass': {
        const szidx = Number(this.renderRoot.querySelector<HTMLSelectElement>('#szidx')?.value);
        return { act: 'freeClass', szidx };
      }
    }
  }

  #reallocate(event: SubmitEvent): void {
    event.preventDefault();
    const [size] = this.#numbers(newSizeField) ?? [];
    if (size !== undefined) void this.session?.reallocate(size);
  }

  #limit(event: SubmitEvent): void {
    event.preventDefault();
    const [arenas, memory] = this.#numbers(arenasField, memoryField) ?? [];
    if (arenas !== undefined && memory !== undefined) void this.session?.setLimits(arenas, memory);
  }

  #chooseWhat(event: Event): void {
    const value = event.target instanceof HTMLSelectElement ? event.target.value : '';
    this.freeWhat = freeWhats.find((what) => what === value) ?? 'selected';
  }
}
