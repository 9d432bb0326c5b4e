// What is around the diagrams: the bar with the ways to the rest of the site, language and appearance; and the list of all
// diagrams. Pure functions of what there is to show.

import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { type FixtureName } from '../fixtures/all.ts';
import { type Language, languageNames, languages } from '../locales/language.ts';
import { type Theme, themes } from './appearance.ts';
import { type DrawnName, examplesOf, groups } from './diagrams.ts';
import { type Place } from './place.ts';
import { type Shown } from './shown.ts';
import { embeddingAddress, told, type Words } from './words.ts';

/** Whether the rest of the site is around it: while one works on the diagrams, there is none. */
const HAS_SITE = import.meta.env.PROD;

interface Way {
  readonly text: string;
  readonly address: string;
}

/** From the gallery's folder, so that it works under any prefix. */
function ways({ own, language }: Words): readonly Way[] {
  const inLanguage = language === 'en' ? '..' : `../${language}`;
  return [
    { text: own.guide, address: `${inLanguage}/guide/01-layers.html` },
    { text: own.explorer, address: `../explorer/index.html?lang=${language}` },
    { text: own.embedding, address: embeddingAddress },
  ];
}

export function bar({ words, theme, onLanguage, onTheme }: Shown): TemplateResult {
  const { messages, own, language } = words;
  const { ui } = messages;
  return html`<header class="bar">
    <a class="skip" href="#content" @click=${skip}>${own.skip}</a>
    ${HAS_SITE ? site(words) : html`<p class="home">${own.home}</p>`}
    <div class="settings">
      <label>
        <span class="sr">${ui.language}</span>
        <select .value=${live<string>(language)} @change=${chosen(languages, onLanguage)}>
          ${languages.map((one) => html`<option value=${one} lang=${one} ?selected=${one === language}>${languageNames[one]}</option>`)}
        </select>
      </label>
      <label>
        <span>${ui.theme}</span>
        <select .value=${live<string>(theme)} @change=${chosen(themes, onTheme)}>
          ${themes.map((one) => html`<option value=${one} ?selected=${one === theme}>${ui.themes[one]}</option>`)}
        </select>
      </label>
    </div>
  </header>`;
}

function site(words: Words): TemplateResult {
  const { own, language } = words;
  return html`<nav class="site" aria-label=${own.site}>
    <a class="home" href=${language === 'en' ? '../index.html' : `../${language}/index.html`}>${own.home}</a>
    ${ways(words).map(({ text, address }) => html`<a href=${address}>${text}</a>`)}
  </nav>`;
}

/** The fragment is taken: it says which diagram is shown. */
function skip(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('main h1')?.focus();
}

/** Hands on what was chosen of these. */
function chosen<Choice extends Language | Theme>(
  choices: readonly Choice[],
  hand: (choice: Choice) => void,
): (event: Event) => void {
  return ({ target }) => {
    const choice = choices.find((one) => target instanceof HTMLSelectElement && one === target.value);
    if (choice !== undefined) hand(choice);
  };
}

export function list({ words, place, names, isOpen, onOpen }: Shown): TemplateResult {
  const { own } = words;
  const groupOf = ({
    name,
    diagrams,
  }: (typeof groups)[number]) => html`<p class="group" id="group-${name}">${own.groups[name]}</p>
    <ul aria-labelledby="group-${name}">${diagrams.map((diagram) => entry(diagram, words, place, names))}</ul>`;
  return html`<nav class="list" aria-label=${own.diagrams}>
    <details ?open=${isOpen} @toggle=${(event: Event) => {
      if (event.target instanceof HTMLDetailsElement) onOpen(event.target.open);
    }}>
      <summary>${own.all}</summary>
      <div class="entries">
        <a class="all" href="#" aria-current=${place.diagram === undefined ? 'page' : nothing}>${own.all}</a>
        ${groups.map(groupOf)}
      </div>
    </details>
  </nav>`;
}

function entry(diagram: DrawnName, words: Words, place: Place, names: readonly FixtureName[]): TemplateResult {
  const isHere = diagram === place.diagram;
  return html`<li>
    <a href="#${diagram}" aria-current=${isHere ? 'page' : nothing}>${told(words, diagram).title}</a>
    ${isHere ? examples(examplesOf(diagram, names), words, place) : nothing}
  </li>`;
}

function examples(names: readonly FixtureName[], { own }: Words, place: Place): TemplateResult {
  return html`<ul class="examples">${names.map(
    (name) =>
      html`<li><a href="#${name}" aria-current=${name === place.example ? 'location' : nothing}>${own.examples[name]}</a></li>`,
  )}</ul>`;
}
