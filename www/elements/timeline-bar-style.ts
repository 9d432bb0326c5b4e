// How the bar of the timeline looks: one line where there is room, two on a phone. Style only.

import { css } from 'lit';

export const barStyle = css`
  .bar {
    display: grid;
    gap: 8px;
    padding: 8px 24px;
    border-top: 1px solid var(--pm-border);
    background: var(--pm-surface);
    box-shadow: 0 -2px 10px color-mix(in srgb, black 10%, transparent);
  }
  .bar.inside {
    border-top: 3px solid var(--pm-accent);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    align-items: center;
  }
  .buttons {
    display: flex;
    gap: 4px;
  }
  button {
    display: inline-flex;
    gap: 6px;
    align-items: center;
    justify-content: center;
    min-height: 36px;
    padding: 0 10px;
    font-size: 13px;
    white-space: nowrap;
  }
  svg {
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  svg.filled {
    fill: currentColor;
  }
  .place {
    flex: 1 1 240px;
    display: grid;
    gap: 2px;
    font-variant-numeric: tabular-nums;
  }
  .where {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--pm-text);
  }
  input[type='range'] {
    width: 100%;
    margin: 0;
    accent-color: var(--pm-accent);
  }
  select {
    width: auto;
    font-size: 13px;
  }
  .past {
    max-width: none;
  }
  /* Inside of an operation its neighbours are a side way. */
  .keys .word,
  .inside .into .word,
  .inside .backInto .word {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  @media (max-width: 1279px) {
    .word {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .buttons button {
      min-width: 40px;
    }
  }
  @media (max-width: 799px) {
    .bar {
      gap: 4px;
      padding: 4px 8px;
    }
    .line {
      gap: 4px 8px;
    }
    .buttons {
      flex: 1 1 100%;
      order: 1;
    }
    .buttons button {
      flex: 1;
      min-width: 0;
      min-height: 44px;
      padding: 0;
    }
    .place {
      flex: 1 1 0;
    }
    .keys {
      display: none;
    }
    .past {
      font-size: 12px;
    }
  }
`;
