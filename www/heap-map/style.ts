// How the map and what is around it look.

import { css } from 'lit';

export const mapStyle = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
  }
  .tools button {
    min-width: 36px;
    min-height: 36px;
    padding: 0 10px;
    font-size: 13px;
  }
  .tools .sign {
    font: 600 18px/1 var(--pm-font);
  }
  .tools label {
    display: flex;
    gap: 8px;
    align-items: center;
    white-space: nowrap;
  }
  .tools select {
    width: auto;
  }
  /* The pixels, what stands on them, and what takes the pointer. */
  .map {
    position: relative;
    overflow: hidden;
    height: 420px;
    border: 1px solid var(--pm-border);
    border-radius: 6px;
    background: var(--pm-surface);
    cursor: grab;
    touch-action: pan-y;
    user-select: none;
  }
  .map:active {
    cursor: grabbing;
  }
  .map canvas {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
  .map .pixels {
    image-rendering: pixelated;
  }
  @media (max-width: 600px) {
    .map {
      height: 340px;
    }
  }
  .tip {
    position: absolute;
    inset: 0 auto auto 0;
    max-width: min(320px, 80%);
    padding: 4px 8px;
    border: 1px solid var(--pm-control-border);
    border-radius: 4px;
    background: var(--pm-raised);
    color: var(--pm-text);
    font-size: 12px;
    line-height: 17px;
    pointer-events: none;
  }
  /* Nobody sees it: its transitions tell that the theme is another, whoever changed it. */
  .probe {
    position: absolute;
    visibility: hidden;
    background: var(--pm-surface);
    outline-color: var(--pm-text);
    transition:
      background-color 1ms,
      outline-color 1ms;
  }
  .legend {
    display: grid;
    gap: 4px;
    font-size: 13px;
  }
  .legend p {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 14px;
    align-items: center;
    margin: 0;
  }
  .legend .item {
    display: inline-flex;
    gap: 6px;
    align-items: center;
    white-space: nowrap;
  }
  .legend .swatch {
    stroke: var(--pm-control-border);
    stroke-width: 0.5;
  }
  .ways {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 280px), 1fr));
    gap: 16px;
    align-items: start;
  }
  .ways section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 6px;
  }
  .held ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .held > ul {
    display: grid;
    gap: 6px;
    max-height: 254px;
    overflow: auto;
    padding: 3px;
  }
  .held ul ul {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 12px;
    padding-inline-start: 12px;
    font-size: 12px;
  }
  .held button.link {
    min-height: 24px;
    padding: 0;
    border: 0;
    background: none;
    color: var(--pm-accent);
    font: inherit;
    text-align: start;
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .held button.link.mono {
    font-family: var(--pm-mono);
  }
  .held > button {
    justify-self: start;
    min-height: 32px;
    font-size: 12px;
  }
  @media print {
    .tools,
    .ways {
      display: none;
    }
  }
`;
