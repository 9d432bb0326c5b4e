// How all diagrams look. To be adopted by whatever renders them; every rule is about a diagram or a drawing and takes its
// values from the tokens of theme.css.

import { css } from 'lit';

export const diagramStyles = css`
  .diagram,
  .diagram * {
    box-sizing: border-box;
  }
  .diagram {
    color: var(--pm-text);
    font: 13px/18px var(--pm-font);
    font-variant-numeric: tabular-nums;
    min-width: 0;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
  }
  .diagram p,
  .diagram ul,
  .diagram ol,
  .diagram dl,
  .diagram dd,
  .diagram figure,
  .diagram pre,
  .diagram h3 {
    margin: 0;
    padding: 0;
  }
  .diagram ul,
  .diagram ol {
    list-style: none;
  }
  .diagram code,
  .diagram pre,
  .diagram .mono {
    font-family: var(--pm-mono);
    font-size: 12px;
  }
  .diagram .note {
    color: var(--pm-text-muted);
    font-size: 13px;
    line-height: 18px;
    max-width: 72ch;
    font-weight: 400;
  }
  .diagram .caption strong,
  .diagram figcaption,
  .diagram caption {
    font-weight: 600;
  }
  .diagram .caption {
    line-height: 22px;
  }
  .diagram .sr {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .diagram .tag {
    display: inline-block;
    padding: 0 6px;
    border: 1px solid var(--pm-control-border);
    border-radius: 10px;
    font-size: 12px;
    line-height: 18px;
    white-space: nowrap;
  }
  .diagram .damage {
    padding: 8px 12px;
    border: 1px solid var(--pm-danger);
    border-left-width: 4px;
    border-radius: var(--pm-radius);
    color: var(--pm-danger);
    max-width: 80ch;
  }
  .diagram .bad {
    color: var(--pm-danger);
  }
  .diagram button.link {
    display: inline;
    min-height: 0;
    padding: 1px 0;
    border: 0;
    border-radius: 2px;
    background: none;
    color: var(--pm-accent);
    font: inherit;
    text-align: start;
    text-decoration: underline;
    text-decoration-color: color-mix(in srgb, currentColor 35%, transparent);
    text-underline-offset: 3px;
    cursor: pointer;
  }
  .diagram button.link.mono {
    font-family: var(--pm-mono);
    font-size: 12px;
  }
  .diagram button.link:hover {
    background: none;
    text-decoration-color: currentColor;
  }
  .diagram :focus-visible {
    outline: 2px solid var(--pm-focus);
    outline-offset: 2px;
  }
  .diagram .arrow {
    color: var(--pm-arrow);
    font-weight: 600;
  }
  .diagram .mark {
    color: var(--pm-changed);
    font-size: 10px;
    margin-inline-start: 4px;
  }
  .diagram .chain {
    line-height: 24px;
    overflow-wrap: anywhere;
  }
  .diagram .link-of {
    white-space: nowrap;
  }
  .diagram .link-of.entry {
    margin-inline-end: 12px;
  }
  .diagram .link-of.changed {
    border-bottom: 2px solid var(--pm-changed);
  }
  .diagram .lists {
    display: grid;
    gap: 8px;
  }

  /* Tables */
  .diagram table {
    border-collapse: collapse;
    width: 100%;
    font-size: 13px;
  }
  .diagram table.fields:not(.narrow) {
    width: auto;
    min-width: min(100%, 480px);
  }
  .diagram caption {
    text-align: start;
    padding-bottom: 4px;
  }
  .diagram th {
    text-align: start;
    font-weight: 400;
    vertical-align: baseline;
  }
  .diagram thead th {
    color: var(--pm-text-muted);
    font-size: 12px;
    border-bottom: 1px solid var(--pm-control-border);
  }
  .diagram td,
  .diagram th {
    padding: 3px 12px 3px 0;
    border-bottom: 1px solid var(--pm-border);
    vertical-align: top;
  }
  .diagram table.narrow {
    font-size: 12px;
  }
  .diagram table.fields.narrow {
    table-layout: fixed;
  }
  .diagram table.narrow td,
  .diagram table.narrow th {
    padding-inline-end: 6px;
    overflow-wrap: anywhere;
  }
  .diagram table.narrow .num {
    font-size: 12px;
  }
  .diagram .num {
    text-align: end;
    white-space: nowrap;
  }
  .diagram tr.changed > :first-child {
    box-shadow: inset 3px 0 var(--pm-changed);
    padding-inline-start: 8px;
  }
  .diagram tr.selected {
    background: var(--pm-raised);
  }
  .diagram .columns {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr));
    gap: 16px 32px;
    align-items: start;
    justify-items: start;
  }
  .diagram .arithmetic pre {
    padding: 8px 12px;
    margin: 4px 0 8px;
    background: var(--pm-raised);
    border-radius: var(--pm-radius);
    line-height: 20px;
    overflow-x: auto;
  }

  /* Drawings */
  .diagram svg.drawing {
    display: block;
    max-width: 100%;
    height: auto;
    overflow: visible;
  }
  svg text {
    font: 11px var(--pm-font);
    font-variant-numeric: tabular-nums;
    fill: var(--pm-text);
    dominant-baseline: central;
    user-select: none;
    pointer-events: none;
  }
  .diagram svg .offset,
  .diagram svg .value {
    font: 11px var(--pm-mono);
    fill: var(--pm-text-muted);
    text-anchor: end;
  }
  .diagram svg .offset.start,
  .diagram svg .value {
    text-anchor: start;
  }
  .diagram svg .label {
    font-size: 12px;
    fill: var(--pm-text-muted);
  }
  .diagram svg .name {
    font: 12px var(--pm-mono);
  }
  svg .hatch-ground {
    fill: var(--pm-freed);
  }
  svg .hatch-line {
    stroke: var(--pm-freed-line);
    stroke-width: 2;
  }
  svg .dots-ground {
    fill: var(--pm-untouched);
  }
  svg .dots-dot {
    fill: var(--pm-untouched-dot);
  }
  svg .lines-ground {
    fill: var(--pm-lost);
  }
  svg .lines-line {
    stroke: var(--pm-lost-line);
    stroke-width: 1;
  }
  svg .arrow-head {
    fill: var(--pm-arrow);
  }
  svg .arrow-halo {
    fill: none;
    stroke: var(--pm-surface);
    stroke-width: 4;
    pointer-events: none;
  }
  svg .arrow-line {
    fill: none;
    stroke: var(--pm-arrow);
    stroke-width: 1.5;
    pointer-events: none;
  }
  svg .arrow-line.bad {
    stroke: var(--pm-danger);
    stroke-width: 2;
    stroke-dasharray: 5 3;
  }
  svg .cell {
    cursor: pointer;
    outline: none;
  }
  svg .cell .face {
    stroke: var(--pm-control-border);
    stroke-width: 1;
  }
  svg .cell .face.plain {
    fill: var(--pm-surface);
  }
  svg .cell .ring {
    fill: none;
    stroke: none;
  }
  svg .cell.selected .ring {
    stroke: var(--pm-selected);
    stroke-width: 3;
  }
  svg .cell:focus-visible .ring {
    stroke: var(--pm-focus);
    stroke-width: 3;
    stroke-dasharray: 4 2;
  }
  svg .cell:hover .face {
    stroke: var(--pm-text);
    stroke-width: 1.5;
  }
  /* A cell that is one element, on what shows its state. */
  svg .cell.alone {
    fill: transparent;
  }
  svg .cell.alone:hover {
    stroke: var(--pm-text);
    stroke-width: 1.5;
  }
  svg .cell.alone.selected {
    stroke: var(--pm-selected);
    stroke-width: 3;
  }
  svg .cell.alone:focus-visible {
    stroke: var(--pm-focus);
    stroke-width: 3;
    stroke-dasharray: 4 2;
  }
  svg .block-allocated .face.plain,
  svg .pool-full .face.plain,
  svg .arena-full .face.plain {
    fill: var(--pm-allocated);
    stroke: var(--pm-allocated);
  }
  svg .block-allocated text,
  svg .pool-full text,
  svg .arena-full text {
    fill: var(--pm-on-allocated);
  }
  svg .pool-used .face.plain,
  svg .arena-usable .face.plain {
    fill: var(--pm-partly);
    stroke: var(--pm-allocated);
  }
  svg .pool-used text,
  svg .arena-usable text {
    fill: var(--pm-on-partly);
  }
  svg .block-freed .face,
  svg .pool-empty .face {
    stroke: var(--pm-freed-border);
  }
  svg .block-freed text,
  svg .pool-empty text {
    fill: var(--pm-on-freed);
    stroke: var(--pm-freed);
    stroke-width: 3px;
    paint-order: stroke;
    stroke-linejoin: round;
  }
  svg .block-untouched .face,
  svg .pool-uncarved .face,
  svg .arena-unassociated .face {
    stroke: var(--pm-untouched-border);
    stroke-dasharray: 2 2;
  }
  svg .block-untouched text,
  svg .pool-uncarved text,
  svg .arena-unassociated text {
    fill: var(--pm-on-untouched);
    stroke: var(--pm-untouched);
    stroke-width: 3px;
    paint-order: stroke;
  }
  svg .order {
    font: 600 11px var(--pm-mono);
    text-anchor: end;
  }
  svg .order.tiny {
    font-size: 10px;
    text-anchor: middle;
  }
  svg .letter {
    text-anchor: end;
    font-weight: 600;
  }
  svg .word.small {
    font-size: 10px;
  }
  svg .class {
    font-size: 12px;
    font-weight: 600;
  }
  svg .bar-ground {
    fill: var(--pm-surface);
    stroke: var(--pm-allocated);
    stroke-width: 0.5;
  }
  svg .bar {
    fill: var(--pm-allocated);
  }
  svg .bar-rest {
    fill: var(--pm-freed-line);
  }
  svg .pool-full .bar-ground,
  svg .arena-full .bar-ground {
    stroke: var(--pm-on-allocated);
  }
  svg .pool-full .bar,
  svg .arena-full .bar {
    fill: var(--pm-on-allocated);
  }
  svg .changed-mark {
    fill: var(--pm-changed);
    stroke: var(--pm-surface);
    stroke-width: 1;
  }
  svg .cell.changed .face {
    stroke: var(--pm-changed);
    stroke-width: 2;
    stroke-dasharray: none;
  }
  svg .made-ring {
    fill: none;
    stroke: var(--pm-on-allocated);
    stroke-width: 2;
  }
  svg .made-mark {
    fill: var(--pm-on-allocated);
  }
  .diagram .header-strip {
    fill: var(--pm-header);
    stroke: var(--pm-header-border);
  }
  .diagram .header-strip.selected {
    stroke: var(--pm-selected);
    stroke-width: 3;
  }
  .diagram .header-field {
    fill: transparent;
    stroke: var(--pm-header-border);
    stroke-width: 0.5;
  }
  .diagram .header-field.changed {
    fill: color-mix(in srgb, var(--pm-changed) 45%, transparent);
    stroke: var(--pm-changed);
    stroke-width: 1.5;
  }
  .diagram .marker {
    pointer-events: none;
  }
  .diagram .marker path {
    fill: var(--pm-text);
  }
  .diagram .marker line {
    stroke: var(--pm-text);
    stroke-width: 2;
  }
  .diagram svg .marker text {
    font: 600 12px var(--pm-mono);
    paint-order: stroke;
    stroke: var(--pm-surface);
    stroke-width: 4px;
  }
  .diagram .lost .face {
    stroke: var(--pm-lost-line);
  }

  /* usedpools */
  .diagram .rings {
    display: grid;
    gap: 12px;
  }
  .diagram .rings > li {
    padding-inline-start: 10px;
    border-inline-start: 2px solid var(--pm-border);
  }
  /* Further rings than have room are laid out when they come into sight: of dozens, a click waits for the first few. */
  @media screen {
    .diagram .rings > li:nth-child(n + 10) {
      content-visibility: auto;
      contain-intrinsic-block-size: auto 80px;
      overflow-clip-margin: 8px;
    }
  }
  .diagram .rings > li.chosen {
    border-inline-start-color: var(--pm-selected);
    border-inline-start-width: 3px;
  }
  .diagram .ring-title {
    margin-bottom: 4px;
  }
  .diagram .ring-row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
  }
  .diagram .ring-row.down {
    flex-direction: column;
    align-items: flex-start;
    gap: 2px;
  }
  .diagram .ring-row.down > .arrow {
    padding-inline-start: 24px;
    line-height: 16px;
  }
  .diagram .slot,
  .diagram button.ring-pool {
    display: grid;
    gap: 2px;
    min-height: 0;
    padding: 6px 8px;
    border: 1px solid var(--pm-control-border);
    border-radius: 4px;
    background: var(--pm-surface);
    color: var(--pm-text);
    font: 13px/18px var(--pm-font);
    text-align: start;
  }
  .diagram .slot {
    display: block;
    background: var(--pm-raised);
    border-style: double;
    border-width: 3px;
  }
  .diagram .slot .small {
    display: block;
  }
  .diagram button.ring-pool {
    cursor: pointer;
    border-color: var(--pm-allocated);
    background: var(--pm-partly);
    color: var(--pm-on-partly);
    min-width: 0;
  }
  .diagram button.ring-pool.selected,
  .diagram button.chip.selected {
    box-shadow: 0 0 0 3px var(--pm-selected);
  }
  .diagram button.ring-pool.changed {
    border: 2px solid var(--pm-changed);
  }
  .diagram .small {
    font-size: 12px;
    line-height: 16px;
  }
  .diagram svg.fill {
    display: block;
    width: 100%;
    height: 4px;
  }
  .diagram summary {
    cursor: pointer;
    padding: 2px 0;
  }
  .diagram .empty-rings ul {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    padding-top: 8px;
  }
  .diagram button.chip {
    min-height: 26px;
    padding: 2px 8px;
    border: 1px dashed var(--pm-control-border);
    border-radius: 4px;
    background: none;
    color: var(--pm-text);
    font: 12px/18px var(--pm-font);
    cursor: pointer;
  }
  .diagram .sentinel {
    display: grid;
    gap: 8px;
    padding-top: 12px;
  }
  .diagram .slot-box {
    fill: var(--pm-raised);
    stroke: var(--pm-text);
    stroke-width: 1.5;
  }
  .diagram .ghost-box {
    fill: none;
    stroke: var(--pm-control-border);
    stroke-dasharray: 3 3;
  }

  /* Size classes */
  .diagram table.classes {
    max-width: 960px;
  }
  .diagram .classes .wide {
    width: 40%;
    padding-inline-start: 12px;
  }
  .diagram .classes .tag {
    font-weight: 400;
  }
  .diagram svg.use {
    display: inline-block;
    width: 52%;
    height: 10px;
    vertical-align: middle;
    margin-inline-end: 8px;
  }
  .diagram .classes tr.none,
  .diagram .classes tr.skipped,
  .diagram .classes tr.outside {
    color: var(--pm-text-muted);
  }
  .diagram .classes tr.last {
    background: var(--pm-raised);
    box-shadow: inset 3px 0 var(--pm-selected);
    color: var(--pm-text);
    font-weight: 600;
  }
  .diagram .parts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 300px), 1fr));
    gap: 4px 24px;
  }
  .diagram .parts li {
    display: grid;
    grid-template-columns: 14px 1fr auto 40px;
    gap: 8px;
    align-items: center;
  }
  .diagram .part .face {
    stroke: var(--pm-control-border);
    stroke-width: 0.5;
  }
  .diagram .part.allocated .face.plain {
    fill: var(--pm-allocated);
  }
  .diagram .part.headers .face.plain {
    fill: var(--pm-header-border);
  }

  @media (forced-colors: active) {
    svg .cell .face {
      forced-color-adjust: none;
    }
  }
`;
