// The legend of the drawings, of the allocator's or of those of objects. Loaded by whoever shows it.

import { css, type TemplateResult } from 'lit';
import { legend, objectLegend } from '../diagrams/legend.ts';
import { legendStyle } from '../diagrams/legend-style.ts';
import { objectStyle } from '../diagrams/object-style.ts';
import { diagramStyles } from '../diagrams/styles.ts';
import { define } from '../define.ts';
import { baseStyle } from './controls-style.ts';
import { PmElement } from './pm-element.ts';

/**
 * What the signs mean.
 *
 * @tagname pm-legend
 */
export class PmLegend extends PmElement {
  static override readonly properties = {
    objects: { type: Boolean },
    short: { type: Boolean, reflect: true },
  };
  static override readonly styles = [
    baseStyle,
    diagramStyles,
    objectStyle,
    legendStyle,
    css`
      :host([short]) section.legend {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 20px;
        font-size: 13px;
      }
      :host([short]) .legend .group {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 10px;
      }
      :host([short]) .legend ul {
        gap: 4px 10px;
      }
      :host([short]) .legend h3 {
        margin: 0;
      }
      :host([short]) .legend li .note {
        display: none;
      }
      :host([short]) .legend strong {
        font-weight: 400;
      }
    `,
  ];

  /** That of objects. */
  declare objects: boolean;
  /** Words without what they mean. */
  declare short: boolean;

  constructor() {
    super();
    this.objects = false;
    this.short = false;
  }

  override render(): TemplateResult {
    return this.objects ? objectLegend(this.messages) : legend(this.messages);
  }
}

define({ 'pm-legend': PmLegend });
