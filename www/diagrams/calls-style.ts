// How the call tree and the outline beside it are set. Colours are the theme's.

import { css } from 'lit';

export const callsStyle = css`
  .call-tree ul ul {
    margin-inline-start: 9px;
    padding-inline-start: 11px;
    border-inline-start: 1px solid var(--pm-border);
  }
  .call-tree .on-way > ul {
    border-inline-start: 2px solid var(--pm-selected);
  }
  .call-line {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
    align-items: baseline;
    min-height: 24px;
    line-height: 24px;
    overflow-wrap: anywhere;
  }
  .call-tree .on-way > .call-line .link {
    font-weight: 700;
  }
  .call-tree .here,
  .outline .here {
    display: inline-block;
    padding: 0 8px;
    border-radius: 9px;
    background: var(--pm-selected);
    color: var(--pm-surface);
    font-size: 12px;
    line-height: 18px;
    white-space: nowrap;
  }
  .outline .outline-name {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
    align-items: baseline;
    overflow-wrap: anywhere;
  }
  .outline ol {
    counter-reset: line;
  }
  .outline ol > li {
    position: relative;
    padding: 2px 0 2px 24px;
    counter-increment: line;
    max-width: 68ch;
    line-height: 20px;
  }
  .outline ol > li::before {
    content: counter(line);
    position: absolute;
    inset-inline-start: 0;
    width: 18px;
    color: var(--pm-text-muted);
    text-align: end;
  }
  .outline ol ol > li::before {
    content: counter(line, lower-alpha);
  }
  .outline ol > li.calls-other {
    counter-increment: none;
  }
  .outline ol > li.calls-other::before {
    content: none;
  }
  .outline li.present > .line {
    display: block;
    margin-inline-start: -4px;
    padding-inline-start: 8px;
    border-inline-start: 4px solid var(--pm-selected);
    background: var(--pm-raised);
    font-weight: 600;
  }
  .explain .around {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px 24px;
    padding: 12px 0;
    border-block: 1px solid var(--pm-border);
  }
  .explain .around h3 {
    margin: 0 0 4px;
    font-size: 13px;
    line-height: 18px;
  }
  .explain .wide {
    grid-template-columns: minmax(0, 5fr) minmax(0, 6fr);
  }
  /* Call tree and outline stay in sight while the steps move on. */
  .explain .steps.window {
    position: relative;
    max-height: 360px;
    overflow: auto;
  }
  .explain .now {
    display: grid;
    gap: 4px;
    padding: 8px 12px;
    border-inline-start: 4px solid var(--pm-selected);
    background: var(--pm-raised);
  }
`;
