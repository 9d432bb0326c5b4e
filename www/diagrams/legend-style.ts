// How the legend is set. Colours are the theme's.

import { css } from 'lit';

export const legendStyle = css`
  section.legend {
    display: flex;
    flex-wrap: wrap;
    gap: 12px 32px;
  }
  .legend .group {
    display: block;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  .legend h3 {
    margin: 0 0 4px;
    font-size: 12px;
    line-height: 16px;
  }
  .legend ul {
    margin: 0;
    padding: 0;
    list-style: none;
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
  }
  .legend li {
    display: flex;
    gap: 6px;
    align-items: center;
    font-size: 12px;
    line-height: 16px;
  }
  .legend li .note {
    font-size: 12px;
    line-height: 16px;
  }
`;
