// What is shown at a place: all diagrams, each with a small drawing, or one diagram with its examples. Pure functions of what
// there is to show.

import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { type FixtureName } from '../fixtures/all.ts';
import { diagrams, type DrawnName, examplesOf, type Group, groups, typical, viewOf } from './diagrams.ts';
import { type Shown, widths } from './shown.ts';
import { embeddingAddress, told } from './words.ts';

export function sheet(shown: Shown): unknown {
  const { diagram } = shown.place;
  // What was drawn at another place is not made into this one.
  return keyed(diagram, diagram === undefined ? overview(shown) : page(diagram, shown));
}

function overview(shown: Shown): TemplateResult {
  const { own } = shown.words;
  return html`<header>
      <h1 tabindex="-1">${own.title}</h1>
      <p class="about">${own.intro}</p>
      <p class="note">${own.stillness}</p>
    </header>
    ${groups.map((group) => groupOf(group, shown))}`;
}

function groupOf({ name, diagrams }: Group, shown: Shown): TemplateResult {
  return html`<section class="cards">
    <h2>${shown.words.own.groups[name]}</h2>
    <ul>${diagrams.map((diagram) => card(diagram, shown))}</ul>
  </section>`;
}

function card(diagram: DrawnName, { words, fixtures, names }: Shown): TemplateResult {
  const { title, description } = told(words, diagram);
  return html`<li class="card">
    <h3><a href="#${diagram}">${title}</a></h3>
    <p class="note">${description}</p>
    <div class="preview" inert><pm-fixture .draw=${fixtures[typical[diagram]]}></pm-fixture></div>
    <p class="count">${words.own.count({ n: examplesOf(diagram, names).length })}</p>
  </li>`;
}

function page(diagram: DrawnName, shown: Shown): TemplateResult {
  const { words, names, width } = shown;
  const { title, description } = told(words, diagram);
  return html`<header>
      <h1 tabindex="-1">${title}</h1>
      <p class="about">${description}</p>
      ${facts(diagram, shown)} ${widthChoice(shown)}
    </header>
    ${keyed(
      width,
      html`<div class="examples ${width}">${examplesOf(diagram, names).map((name) => example(name, shown))}</div>`,
    )}
    ${neighbours(diagram, shown)}`;
}

function facts(diagram: DrawnName, { words }: Shown): TemplateResult {
  const { own } = words;
  const view = viewOf(diagram);
  const code = html`<code>view="${view}"</code>`;
  return html`<dl class="facts">
    ${
      view === undefined
        ? nothing
        : html`<div><dt>${own.embed}</dt>
            <dd>${code}${view === diagram ? nothing : html`, ${own.partOfIt}`}
              ${import.meta.env.PROD ? html` <a href=${embeddingAddress}>${own.howToEmbed}</a>` : nothing}</dd></div>`
    }
    <div><dt>${own.source}</dt><dd><code>www/diagrams/${diagram}.ts</code></dd></div>
  </dl>`;
}

function widthChoice({ words, width, onWidth }: Shown): TemplateResult {
  const { own } = words;
  return html`<fieldset class="width">
    <legend>${own.width}</legend>
    ${widths.map(
      (one) =>
        html`<label><input type="radio" name="width" .checked=${one === width} @change=${() => {
          onWidth(one);
        }}><span>${own.widths[one]}</span></label>`,
    )}
  </fieldset>`;
}

function example(name: FixtureName, { words, fixtures }: Shown): TemplateResult {
  return html`<article class="example" id=${name}>
    <h2><a href="#${name}">${words.own.examples[name]}</a></h2>
    <pm-fixture .draw=${fixtures[name]}></pm-fixture>
  </article>`;
}

function neighbours(diagram: DrawnName, { words }: Shown): TemplateResult {
  const { own } = words;
  const at = diagrams.indexOf(diagram);
  const before = diagrams[at - 1];
  const after = diagrams[at + 1];
  return html`<nav class="neighbours" aria-label=${own.neighbours}>
    ${before === undefined ? nothing : html`<a rel="prev" href="#${before}">${own.previous({ title: told(words, before).title })}</a>`}
    ${after === undefined ? nothing : html`<a rel="next" href="#${after}">${own.next({ title: told(words, after).title })}</a>`}
  </nav>`;
}
