// The choice of the page's language, each under the name that it calls itself. Loads no language.

import { css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { type Language, languageNames, languages } from '../locales/language.ts';
import { baseStyle, controlsStyle } from './controls-style.ts';
import { PmElement } from './pm-element.ts';

/**
 * @tagname pm-language
 * @fires choose-language - its detail is the language that the reader wants
 */
export class PmLanguage extends PmElement {
  static override readonly properties = {
    language: { attribute: false },
    failed: { attribute: false },
  };
  static override readonly styles = [
    baseStyle,
    controlsStyle,
    css`
      :host {
        min-width: 0;
      }
    `,
  ];

  /** The one that is spoken. */
  declare language: string | undefined;
  /** The one that could not be loaded. */
  declare failed: Language | undefined;

  override render(): TemplateResult {
    const { ui } = this.messages;
    return html`<div class="field">
      <label for="language">${ui.language}</label>
      <select id="language" .value=${live(this.language ?? '')} @change=${this.#choose}>
        ${languages.map(
          (language) =>
            html`<option value=${language} lang=${language} ?selected=${language === this.language}>
              ${languageNames[language]}
            </option>`,
        )}
      </select>
      ${this.failed === undefined ? nothing : html`<p class="note" role="alert">${ui.languageFailed}</p>`}
    </div>`;
  }

  #choose(event: Event): void {
    const value = event.target instanceof HTMLSelectElement ? event.target.value : '';
    const detail = languages.find((language) => language === value);
    if (detail === undefined) return;
    this.dispatchEvent(new CustomEvent<Language>('choose-language', { detail }));
  }
}
