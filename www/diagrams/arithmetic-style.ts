// How address arithmetic is set: bits aligned below one another, those that count underlined and bold. Colours are the
// theme's.

import { css } from 'lit';

export const arithmeticStyle = css`
  .arithmetic .computation {
    min-width: 0;
  }
  .arithmetic .computation + .computation {
    padding-top: 12px;
    border-top: 1px solid var(--pm-border);
  }
  .arithmetic summary {
    min-height: 28px;
    font-weight: 600;
    line-height: 28px;
    cursor: pointer;
  }
  .arithmetic li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 12px;
    padding: 4px 0;
  }
  .arithmetic li.result {
    border-top: 1px solid var(--pm-border);
  }
  .arithmetic li.result .hexadecimal {
    font-weight: 700;
  }
  .arithmetic .code {
    overflow-wrap: anywhere;
  }
  .arithmetic .values {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    justify-content: end;
    text-align: end;
  }
  .arithmetic .decimal {
    color: var(--pm-text-muted);
  }
  .arithmetic .bits,
  .arithmetic .fields {
    grid-column: 1 / -1;
  }
  .arithmetic .bits {
    display: grid;
    justify-items: end;
    overflow-x: auto;
    line-height: 20px;
  }
  .arithmetic .bits-line {
    white-space: nowrap;
  }
  .arithmetic .bit {
    color: var(--pm-text-muted);
  }
  .arithmetic .bit.group:not(:first-child) {
    margin-inline-start: 5px;
  }
  .arithmetic .bit.kept {
    color: var(--pm-text);
    border-bottom: 2px solid var(--pm-accent);
    font-weight: 700;
  }
  .arithmetic .bit.face-0 {
    color: var(--pm-text);
    border-bottom: 2px solid var(--pm-accent);
  }
  .arithmetic .bit.face-1 {
    color: var(--pm-text);
    border-bottom: 2px dotted var(--pm-text-muted);
  }
  .arithmetic .fields {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
    justify-content: end;
    color: var(--pm-text-muted);
    font-size: 12px;
    line-height: 18px;
  }
  .arithmetic .so {
    max-width: 72ch;
    margin-top: 4px;
  }
`;
