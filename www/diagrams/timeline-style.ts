// How the rows of the timeline look. Every row is as high as every other: the list counts on it.

import { css } from 'lit';

export const timelineStyle = css`
  .timeline .row,
  [role='tree'] .row {
    display: flex;
    gap: 8px;
    align-items: center;
    height: 32px;
    padding-inline-end: 8px;
    border-radius: 4px;
    font-size: 13px;
    line-height: 20px;
    white-space: nowrap;
    cursor: pointer;
  }
  .row:hover {
    background: var(--pm-hover);
  }
  .row.level-2 {
    padding-inline-start: 20px;
  }
  .row.level-3 {
    padding-inline-start: 40px;
  }
  .row.level-1 .text {
    font-weight: 600;
  }
  .row.here.at {
    background: color-mix(in srgb, var(--pm-accent) 14%, transparent);
  }
  .row.ahead .text {
    color: var(--pm-text-muted);
    font-style: italic;
  }
  [role='tree']:focus-visible .row.active {
    outline: 2px solid var(--pm-focus);
    outline-offset: -2px;
  }
  .row .twist {
    flex: 0 0 24px;
    height: 32px;
    line-height: 32px;
    text-align: center;
    color: var(--pm-text-muted);
  }
  .row .place {
    flex: 0 0 14px;
    color: var(--pm-accent);
  }
  .row .text {
    flex: 0 1 auto;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .row .text.mono {
    font-family: var(--pm-mono);
    font-size: 12px;
  }
  .row .note {
    flex: 1 1 0;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    max-width: none;
    font-size: 12px;
    text-wrap: nowrap;
  }
  .row .tag {
    flex: none;
    padding: 0 6px;
    border: 1px solid var(--pm-control-border);
    border-radius: 10px;
    font-size: 11px;
    line-height: 18px;
  }
  .row .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
`;
