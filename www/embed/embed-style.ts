// How an embedded explorer is laid out: toolbar, program, views and status in the height that is there. All in pixels, for a
// page's own root size says nothing about this element. Colours are the theme's.

import { css } from 'lit';

export const embedStyle = css`
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
  }
  .row,
  .buttons,
  .joined {
    display: flex;
    flex-wrap: wrap;
    gap: var(--pm-space);
    align-items: center;
  }
  .row.moves {
    flex: 1 1 520px;
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
  .sign svg {
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .sign svg.filled {
    fill: currentcolor;
  }
  .place {
    flex: 1 1 200px;
    display: flex;
    gap: var(--pm-space);
    align-items: center;
    min-width: 180px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .place input {
    flex: 1 1 80px;
    min-width: 48px;
    padding: 0;
    accent-color: var(--pm-accent);
  }
  a.open {
    color: var(--pm-accent);
    font-size: 13px;
    line-height: 36px;
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
    flex: 0 0 32px;
    padding-inline-end: var(--pm-space);
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
    font: inherit;
    white-space: pre;
  }
  .program button {
    flex: 1;
    min-height: 0;
    padding: 0 var(--pm-space) 0 0;
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
    flex: 1 1 auto;
    min-height: 0;
    min-width: 0;
    display: flex;
    flex-direction: column;
    overflow: auto;
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
  .status {
    flex: none;
    max-block-size: 35%;
    overflow: auto;
    padding: var(--pm-space) calc(1.5 * var(--pm-space));
    border-top: 1px solid var(--pm-border);
  }
  @container (max-width: 559px) {
    .row.moves {
      flex-basis: 100%;
    }
    .status {
      max-block-size: 97px;
    }
  }
  @container (min-width: 720px) {
    .content.with-program {
      flex-direction: row;
    }
    .with-program .program {
      flex: 0 1 auto;
      min-inline-size: 200px;
      max-inline-size: 36%;
      max-block-size: none;
      border-bottom: 0;
      border-inline-end: 1px solid var(--pm-border);
    }
    .views.several {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(320px, 1fr));
      align-content: start;
    }
    .views.several pm-view + pm-view {
      border-top: 0;
      border-inline-start: 1px solid var(--pm-border);
    }
    .views.several .legend-fold {
      grid-column: 1 / -1;
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
    .embed {
      color-scheme: light;
    }
  }
`;
