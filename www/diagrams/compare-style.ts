// How a comparison of two states is set. Colours are the theme's.

import { css } from 'lit';

export const compareStyle = css`
  .compare section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 6px;
  }
  .compare h3 {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
    align-items: baseline;
    font-size: 13px;
    line-height: 22px;
    font-weight: 600;
  }
  .compare .between {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: baseline;
  }
  .compare .both {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 0 6px;
    align-items: center;
  }
  .compare .both .old {
    color: var(--pm-text-muted);
  }
  .compare .both .new {
    font-weight: 600;
  }
  .compare .state {
    display: inline-flex;
    gap: 5px;
    align-items: center;
    white-space: nowrap;
  }
  .compare .state svg {
    flex: none;
  }
  .compare svg .cell {
    cursor: default;
  }
  .compare svg.textures {
    position: absolute;
  }
  .compare .transitions,
  .compare .references {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
  }
  .compare th.head {
    width: 40%;
    color: var(--pm-text-muted);
    font-size: 12px;
  }
  .compare tr.group th {
    padding-top: 8px;
    font-weight: 600;
  }
`;
