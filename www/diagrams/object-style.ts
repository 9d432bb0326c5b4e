// How objects look: cards, names, references. To be adopted beside styles.ts; colours are the theme's.

import { css } from 'lit';

export const objectStyle = css`
  .objects .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    align-items: center;
  }
  .objects .bar .caption {
    flex: 1 1 280px;
  }
  .objects .bar .check {
    display: flex;
    gap: 8px;
    align-items: center;
    min-height: 28px;
    font-size: 13px;
  }
  .objects .bar input {
    width: 16px;
    height: 16px;
    margin: 0;
    accent-color: var(--pm-accent);
  }
  .objects .small-button {
    min-height: 28px;
    padding: 0 10px;
    border: 1px solid var(--pm-control-border);
    border-radius: 6px;
    background: var(--pm-surface);
    color: var(--pm-text);
    font: 600 12px/16px var(--pm-font);
    cursor: pointer;
  }
  .objects .small-button:hover {
    background: var(--pm-hover);
  }
  .objects .plane {
    max-height: min(720px, 80vh);
    overscroll-behavior-x: contain;
    overflow: auto;
    border-radius: 4px;
  }
  .diagram .plane svg.drawing {
    max-width: none;
    overflow: hidden;
  }

  svg .waste-ground {
    fill: var(--pm-garbage);
  }
  svg .waste-line {
    stroke: var(--pm-garbage-line);
    stroke-width: 3;
  }
  svg .object .face.plain {
    fill: var(--pm-raised);
  }
  svg .object .face {
    rx: 4px;
    stroke: var(--pm-control-border);
  }
  svg .object.garbage .face {
    stroke: var(--pm-garbage-border);
    stroke-dasharray: 6 3;
  }
  svg .object.static .face {
    stroke-dasharray: 1 3;
  }
  svg .object.selected .face {
    stroke: var(--pm-selected);
  }
  svg .object .kind {
    font: 600 12px var(--pm-font);
  }
  svg .object .repr,
  svg .object .place,
  svg .reference-label {
    font: 11px var(--pm-mono);
  }
  svg .object .place,
  svg .object .where {
    fill: var(--pm-text-muted);
  }
  svg .object.garbage .place,
  svg .object.garbage .where {
    fill: var(--pm-text);
  }
  svg .object .refcnt {
    font: 600 12px var(--pm-font);
  }
  svg .object.compact .refcnt {
    font-size: 11px;
  }
  svg .hidden-references {
    stroke: var(--pm-surface);
    stroke-width: 4px;
    paint-order: stroke;
  }
  svg .object .end {
    text-anchor: end;
  }
  svg .object .sign path {
    fill: var(--pm-surface);
    stroke: var(--pm-text-muted);
  }
  svg .object .sign.dashed path {
    stroke-dasharray: 3 2;
  }
  svg .object .sign text {
    font: 600 11px var(--pm-mono);
    text-anchor: middle;
  }
  svg .tag-name rect {
    fill: var(--pm-accent);
  }
  svg .tag-name text {
    fill: var(--pm-on-accent);
    font: 600 11px var(--pm-mono);
    text-anchor: middle;
  }
  svg .tag-name .stem {
    fill: none;
    stroke: var(--pm-accent);
    stroke-width: 1.5;
  }
  svg .tag-lost rect {
    fill: var(--pm-surface);
    stroke: var(--pm-garbage-border);
    stroke-dasharray: 3 2;
  }
  svg .tag-lost text {
    font: 11px var(--pm-mono);
    text-anchor: middle;
  }
  svg .counts rect {
    fill: var(--pm-surface);
    stroke: var(--pm-text);
  }
  svg .counts text {
    font-size: 11px;
  }
  svg .counts .colour {
    stroke: var(--pm-gc-edge);
    stroke-width: 1.5;
  }
  svg .counts .white {
    fill: var(--pm-gc-white);
  }
  svg .counts .grey {
    fill: var(--pm-gc-grey);
  }
  svg .counts .black {
    fill: var(--pm-gc-black);
  }
  svg .object .handle {
    cursor: crosshair;
  }
  svg .handle .reach {
    fill: transparent;
  }
  svg .handle .dot {
    fill: var(--pm-surface);
    stroke: var(--pm-control-border);
  }
  svg .handle path {
    fill: none;
    stroke: var(--pm-text-muted);
    stroke-width: 1.5;
  }
  svg .handle:hover .dot {
    fill: var(--pm-accent);
    stroke: var(--pm-accent);
  }
  svg .object .made-ring {
    stroke: var(--pm-text);
    stroke-width: 1.5;
  }
  svg .object .made-mark {
    fill: var(--pm-text);
  }
  svg .object.aimed .ring {
    stroke: var(--pm-accent);
    stroke-width: 3;
  }
  svg .dense .arrow-line:not(.touched) {
    opacity: 0.6;
  }
  svg .arrow-line.weak {
    stroke-dasharray: 5 4;
  }
  svg .arrow-line.touched {
    stroke-width: 2.5;
  }
  svg .reference-label {
    fill: var(--pm-text);
    stroke: var(--pm-surface);
    stroke-width: 4px;
    paint-order: stroke;
    text-anchor: middle;
  }
  svg .reference-label.start {
    text-anchor: start;
  }
  svg .reference-label.end {
    text-anchor: end;
  }
  svg .reference-label.touched {
    font-weight: 600;
  }
  svg .rubber {
    fill: none;
    stroke: var(--pm-accent);
    stroke-width: 2.5;
    pointer-events: none;
  }

  .object-groups ul {
    display: flex;
    flex-wrap: wrap;
    gap: 12px;
    padding-top: 8px;
  }
  .object-group {
    display: grid;
    padding: 8px 12px;
    border: 1px solid var(--pm-control-border);
    border-radius: 4px;
    background: var(--pm-raised);
    box-shadow:
      3px 3px 0 -1px var(--pm-surface),
      3px 3px 0 var(--pm-control-border),
      6px 6px 0 -1px var(--pm-surface),
      6px 6px 0 var(--pm-control-border);
  }
  .object-details h3,
  .object-groups h3 {
    font-size: 13px;
    line-height: 20px;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .object-details dl {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 250px), 1fr));
    gap: 0 24px;
    padding-top: 4px;
  }
  .object-details dl > div {
    display: flex;
    justify-content: space-between;
    gap: 12px;
    padding: 3px 0;
    border-bottom: 1px solid var(--pm-border);
  }
  .object-details dt {
    color: var(--pm-text-muted);
  }
  .object-details dd {
    text-align: end;
    overflow-wrap: anywhere;
  }
  .object-table .link-of {
    white-space: normal;
  }
`;
