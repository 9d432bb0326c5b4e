// One view in its panel: decodes what it shows, only while it can be seen, and hands it to its diagram.

import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { arenaDiagram } from '../diagrams/arena.ts';
import { arenasDiagram } from '../diagrams/arenas.ts';
import { arithmeticDiagram } from '../diagrams/arithmetic.ts';
import { arithmeticStyle } from '../diagrams/arithmetic-style.ts';
import { bytesDiagram } from '../diagrams/bytes.ts';
import { callsStyle } from '../diagrams/calls-style.ts';
import { compareDiagram } from '../diagrams/compare.ts';
import { compareStyle } from '../diagrams/compare-style.ts';
import { explainDiagram } from '../diagrams/explain.ts';
import { generationsDiagram } from '../diagrams/generations.ts';
import { generationsStyle } from '../diagrams/generations-style.ts';
import { layersDiagram } from '../diagrams/layers.ts';
import { linking } from '../diagrams/link-by-drag.ts';
import { ObjectGraph } from '../diagrams/object-graph.ts';
import { ObjectLayout } from '../diagrams/object-layout.ts';
import { objectStyle } from '../diagrams/object-style.ts';
import { columnsIn, objectsDiagram } from '../diagrams/objects.ts';
import { type DiagramOptions } from '../diagrams/options.ts';
import { noPool, poolDiagram } from '../diagrams/pool.ts';
import { readingStyle } from '../diagrams/reading-style.ts';
import { sizeClassesDiagram } from '../diagrams/size-classes.ts';
import { diagramStyles } from '../diagrams/styles.ts';
import { usedPoolsDiagram } from '../diagrams/usedpools.ts';
import { changedClasses } from '../changed-classes.ts';
import { arithmeticAtHand } from '../arithmetic/of-session.ts';
import { alignDown } from '../format.ts';
import { type Heap } from '../core.ts';
import { type Operation } from '../generated/Operation.ts';
import { type ViewName } from '../locales/messages.ts';
import { linkRequest } from '../object-requests.ts';
import { pairOf } from '../session/comparison.ts';
import { type Session } from '../store.ts';
import { baseStyle } from './controls-style.ts';
import { PmElement } from './pm-element.ts';
import { SessionController } from './session-controller.ts';
import { turns } from './turns.ts';

/** Bytes that the view of bytes shows at once, where it is narrow and where it is wide. */
const NARROW_WINDOW = 256;
const WIDE_WINDOW = 512;
const WIDE = 560;
/** How many of them stand before the address that is chosen. */
const LEAD = 64;
/** Objects that are drawn of each of the collector's lists, where the view is narrow and where it is wide. */
const FEW_MEMBERS = 12;
const MANY_MEMBERS = 32;
/** Views that take time for every object there is: while work goes on, they wait for its end. */
const AFTER_WORK: ReadonlySet<ViewName> = new Set(['objects', 'generations', 'heap-map']);
/** What cannot be seen is drawn so much later than what can. */
const LAG_MS = 100;
/** Left and right of a diagram, in pixels; the style below says the same. */
const PADDING = 16;
/** The end of a view that is cut, where it fades out. */
const FADE = 32;

/**
 * A panel with a title, a line that says what it shows, and the diagram.
 *
 * @tagname pm-view
 * @csspart diagram - The drawing.
 * @attr view - which view: arenas, heap-map, arena, pool, usedpools, size-classes, bytes, layers, explain, arithmetic, objects or generations
 */
export class PmView extends PmElement {
  static override readonly properties = {
    session: { attribute: false },
    view: { type: String, reflect: true },
    visible: { state: true },
    width: { state: true },
    asTable: { state: true },
    embedded: { type: Boolean, reflect: true },
    picture: { attribute: false },
    still: { attribute: false },
  };
  static override readonly styles = [
    baseStyle,
    diagramStyles,
    readingStyle,
    callsStyle,
    compareStyle,
    arithmeticStyle,
    generationsStyle,
    objectStyle,
    css`
      :host {
        border: 1px solid var(--pm-border);
        border-radius: 8px;
        background: var(--pm-surface);
        min-width: 0;
        /* What is drawn here moves and repaints nothing inside of other views; a focus ring may stand out. */
        contain: content;
        overflow-clip-margin: 8px;
      }
      .heading {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        padding: 16px 16px 0;
      }
      .heading .note {
        grid-column: 1 / -1;
      }
      /* Positioned, so that what only screen readers see stays inside what scrolls. */
      .body {
        position: relative;
        padding: 12px 16px 16px;
        overflow: auto;
        border-radius: 8px;
      }
      :host([view='explain']) .body {
        max-height: 640px;
        mask-image: linear-gradient(to bottom, black calc(100% - 32px), transparent);
      }
      @media (min-width: 1900px) {
        :host([view='explain']) .body {
          max-height: none;
          mask-image: none;
        }
      }
      :host([view='explain']) .body:has(.window) {
        max-height: none;
        mask-image: none;
      }
      :host([view='usedpools']) .body,
      :host([view='size-classes']) .body {
        max-height: 720px;
      }
      :host([embedded]) {
        border: 0;
        border-radius: 0;
      }
      :host([embedded]) .heading {
        padding-top: 8px;
      }
      :host([embedded]) .body {
        padding-top: 8px;
        overflow: visible;
        max-height: none;
        mask-image: none;
      }
      .paging {
        display: flex;
        gap: 8px;
        padding: 0 16px 16px;
      }
      .end {
        display: flex;
        justify-content: end;
      }
      .end button,
      .paging button {
        min-height: 32px;
        padding: 0 12px;
        border: 1px solid var(--pm-control-border);
        border-radius: 6px;
        background: var(--pm-surface);
        color: var(--pm-text);
        font: 600 13px/18px var(--pm-font);
        cursor: pointer;
      }
      @media print {
        pm-picture,
        .paging,
        .end,
        .objects .bar .check,
        .objects .how-to,
        .objects .small-button {
          display: none;
        }
        :host {
          contain: none;
        }
        :host([view]) .body,
        .explain .steps.window,
        .objects .plane {
          max-height: none;
          overflow: visible;
          mask-image: none;
        }
        /* Drawn for the screen, which may be wider than the paper. */
        .diagram svg.drawing,
        .diagram .plane svg.drawing {
          max-width: 100%;
          height: auto;
        }
      }
    `,
  ];

  declare session: Session | undefined;
  declare view: ViewName;
  declare visible: boolean;
  declare width: number;
  /** Objects as a table instead of a drawing. */
  declare asTable: boolean;
  /** In somebody else's page: the element around it has the frame, and nothing in it is a landmark of that page. */
  declare embedded: boolean;
  /** Whether the view can be saved as a picture. */
  declare picture: boolean;
  /** Objects are only looked at: none is linked to another in the drawing. */
  declare still: boolean;

  #seen: IntersectionObserver | undefined;
  #sized: ResizeObserver | undefined;
  /** Where the bytes that are shown start, and for which address that was decided. */
  #bytesFrom: number | undefined;
  #bytesFor: number | undefined;
  /** Where objects stand, which no redrawing changes. */
  readonly #layout = new ObjectLayout();
  readonly #linking = linking((from, to) => {
    this.#link(from, to);
  });
  #catchUp = false;
  #following = false;

  constructor() {
    super();
    this.view = 'pool';
    this.visible = false;
    this.width = 0;
    this.asTable = false;
    this.embedded = false;
    this.picture = true;
    this.still = false;
    new SessionController(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#seen = new IntersectionObserver(
      (entries) => {
        this.visible = entries.at(-1)?.isIntersecting ?? false;
      },
      { rootMargin: '200px' },
    );
    this.#seen.observe(this);
    this.#sized = new ResizeObserver(([entry]) => {
      this.#fit(entry?.contentRect.width ?? 0);
    });
    this.#sized.observe(this);
    // In somebody else's page it comes as a whole: what is below it does not move.
    if (this.embedded) this.#fit(this.clientWidth);
  }

  #fit(inside: number): void {
    const width = Math.floor(inside) - 2 * PADDING;
    // Whoever is hidden keeps what is drawn.
    if (width > 0) this.width = width;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#seen?.disconnect();
    this.#sized?.disconnect();
  }

  // Views take turns, so that no frame waits for all of them; what cannot be seen comes last.
  protected override scheduleUpdate(): Promise<unknown> | undefined {
    if (!this.hasUpdated) {
      void super.scheduleUpdate();
      return undefined;
    }
    return new Promise<void>((resolve, reject) => {
      const draw = (): void => {
        try {
          void super.scheduleUpdate();
          resolve();
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      turns.wait(draw, this.visible);
    });
  }

  // A click pays for what it shows; what cannot be seen follows after it.
  protected override shouldUpdate(changed: PropertyValues): boolean {
    if (!super.shouldUpdate(changed)) return false;
    // While the core is broken, what was drawn last is the best there is.
    if (this.hasUpdated && this.session?.broken === true) return false;
    if (this.hasUpdated && this.session?.busy === true && AFTER_WORK.has(this.view)) return false;
    const now = this.visible || this.#catchUp || !this.hasUpdated;
    if (!now) this.#followLater();
    return now;
  }

  #followLater(): void {
    if (this.#following) return;
    this.#following = true;
    setTimeout(() => {
      this.#following = false;
      if (this.session?.moving === true) {
        this.#followLater();
        return;
      }
      this.#catchUp = true;
      this.requestUpdate();
      void this.updateComplete.then(() => {
        this.#catchUp = false;
      });
    }, LAG_MS);
  }

  override render(): TemplateResult {
    const { title, description } = this.messages.views[this.view];
    return html`
      <div class="heading">
        <h2 id="title">${title}</h2>
        ${
          this.picture
            ? html`<pm-picture .drawn=${this.#drawn} .label=${title} .about=${this.#about()}></pm-picture>`
            : nothing
        }
        <p class="note">${description}</p>
      </div>
      <div class="body" part="diagram" role=${this.embedded ? 'group' : 'region'} aria-labelledby="title" tabindex="0">${this.#diagram()}</div>
      ${this.view === 'bytes' ? this.#paging() : nothing}
    `;
  }

  /** Inside an operation the step that led there stays in sight, without moving the page. */
  override updated(): void {
    const present = this.renderRoot.querySelector<HTMLElement>('.steps > [aria-current=step]');
    const body = present?.closest<HTMLElement>('.steps');
    if (present === null || body === null || body === undefined) return;
    const { top, bottom } = present.getBoundingClientRect();
    const seen = body.getBoundingClientRect();
    if (top >= seen.top && bottom <= seen.bottom - FADE) return;
    body.scrollTop += top - seen.top - seen.height / 3;
  }

  readonly #drawn = (): HTMLElement | null => this.renderRoot.querySelector('.body');

  /** What a picture of the view says of itself. */
  #about(): string {
    const { session } = this;
    if (session === undefined) return '';
    const { edition, position, length } = session;
    return this.messages.share.picture.description({ edition: edition.edition, n: position, of: length });
  }

  /** Puts the keyboard into the diagram. */
  focusBody(): void {
    this.renderRoot.querySelector<HTMLElement>('.body')?.focus();
  }

  #diagram(): unknown {
    const { session } = this;
    if (session === undefined || this.width <= 0) return nothing;
    const drawn = session.read((heap) => this.#draw(session, heap));
    return drawn ?? (session.loading ? html`<p class="note" role="status">${this.messages.ui.loading}</p>` : nothing);
  }

  #draw(session: Session, heap: Heap): unknown {
    const options: DiagramOptions = {
      edition: session.edition,
      changed: session.changed,
      selected: session.selection,
      onSelect: (address) => {
        session.select(address);
      },
      messages: this.messages,
      names: (operation) => session.namesIn(operation, this.messages),
      made: session.explanations.at(-1)?.result ?? undefined,
      width: this.width,
    };
    const { arena, pool } = session.selection;
    switch (this.view) {
      case 'arenas':
        return arenasDiagram(heap.arenas(), options);
      case 'heap-map':
        return this.#drawMap(session, options);
      case 'arena':
        return arena === undefined ? empty(options.messages.arenaView.none) : arenaDiagram(heap.arena(arena), options);
      case 'pool':
        return pool === undefined ? noPool(options) : poolDiagram(heap.pool(pool), options);
      case 'usedpools':
        return usedPoolsDiagram(heap.usedpools(), options);
      case 'size-classes':
        return sizeClassesDiagram(heap.stats(), {
          ...options,
          ...lastRequest(session),
          changedClasses: changedClasses(heap, session.edition, session.changed),
        });
      case 'bytes':
        return this.#drawBytes(session, heap, options);
      case 'layers':
        return layersDiagram(session.explanations.at(-1), options);
      case 'explain':
        return explainDiagram(
          {
            explanations: [...session.explanations],
            total: session.told?.count ?? 0,
            label: session.told?.label(this.messages) ?? '',
            inside: session.inside,
            onStepInto: (operation) => {
              session.stepTo(operation, 0);
            },
            onStep: (operation, mark) => {
              session.stepTo(operation, mark);
            },
          },
          options,
        );
      case 'arithmetic':
        return arithmeticDiagram(arithmeticAtHand(session, heap), options);
      case 'compare':
        return this.#drawComparison(session, options);
      case 'timeline':
        return html`<pm-operations .session=${session} .options=${options}></pm-operations>`;
      case 'objects':
        return this.#drawObjects(session, options);
      case 'generations':
        return generationsDiagram(heap.generations(this.width < WIDE ? FEW_MEMBERS : MANY_MEMBERS), options);
    }
  }

  /** Its code comes when it is first seen, and with it the whole core: for an empty heap neither. */
  #drawMap(session: Session, options: DiagramOptions): TemplateResult {
    if (!session.heap.isWhole && session.length === 0) return empty(options.messages.heapMap.empty);
    if (customElements.get('pm-heap-map') === undefined) {
      if (this.visible) this.#loadMap();
      return empty(options.messages.heapMap.loading);
    }
    return html`<pm-heap-map .session=${session} .options=${options} .visible=${this.visible}></pm-heap-map>`;
  }

  #loadMap(): void {
    void import('../heap-map/index.ts').then(() => {
      this.requestUpdate();
    });
  }

  #drawComparison(session: Session, options: DiagramOptions): unknown {
    const { list } = options.messages.timeline;
    const pair = pairOf(session.compared);
    const { comparison } = session;
    if (pair === undefined || comparison === undefined) return empty(list.compareNothing);
    return html`<div class="end">
        <button
          @click=${() => {
            session.endComparison();
          }}
        >
          ${list.compareEnd}
        </button>
      </div>
      ${compareDiagram({ ...pair, comparison }, options)}`;
  }

  #drawBytes(session: Session, heap: Heap, options: DiagramOptions): unknown {
    const address = session.selection.address ?? session.selection.pool;
    if (address === undefined) return empty(options.messages.bytesView.none);
    if (address !== this.#bytesFor) {
      this.#bytesFor = address;
      this.#bytesFrom = alignDown(Math.max(0, address - LEAD), 16);
    }
    const segment = heap.segments().find(({ at, len }) => address >= at && address < at + len);
    if (segment === undefined) return empty(options.messages.bytesView.unmapped);
    const end = segment.at + segment.len;
    // Paging stops at the ends of what is mapped.
    const from = Math.max(segment.at, Math.min(this.#bytesFrom ?? address, end - this.#window));
    this.#bytesFrom = from;
    const length = Math.min(this.#window, end - from);
    return bytesDiagram({ ...heap.spans(from, length), bytes: heap.bytes(from, length) }, options);
  }

  #drawObjects(session: Session, options: DiagramOptions): unknown {
    const view = session.objects;
    if (view === undefined) return nothing;
    return objectsDiagram(view, {
      ...options,
      cells: this.#layout.place(view, columnsIn(this.width, view.objects.length)),
      asTable: this.asTable,
      onTable: (asTable) => {
        this.asTable = asTable;
      },
      onArrange: () => {
        this.#layout.clear();
        this.requestUpdate();
      },
      linking: this.still ? undefined : this.#linking,
    });
  }

  #link(from: number, to: number): void {
    const { session } = this;
    if (session?.objects === undefined) return;
    const graph = new ObjectGraph(session.objects, this.messages);
    void session.request(linkRequest(graph, from, to));
  }

  get #window(): number {
    return this.width < WIDE ? NARROW_WINDOW : WIDE_WINDOW;
  }

  #paging(): TemplateResult {
    const words = this.messages.bytesView;
    const page = (direction: number) => () => {
      if (this.#bytesFrom === undefined) return;
      this.#bytesFrom += direction * this.#window;
      this.requestUpdate();
    };
    return html`<div class="paging">
      <button @click=${page(-1)}>${words.earlier}</button>
      <button @click=${page(1)}>${words.later}</button>
    </div>`;
  }
}

function empty(text: string): TemplateResult {
  return html`<p class="note">${text}</p>`;
}

function lastRequest(session: Session): { lastRequest?: number } {
  const operation = session.explanations.at(-1)?.operation;
  const nbytes = operation === undefined ? undefined : requested(operation);
  return nbytes === undefined ? {} : { lastRequest: nbytes };
}

function requested(operation: Operation): number | undefined {
  switch (operation.op) {
    case 'malloc':
    case 'realloc':
      return operation.nbytes;
    case 'calloc':
      return operation.nelem * operation.elsize;
    default:
      return undefined;
  }
}
