// How an embedded explorer is laid out: toolbar, program, views and status in the height that is there. All in pixels, for a
// page's own root size says nothing about this element. Colours are the theme's.

import { css } from 'lit';

export const embedStyle = css`
  :host {
    display: block;
    color: inherit;
    font: inherit;
    line-break: auto;
  }
  /* What a page says of its own texts ends here; what it has slotted keeps it. Whether anything is seen at all, in which
     scheme and in which language, is nothing of the text. */
  :where(.row, .notices, .notice, .content, .status) {
    all: initial;
    display: block;
    box-sizing: border-box;
    direction: ltr;
    color: var(--pm-text);
    font: 14px/1.5 var(--pm-font);
    color-scheme: inherit;
    visibility: inherit;
    pointer-events: inherit;
    line-break: inherit;
    -webkit-locale: inherit;
  }
  .embed {
    container-type: inline-size;
    display: flex;
    flex-direction: column;
    block-size: 100%;
    border: 1px solid var(--pm-border);
    border-radius: var(--pm-radius);
    background: var(--pm-surface);
    overflow: hidden;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: var(--pm-space) calc(2 * var(--pm-space));
    align-items: center;
    padding: var(--pm-space);
    border-bottom: 1px solid var(--pm-border);
    background: var(--pm-raised);
    color: var(--pm-text);
    direction: ltr;
  }
  /* What the page puts there brings its own room. */
  .bar.without {
    padding: 0;
    border-bottom: 0;
  }
  .row,
  .buttons,
  .joined {
    display: flex;
    flex-wrap: wrap;
    gap: var(--pm-space);
    align-items: center;
  }
  /* All of it beside what changes the heap, or all of it below. */
  .row.moves {
    flex: 1 1 max-content;
  }
  .buttons {
    flex-wrap: nowrap;
    gap: calc(0.5 * var(--pm-space));
  }
  .joined label {
    display: flex;
    gap: calc(0.5 * var(--pm-space));
    align-items: center;
  }
  .bar select {
    inline-size: auto;
    max-inline-size: 160px;
  }
  .joined input[type='number'] {
    inline-size: 72px;
    padding-inline: var(--pm-space);
  }
  .bar button,
  .bar input[type='number'],
  .bar select {
    min-height: 36px;
    padding: calc(0.5 * var(--pm-space)) calc(1.5 * var(--pm-space));
    font-size: 13px;
  }
  .bar button[aria-disabled='true'] {
    opacity: 0.5;
    cursor: not-allowed;
  }
  .bar button.sign {
    inline-size: 36px;
    padding: 0;
    display: grid;
    place-items: center;
  }
  @media (pointer: coarse) {
    .bar button,
    .bar button.sign,
    .bar input[type='number'],
    .bar select {
      min-height: 44px;
      min-inline-size: 44px;
    }
  }
  .brief svg {
    display: none;
  }
  .bar svg {
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .bar svg.filled {
    fill: currentcolor;
  }
  .row > .place {
    flex: 1 1 auto;
    display: flex;
    gap: var(--pm-space);
    align-items: center;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .place input {
    flex: 1 1 80px;
    inline-size: 80px;
    min-width: 48px;
    padding: 0;
    accent-color: var(--pm-accent);
  }
  a.open {
    color: var(--pm-accent);
    font-size: 13px;
    line-height: 36px;
    white-space: nowrap;
    text-underline-offset: 3px;
  }
  .problem,
  .notice {
    margin: var(--pm-space) var(--pm-space) 0;
    padding: var(--pm-space) calc(1.5 * var(--pm-space));
    border: 1px solid var(--pm-danger);
    border-inline-start-width: 4px;
    border-radius: var(--pm-radius);
    font-size: 13px;
    line-height: 19px;
    overflow-wrap: anywhere;
  }
  .fallback {
    padding: var(--pm-space) calc(2 * var(--pm-space));
    overflow: auto;
    color: var(--pm-text);
  }
  .notice {
    border-color: var(--pm-control-border);
  }
  .content {
    flex: 1 1 auto;
    min-height: 0;
    display: flex;
    flex-direction: column;
  }
  .program {
    flex: 0 0 auto;
    max-block-size: 40%;
    margin: 0;
    padding: var(--pm-space) 0;
    overflow: auto;
    border-bottom: 1px solid var(--pm-border);
    list-style: none;
    counter-reset: line;
    font: 13px/22px var(--pm-mono);
  }
  .program li {
    counter-increment: line;
    display: flex;
  }
  .program li::before {
    content: counter(line);
    flex: 0 0 24px;
    text-align: end;
    color: var(--pm-text-muted);
  }
  .program li[aria-current='step'] {
    background: var(--pm-hover);
    box-shadow: inset 3px 0 var(--pm-selected);
  }
  .program li[aria-current='step'] code {
    font-weight: 700;
  }
  .program li.wrong {
    background: color-mix(in srgb, var(--pm-danger) 16%, transparent);
    box-shadow: inset 3px 0 var(--pm-danger);
  }
  .program code {
    display: block;
    min-inline-size: 0;
    padding-inline: calc(2ch + var(--pm-space)) var(--pm-space);
    font: inherit;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    /* What does not fit in a line goes on below it. */
    text-indent: -2ch;
  }
  .program button {
    flex: 1;
    min-inline-size: 0;
    min-height: 0;
    padding: 0;
    border: 0;
    border-radius: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
  }
  .program button:hover {
    background: var(--pm-hover);
  }
  .views {
    flex: 1 1 0;
    min-height: 0;
    min-width: 0;
    display: flex;
    flex-direction: column;
    overflow: auto;
    scrollbar-gutter: stable;
  }
  .views pm-view {
    flex: 1 0 auto;
  }
  .views pm-view + pm-view {
    border-top: 1px solid var(--pm-border);
  }
  .legend-fold {
    flex: none;
    padding: var(--pm-space) calc(2 * var(--pm-space));
    border-top: 1px solid var(--pm-border);
    font-size: 13px;
  }
  .legend-fold summary {
    font: inherit;
    cursor: pointer;
    color: var(--pm-text-muted);
  }
  /* So many lines, whether they are needed or not: the views stay where they are. */
  .status {
    flex: none;
    block-size: 57px;
    max-block-size: 35%;
    overflow: auto;
    padding: var(--pm-space) calc(1.5 * var(--pm-space));
    border-top: 1px solid var(--pm-border);
  }
  .status.asks {
    block-size: auto;
  }
  @container (max-width: 559px) {
    /* All controls in the same rows, as close as fingers allow. */
    .bar,
    .bar .joined {
      gap: calc(0.5 * var(--pm-space));
    }
    .row {
      display: contents;
    }
    .bar button {
      padding-inline: var(--pm-space);
    }
    .bar button.brief {
      inline-size: 36px;
      padding: 0;
      display: grid;
      place-items: center;
    }
    .brief svg {
      display: block;
    }
    .brief span {
      display: none;
    }
    .bar select {
      max-inline-size: 96px;
    }
    .joined input[type='number'] {
      inline-size: 56px;
    }
    .place input {
      flex-basis: 48px;
      inline-size: 48px;
    }
    .program {
      max-block-size: 33%;
    }
  }
  @container (max-width: 719px) {
    .status {
      block-size: 77px;
    }
  }
  @container (min-width: 720px) {
    .content.with-program {
      flex-direction: row;
    }
    .with-program .program {
      min-inline-size: 200px;
      max-inline-size: 36%;
      max-block-size: none;
      border-bottom: 0;
      border-inline-end: 1px solid var(--pm-border);
    }
    .views.several {
      flex-flow: row wrap;
      align-content: start;
    }
    .views.several pm-view {
      flex: 1 1 320px;
      border: 0;
      box-shadow: 0 0 0 1px var(--pm-border);
    }
    .views.several .legend-fold {
      flex: 1 0 100%;
    }
  }
  @media print {
    .bar,
    .legend-fold:not([open]) {
      display: none;
    }
    .embed,
    .views,
    .content,
    .program,
    .status {
      block-size: auto;
      max-block-size: none;
      overflow: visible;
    }
    /* One below the other, each as high as it is: what is as high as what is left would have no height here. */
    .embed,
    .content,
    .content.with-program {
      display: block;
    }
    .content .program {
      max-inline-size: none;
      border-inline-end: 0;
    }
    .views {
      display: block;
    }
  }
`;
