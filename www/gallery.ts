// Every diagram with every fixture, narrow and wide, in both themes: what one looks at after changing a diagram.
// Needs no core. `?only=pool`, `?width=390`, `?theme=dark`, `?lang=zh-Hans` narrow it down.

import { css, html, render, type TemplateResult } from 'lit';

import { arithmeticStyle } from './diagrams/arithmetic-style.ts';
import { callsStyle } from './diagrams/calls-style.ts';
import { compareStyle } from './diagrams/compare-style.ts';
import { generationsStyle } from './diagrams/generations-style.ts';
import { objectStyle } from './diagrams/object-style.ts';
import { readingStyle } from './diagrams/reading-style.ts';
import { diagramStyles } from './diagrams/styles.ts';
import { timelineStyle } from './diagrams/timeline-style.ts';
import { fixturesIn } from './fixtures/all.ts';
import { bestLanguage, loadMessages } from './locales/language.ts';

const page = css`
  body {
    margin: 0;
    padding: 16px;
    background: var(--pm-background);
    color: var(--pm-text);
    font: 14px/20px var(--pm-font);
  }
  .frame {
    margin: 0 0 32px;
    padding: 16px;
    border: 1px solid var(--pm-border);
    background: var(--pm-surface);
    box-sizing: border-box;
    container-type: inline-size;
  }
  .frame.narrow {
    width: 358px;
  }
  .frame.wide {
    width: 1100px;
  }
  h2 {
    font: 600 14px/20px var(--pm-font);
    margin: 0 0 8px;
  }
`;

const PADDING = 34;
const widths = { narrow: 358, wide: 1100 } as const;

function applyTheme(theme: string): void {
  document.documentElement.dataset['theme'] = theme;
}

function frame(title: string, diagram: TemplateResult, size: 'narrow' | 'wide'): TemplateResult {
  return html`<section class="frame ${size}"><h2>${title}, ${size}</h2>${diagram}</section>`;
}

const parameters = new URLSearchParams(location.search);
const only = parameters.get('only');
const size = parameters.get('width');
const sizes: ('narrow' | 'wide')[] = size === null ? ['narrow', 'wide'] : [Number(size) < 600 ? 'narrow' : 'wide'];

document.adoptedStyleSheets = [
  page,
  diagramStyles,
  readingStyle,
  callsStyle,
  arithmeticStyle,
  compareStyle,
  timelineStyle,
  generationsStyle,
  objectStyle,
].flatMap(({ styleSheet }) => styleSheet ?? []);
applyTheme(parameters.get('theme') ?? 'light');

const language = bestLanguage([parameters.get('lang') ?? 'en']);
document.documentElement.lang = language;

const shown = Object.entries(fixturesIn(await loadMessages(language))).filter(
  ([name]) => only === null || name.startsWith(only),
);
render(
  html`<h1>Gallery of diagrams</h1>
    <p>
      <button type="button" @click=${() => {
        applyTheme('light');
      }}>Light</button>
      <button type="button" @click=${() => {
        applyTheme('dark');
      }}>Dark</button>
    </p>
    ${shown.map(([name, draw]) => sizes.map((one) => frame(name, draw(widths[one] - PADDING), one)))}`,
  document.querySelector<HTMLElement>('#gallery') ?? document.body,
);
