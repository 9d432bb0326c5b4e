// How text, buttons, fields and disclosures look in every element of the page. Layout is each element's own.

import { css } from 'lit';

/** What every element needs. */
export const baseStyle = css`
  :host {
    display: block;
    color: var(--pm-text);
    font: 14px/1.5 var(--pm-font);
  }
  :host([hidden]) {
    display: none;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  h2 {
    font-size: 16px;
    line-height: 24px;
    font-weight: 600;
  }
  .note {
    color: var(--pm-text-muted);
    font-size: 13px;
    line-height: 18px;
    max-width: 65ch;
    text-wrap: pretty;
  }
  /* Chinese lines are fuller and need more air; a comma or full stop begins none of them. */
  :host(:lang(zh)) {
    line-break: strict;
  }
  :host(:lang(zh)) .note {
    line-height: 20px;
  }
  :focus-visible {
    outline: 2px solid var(--pm-focus);
    outline-offset: 2px;
  }
  h2,
  p {
    margin: 0;
  }
`;

/** What elements with controls need besides. */
export const controlsStyle = css`
  h2,
  h3,
  p,
  fieldset,
  legend {
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  h3,
  legend {
    font-size: 14px;
    line-height: 20px;
    font-weight: 600;
  }
  label,
  .field {
    display: grid;
    gap: 4px;
    min-width: 0;
    font-size: 13px;
    line-height: 18px;
    color: var(--pm-text-muted);
  }
  label.check {
    display: flex;
    align-items: center;
    gap: 8px;
    color: var(--pm-text);
    min-height: 24px;
  }
  input[type='checkbox'] {
    width: 16px;
    height: 16px;
    margin: 0;
    accent-color: var(--pm-accent);
  }
  input[type='number'],
  input[type='text'],
  select {
    width: 100%;
    min-width: 0;
    height: 36px;
    padding: 0 8px;
    border: 1px solid var(--pm-control-border);
    border-radius: 6px;
    background: var(--pm-surface);
    color: var(--pm-text);
    font: 14px/20px var(--pm-font);
    font-variant-numeric: tabular-nums;
  }
  input[type='number'] {
    font-family: var(--pm-mono);
  }
  button,
  .button {
    min-height: 36px;
    padding: 0 16px;
    border: 1px solid var(--pm-control-border);
    border-radius: 6px;
    background: var(--pm-surface);
    color: var(--pm-text);
    font: 600 14px/20px var(--pm-font);
    cursor: pointer;
  }
  button:hover:enabled {
    background: var(--pm-hover);
  }
  button.primary {
    border-color: var(--pm-accent);
    background: var(--pm-accent);
    color: var(--pm-on-accent);
  }
  button.primary:hover:enabled {
    background: var(--pm-accent-strong);
    border-color: var(--pm-accent-strong);
  }
  button:disabled,
  input:disabled,
  select:disabled {
    opacity: 0.55;
    cursor: default;
  }
  summary {
    cursor: pointer;
    font-size: 16px;
    font-weight: 600;
    line-height: 24px;
    padding: 4px 0;
    border-radius: 4px;
  }
  code,
  .mono {
    font-family: var(--pm-mono);
    font-variant-numeric: tabular-nums;
  }
  .row {
    display: flex;
    gap: 8px;
    align-items: end;
  }
  .row > label,
  .grow {
    flex: 1 1 0;
  }
  details.part {
    padding-block: 8px;
  }
  details.part[open] {
    padding-block-end: 16px;
  }
  details[open] > :not(summary) {
    margin-block-start: 12px;
  }
  .stack {
    display: grid;
    gap: 12px;
  }
  .part {
    display: grid;
    gap: 12px;
    padding-block: 16px;
    border-top: 1px solid var(--pm-border);
  }
`;
