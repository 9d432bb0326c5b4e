// How the collector's lists are set. Colours are the theme's; the three colours of a collection are told by texture too.

import { css } from 'lit';

export const generationsStyle = css`
  .gc-standing,
  .gc-lists,
  .gc-working,
  .gc-readings,
  .gc-aside {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
    align-content: start;
  }
  .generations h3,
  .generations h4 {
    margin: 0;
    font-size: 13px;
    line-height: 18px;
    font-weight: 600;
  }
  .gc-standing > p {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 6px;
    align-items: baseline;
  }
  .generations .tag.active {
    border-color: var(--pm-accent);
    background: var(--pm-accent);
    color: var(--pm-on-accent);
  }
  .generations .gc-phase code {
    font-weight: 600;
  }
  .gc-working {
    padding: 12px;
    border: 1px dashed var(--pm-control-border);
    border-radius: var(--pm-radius);
    gap: 12px;
  }
  .gc-refs-words > div {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
    align-items: baseline;
  }

  /* A list: its head, and behind it the linked cells */
  .gc-list {
    container-type: inline-size;
    padding-block: 10px;
    border-top: 1px solid var(--pm-border);
  }
  .gc-list.active {
    padding-inline-start: 10px;
    border-inline-start: 3px solid var(--pm-accent);
  }
  .gc-list-head {
    display: grid;
    gap: 2px;
    align-content: start;
    padding: 6px 8px;
    border: 3px double var(--pm-control-border);
    border-radius: 4px;
    background: var(--pm-raised);
  }
  .gc-list-head.changed {
    border-color: var(--pm-changed);
  }
  .gc-gauge {
    display: grid;
    gap: 2px;
  }
  .diagram svg.gc-bar {
    display: block;
    width: 100%;
    max-width: 320px;
    height: 8px;
  }
  .gc-bar .gc-mark {
    fill: var(--pm-text);
  }
  .gc-bar.over .bar {
    fill: var(--pm-changed);
  }
  .gc-members {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 2px;
    align-items: center;
    padding-block-start: 8px;
  }
  .gc-empty {
    padding-block-start: 6px;
  }
  @container (min-width: 520px) {
    .gc-list-head {
      float: inline-start;
      width: 216px;
      margin-inline-end: 4px;
    }
    .gc-members,
    .gc-empty {
      padding-block-start: 0;
      min-height: 40px;
    }
    .gc-empty {
      display: flow-root;
      padding: 6px 8px 0;
    }
  }
  .gc-link {
    display: inline-flex;
    gap: 2px;
    align-items: center;
    min-width: 0;
  }
  .gc-joint {
    color: var(--pm-arrow);
    font-weight: 600;
    width: 20px;
    text-align: center;
  }
  .gc-cell {
    display: grid;
    gap: 0;
    min-width: 104px;
    padding: 5px 8px;
    border: 1px solid var(--pm-allocated);
    border-radius: 4px;
    background: var(--pm-partly);
    color: var(--pm-on-partly);
    cursor: pointer;
    line-height: 17px;
  }
  .gc-cell:hover {
    border-color: var(--pm-text);
  }
  .gc-cell.selected {
    box-shadow: 0 0 0 3px var(--pm-selected);
  }
  .gc-cell.changed {
    border: 2px solid var(--pm-changed);
    padding: 4px 7px;
  }
  .gc-cell .note,
  .gc-cell strong.note {
    color: inherit;
    font-size: 12px;
    line-height: 17px;
  }
  .gc-name {
    display: flex;
    gap: 6px;
    align-items: baseline;
  }
  .gc-name .mark {
    margin-inline-start: auto;
  }
  .diagram .gc-at {
    font-size: 11px;
  }
  .gc-number {
    display: flex;
    justify-content: space-between;
    gap: 8px;
    font-size: 12px;
  }
  .gc-number b {
    font: 600 13px/17px var(--pm-mono);
  }
  .gc-number.refs {
    margin-inline: -8px;
    padding-inline: 8px;
    background: var(--pm-header);
    color: var(--pm-on-header);
  }
  .gc-flag {
    font: 11px/16px var(--pm-mono);
  }
  .gc-colour {
    display: inline-flex;
    gap: 5px;
    align-items: center;
    font-size: 12px;
    font-weight: 600;
  }
  .gc-face {
    display: inline-block;
    flex: none;
    width: 14px;
    height: 14px;
    border: 1px solid var(--pm-gc-edge);
    border-radius: 50%;
    background: var(--pm-gc-white);
  }
  .gc-face.gc-grey {
    background: repeating-linear-gradient(45deg, var(--pm-gc-grey) 0 2px, var(--pm-gc-white) 2px 4px);
  }
  .gc-face.gc-black {
    background: var(--pm-gc-black);
  }

  .diagram .gc-readings .columns {
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 230px), 1fr));
    gap: 12px 24px;
  }
  .gc-reading dl,
  .gc-reading {
    display: grid;
    gap: 2px;
  }
  .gc-reading h4 {
    padding-block-end: 4px;
  }
  .diagram .gc-reading dd {
    padding: 0 0 6px 19px;
  }
  .diagram .gc-facts {
    display: grid;
    grid-template-columns: max-content max-content;
    gap: 2px 16px;
  }
  .diagram .gc-facts dd {
    text-align: end;
  }
  .diagram table.gc-free {
    width: auto;
    min-width: 240px;
  }
`;
