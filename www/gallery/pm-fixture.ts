// One example of a diagram, as wide as there is room, drawn when it comes near to what is in sight. Knows no language and no
// core.

import { css, LitElement, nothing } from 'lit';
import { arithmeticStyle } from '../diagrams/arithmetic-style.ts';
import { callsStyle } from '../diagrams/calls-style.ts';
import { compareStyle } from '../diagrams/compare-style.ts';
import { generationsStyle } from '../diagrams/generations-style.ts';
import { legendStyle } from '../diagrams/legend-style.ts';
import { objectStyle } from '../diagrams/object-style.ts';
import { readingStyle } from '../diagrams/reading-style.ts';
import { diagramStyles } from '../diagrams/styles.ts';
import { timelineStyle } from '../diagrams/timeline-style.ts';
import { baseStyle } from '../elements/controls-style.ts';
import { turns } from '../elements/turns.ts';
import { type Draw } from '../fixtures/all.ts';

/**
 * @tagname pm-fixture
 */
export class PmFixture extends LitElement {
  static override readonly properties = {
    draw: { attribute: false },
    near: { state: true },
    width: { state: true },
    drawn: { type: Boolean, reflect: true },
  };
  static override readonly styles = [
    baseStyle,
    diagramStyles,
    readingStyle,
    legendStyle,
    callsStyle,
    compareStyle,
    arithmeticStyle,
    timelineStyle,
    generationsStyle,
    objectStyle,
    css`
      :host {
        /* What only screen readers see stays inside. */
        position: relative;
        min-width: 0;
      }
      /* Else all of them would be in sight while none is drawn. */
      :host(:not([drawn])) {
        min-height: 240px;
      }
    `,
  ];

  declare draw: Draw | undefined;
  /** Whether it is, or was, near to what is in sight. */
  declare near: boolean;
  declare width: number;
  declare drawn: boolean;

  #seen: IntersectionObserver | undefined;
  #sized: ResizeObserver | undefined;

  constructor() {
    super();
    this.near = false;
    this.width = 0;
    this.drawn = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#seen = new IntersectionObserver(
      (entries) => {
        this.near ||= entries.some(({ isIntersecting }) => isIntersecting);
      },
      { rootMargin: '400px' },
    );
    this.#seen.observe(this);
    this.#sized = new ResizeObserver(() => {
      this.#fit();
    });
    this.#sized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#seen?.disconnect();
    this.#sized?.disconnect();
  }

  #fit(): void {
    const { clientWidth } = this;
    if (clientWidth > 0) this.width = clientWidth;
  }

  /** Draws, wherever it is; what is below does not move afterwards. */
  async drawNow(): Promise<void> {
    this.near = true;
    this.#fit();
    await this.updateComplete;
  }

  // Drawings take turns, so that a long one keeps nobody waiting for the rest.
  protected override scheduleUpdate(): Promise<unknown> | undefined {
    if (!this.near) {
      void super.scheduleUpdate();
      return undefined;
    }
    return new Promise<void>((resolve, reject) => {
      turns.wait(() => {
        try {
          void super.scheduleUpdate();
          resolve();
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      }, true);
    });
  }

  override render(): unknown {
    if (!this.near || this.width === 0 || this.draw === undefined) return nothing;
    this.drawn = true;
    return this.draw(this.width);
  }
}
