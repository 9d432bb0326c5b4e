// How what is read rather than looked at is set: the last action, the layers and the bytes.
// Colours are the theme's.

import { css } from 'lit';

export const readingStyle = css`
  .explain .way + .way {
    margin-top: 16px;
    padding-top: 16px;
    border-top: 1px solid var(--pm-border);
  }
  .explain .operation {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: baseline;
    margin: 0 0 8px;
  }
  .explain .operation code {
    font-weight: 600;
  }
  .explain .times {
    padding: 0 6px;
    border: 1px solid var(--pm-border);
    border-radius: 10px;
    font-size: 12px;
  }
  .steps,
  .changes,
  .stack,
  .calls {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .steps > li {
    padding: 4px 0 4px 12px;
    border-left: 1px solid var(--pm-border);
  }
  .steps p {
    margin: 0;
    font-size: 13px;
    line-height: 20px;
    max-width: 72ch;
  }
  .steps .function {
    font-weight: 600;
  }
  .steps > .call {
    padding-top: 8px;
  }
  .steps > .depth-1 {
    margin-left: 12px;
  }
  .steps > .depth-2 {
    margin-left: 24px;
  }
  .steps > .depth-3 {
    margin-left: 36px;
  }
  .steps > .depth-4 {
    margin-left: 48px;
  }
  .steps > .depth-5,
  .steps > .depth-6,
  .steps > .depth-7 {
    margin-left: 60px;
  }
  .steps > .present {
    border-left: 4px solid var(--pm-selected);
    background: var(--pm-raised);
  }
  .steps .here {
    float: inline-end;
    padding: 0 8px;
    border-radius: 9px;
    background: var(--pm-selected);
    color: var(--pm-surface);
    font-size: 12px;
    line-height: 18px;
  }
  .explain .before {
    color: var(--pm-text);
    font-weight: 600;
  }
  .changes {
    margin-top: 4px;
  }
  .changes li {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    align-items: baseline;
    padding: 2px 0;
    max-width: 76ch;
    font-size: 12px;
    line-height: 18px;
  }
  .changes .what {
    flex: 1 1 auto;
    overflow-wrap: anywhere;
  }
  .changes .at {
    color: var(--pm-text-muted);
  }
  .changes .values {
    margin-left: auto;
    text-align: right;
    overflow-wrap: anywhere;
  }
  .changes li > .note {
    flex: 1 0 100%;
    font-size: 12px;
    line-height: 16px;
    text-align: right;
    max-width: none;
  }
  .changes del {
    color: var(--pm-text-muted);
    text-decoration: none;
  }
  .changes ins {
    font-weight: 600;
    text-decoration: none;
  }

  .layer {
    display: grid;
    grid-template-columns: 32px minmax(0, 1fr);
    gap: 0 8px;
    padding: 8px 12px;
    border: 1px dashed var(--pm-border);
    border-bottom-width: 0;
  }
  .layer:first-child {
    border-radius: 6px 6px 0 0;
  }
  .layer:last-child {
    border-bottom-width: 1px;
    border-radius: 0 0 6px 6px;
  }
  .layer.reached {
    border-style: solid;
    border-left: 4px solid var(--pm-accent);
    padding-left: 9px;
    background: var(--pm-hover);
  }
  .layer p {
    margin: 0;
  }
  .layer .name {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    justify-content: space-between;
    font-size: 14px;
    line-height: 20px;
  }
  .layer.reached .name {
    font-weight: 600;
  }
  .layer .tag {
    font-weight: 400;
  }
  .calls {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    margin-top: 8px;
    font-size: 12px;
    line-height: 18px;
  }
  .calls .order {
    display: inline-block;
    min-width: 18px;
    margin-right: 4px;
    border-radius: 9px;
    background: var(--pm-accent);
    color: var(--pm-on-accent);
    text-align: center;
    font-size: 11px;
  }

  .hex {
    font-size: 12px;
    line-height: 22px;
    overflow-x: auto;
  }
  .hex .line {
    display: flex;
    gap: 12px;
    width: max-content;
  }
  .hex .gutter,
  .hex .text {
    color: var(--pm-text-muted);
    white-space: pre;
  }
  .hex .cells {
    display: grid;
    grid-template-columns: repeat(16, 22px);
  }
  .hex.per-8 .text {
    display: none;
  }
  .hex.per-8 .cells {
    grid-template-columns: repeat(8, 22px);
  }
  .hex .pad,
  .hex .piece {
    display: flex;
  }
  .span-1 {
    grid-column: span 1;
  }
  .span-2 {
    grid-column: span 2;
  }
  .span-3 {
    grid-column: span 3;
  }
  .span-4 {
    grid-column: span 4;
  }
  .span-5 {
    grid-column: span 5;
  }
  .span-6 {
    grid-column: span 6;
  }
  .span-7 {
    grid-column: span 7;
  }
  .span-8 {
    grid-column: span 8;
  }
  .span-9 {
    grid-column: span 9;
  }
  .span-10 {
    grid-column: span 10;
  }
  .span-11 {
    grid-column: span 11;
  }
  .span-12 {
    grid-column: span 12;
  }
  .span-13 {
    grid-column: span 13;
  }
  .span-14 {
    grid-column: span 14;
  }
  .span-15 {
    grid-column: span 15;
  }
  .span-16 {
    grid-column: span 16;
  }
  .hex .byte {
    position: relative;
    width: 22px;
    text-align: center;
  }
  .hex .zero {
    color: var(--pm-text-muted);
  }
  .hex .piece {
    cursor: pointer;
    border-bottom: 2px solid var(--pm-border);
  }
  .hex .piece.begins {
    box-shadow: inset 2px 0 0 var(--pm-border);
  }
  .hex .face-1,
  .hex .face-3 {
    background: var(--pm-hover);
  }
  .hex .kind-poolHeader {
    border-bottom-color: var(--pm-accent);
  }
  .hex .piece.block-allocated {
    border-bottom: 2px solid var(--pm-allocated, var(--pm-accent));
  }
  .hex .piece.block-freed {
    border-bottom: 2px dashed var(--pm-freed-border, var(--pm-accent));
  }
  .hex .piece.block-untouched {
    border-bottom: 2px dotted var(--pm-border);
  }
  .hex .piece.selected {
    outline: 2px solid var(--pm-focus);
    outline-offset: -1px;
  }
  .hex .byte.changed {
    font-weight: 700;
    color: var(--pm-changed, var(--pm-accent));
  }
  .hex .byte.changed::after {
    content: '';
    position: absolute;
    top: 1px;
    right: 1px;
    border: 3px solid transparent;
    border-top-color: currentcolor;
    border-right-color: currentcolor;
  }
  .bytes .chosen {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: baseline;
    margin: 12px 0 0;
  }
`;
