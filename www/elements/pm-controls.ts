// The control panel: what can be done to the heap by hand. Calls the session; draws nothing of the heap.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { type Choice } from '../actions.ts';
import { trapInjector } from '../core.ts';
import { en } from '../locales/en.ts';
import { type Session } from '../store.ts';
import { baseStyle, controlsStyle } from './controls-style.ts';
import { SessionController } from './session-controller.ts';

const { ui } = en;

const MOST_COUNT = 2_000_000;

type FreeWhat = 'selected' | Choice['which'];

const freeWhats: readonly (readonly [FreeWhat, string])[] = [
  ['selected', ui.freeSelected],
  ['all', ui.freeAll],
  ['everyOther', ui.freeAlternate],
  ['random', ui.freeRandom],
  ['sizeClass', ui.freeClass],
];

interface NumberField {
  readonly name: string;
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly value: number;
}

const sizeField: NumberField = { name: 'size', label: `${ui.size} (${ui.sizeUnit})`, min: 0, max: 2 ** 40, value: 32 };
const countField: NumberField = { name: 'count', label: ui.count, min: 1, max: MOST_COUNT, value: 1 };
const newSizeField: NumberField = {
  name: 'newSize',
  label: `${ui.newSize} (${ui.sizeUnit})`,
  min: 0,
  max: 2 ** 40,
  value: 48,
};
const howManyField: NumberField = { name: 'howMany', label: 'How many', min: 1, max: MOST_COUNT, value: 10 };
const arenasField: NumberField = { name: 'arenas', label: ui.arenaLimit, min: 0, max: 2 ** 31, value: 0 };
const memoryField: NumberField = { name: 'memory', label: ui.memoryLimit, min: 0, max: 2 ** 40, value: 0 };
export const seedField: NumberField = { name: 'seed', label: ui.seed, min: 0, max: 2 ** 32 - 1, value: 1 };

/**
 * Allocate, Free, Reallocate, and what is needed less often.
 *
 * @tagname pm-controls
 */
export class PmControls extends LitElement {
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
              ([what, label]) => html`<option value=${what} ?selected=${what === this.freeWhat}>${label}</option>`,
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
        <summary>Advanced</summary>
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
    switch (this.freeWhat) {
      case 'random':
        return html`<div class="row">${this.#number(howManyField)} ${this.#number(seedField)}</div>`;
      case 'sizeClass':
        return html`<div class="field">
          <label for="szidx">${ui.sizeClass}</label>
          <select id="szidx">
            ${Array.from({ length: session.edition.sizeClasses }, (_, szidx) => {
              const size = (szidx + 1) * session.edition.alignment;
              return html`<option value=${szidx}>${szidx}: blocks of ${size} bytes</option>`;
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
    return address === undefined ? ui.nothingSelected : `0x${address.toString(16)}`;
  }

  #trapButton(session: Session): TemplateResult | typeof nothing {
    const inject = trapInjector();
    if (inject === undefined) return nothing;
    return html`<button
      @click=${() => {
        session.provoke(inject);
      }}
    >
      Break the core (test build)
    </button>`;
  }

  #number(field: NumberField): TemplateResult {
    return html`<label
      >${field.label}
      <input
        type="number"
        inputmode="numeric"
        step="1"
        name=${field.name}
        min=${field.min}
        max=${field.max}
        .value=${String(this.#value(field))}
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
      this.session?.refuse(ui.invalidNumber({ label: field.label, min: field.min, max: field.max }));
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
    const choice = this.#choice(this.freeWhat);
    const label = freeWhats.find(([what]) => what === this.freeWhat)?.[1] ?? '';
    if (choice !== undefined) void session.freeChosen(label, choice);
  }

  #choice(which: Choice['which']): Choice | undefined {
    switch (which) {
      case 'random': {
        const [count, seed] = this.#numbers(howManyField, seedField) ?? [];
        if (count === undefined || seed === undefined) return undefined;
        return { which, count, seed };
      }
      case 'sizeClass':
        return { which, szidx: Number(this.renderRoot.querySelector<HTMLSelectElement>('#szidx')?.value) };
      default:
        return { which };
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
    this.freeWhat = freeWhats.find(([what]) => what === value)?.[0] ?? 'selected';
  }
}
