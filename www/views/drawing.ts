// What draws a view: asked by pm-view each time that something has changed, with what there is to show. Says what a drawing
// is; draws nothing.

import { type CSSResult, html, type TemplateResult } from 'lit';
import { type Heap } from '../core.ts';
import { type DiagramOptions } from '../diagrams/options.ts';
import { type Messages } from '../locales/messages.ts';
import { type Sight } from '../session/sight.ts';

/** The panel that a view is drawn in. */
export interface Panel {
  readonly width: number;
  /** Whether it can be seen. */
  readonly visible: boolean;
  /** Objects are only looked at: none is linked to another in the drawing. */
  readonly still: boolean;
  readonly session: Sight | undefined;
  /** Draws again. */
  requestUpdate: () => void;
  /** Takes up styles that come with what draws. */
  dress: (styles: readonly CSSResult[]) => void;
}

export interface Shown {
  readonly session: Sight;
  readonly heap: Heap;
  readonly options: DiagramOptions;
}

/** One view in one panel, with what it keeps from one time to the next. */
export interface Drawing {
  draw: (shown: Shown) => unknown;
  /** What stands below the part that is scrolled. */
  below?: (messages: Messages) => TemplateResult;
}

/** A kind of view. */
export interface View {
  readonly styles: readonly CSSResult[];
  /** Loads what an empty heap is shown without. */
  ready?: () => Promise<unknown>;
  begin: (panel: Panel) => Drawing;
}

/** A view that keeps nothing. */
export function plain(styles: readonly CSSResult[], draw: (shown: Shown, panel: Panel) => unknown): View {
  return { styles, begin: (panel) => ({ draw: (shown) => draw(shown, panel) }) };
}

/** Draws more in a task of its own, so that nobody waits for all of it. */
export function drawOn(panel: Panel): void {
  setTimeout(() => {
    panel.requestUpdate();
  });
}

/** Instead of a drawing. */
export function note(text: string): TemplateResult {
  return html`<p class="note">${text}</p>`;
}

/** So wide is a panel that has room for more. */
export const WIDE = 560;
