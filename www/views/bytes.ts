// The view of bytes: those around the chosen address, page by page.

import { html, type TemplateResult } from 'lit';
import { bytesDiagram } from '../diagrams/bytes.ts';
import { readingStyle } from '../diagrams/reading-style.ts';
import { diagramStyles } from '../diagrams/styles.ts';
import { alignDown } from '../format.ts';
import { type Messages } from '../locales/messages.ts';
import { type Drawing, note, type Panel, type Shown, type View, WIDE } from './drawing.ts';

/** Bytes that are shown at once, where the view is narrow and where it is wide. */
const NARROW_WINDOW = 256;
const WIDE_WINDOW = 512;
/** How many of them stand before the address that is chosen. */
const LEAD = 64;

class Bytes implements Drawing {
  readonly #panel: Panel;
  /** Where the bytes that are shown start, and for which address that was decided. */
  #from: number | undefined;
  #for: number | undefined;

  constructor(panel: Panel) {
    this.#panel = panel;
  }

  draw({ session, heap, options }: Shown): unknown {
    const address = session.selection.address ?? session.selection.pool;
    if (address === undefined) return note(options.messages.bytesView.none);
    if (address !== this.#for) {
      this.#for = address;
      this.#from = alignDown(Math.max(0, address - LEAD), 16);
    }
    const segment = heap.segments().find(({ at, len }) => address >= at && address < at + len);
    if (segment === undefined) return note(options.messages.bytesView.unmapped);
    const end = segment.at + segment.len;
    // Paging stops at the ends of what is mapped.
    const from = Math.max(segment.at, Math.min(this.#from ?? address, end - this.#window));
    this.#from = from;
    const length = Math.min(this.#window, end - from);
    return bytesDiagram({ ...heap.spans(from, length), bytes: heap.bytes(from, length) }, options);
  }

  below({ bytesView }: Messages): TemplateResult {
    const page = (direction: number) => () => {
      if (this.#from === undefined) return;
      this.#from += direction * this.#window;
      this.#panel.requestUpdate();
    };
    return html`<div class="paging">
      <button @click=${page(-1)}>${bytesView.earlier}</button>
      <button @click=${page(1)}>${bytesView.later}</button>
    </div>`;
  }

  get #window(): number {
    return this.#panel.width < WIDE ? NARROW_WINDOW : WIDE_WINDOW;
  }
}

export const bytes: View = { styles: [diagramStyles, readingStyle], begin: (panel) => new Bytes(panel) };
