// One view in its panel: brings what there is to show, only while it can be seen, to what draws it, which is loaded when it
// is first seen.

import { css, type CSSResult, html, noChange, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { type DiagramOptions } from '../diagrams/options.ts';
import { whenIdle } from '../idle.ts';
import { NotLoaded } from '../later.ts';
import { type ViewName } from '../locales/messages.ts';
import { type Sight } from '../session/sight.ts';
import { type Drawing, note, type Panel, type View } from '../views/drawing.ts';
import { loadView, viewNamed } from '../views/index.ts';
import { baseStyle } from './controls-style.ts';
import { adopt, PmElement } from './pm-element.ts';
import { SessionController } from './session-controller.ts';
import { turns } from './turns.ts';

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
export class PmView extends PmElement implements Panel {
  static override readonly properties = {
    session: { attribute: false },
    view: { type: String, reflect: true },
    visible: { state: true },
    width: { state: true },
    embedded: { type: Boolean, reflect: true },
    picture: { attribute: false },
    still: { attribute: false },
  };
  static override readonly styles = [
    baseStyle,
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
      /* The end fades where more follows; where nothing does, room is left for it. */
      @media screen and (max-width: 1899px) {
        :host([view='explain']:not([embedded])) .body:not(:has(.window)) {
          max-height: 640px;
          padding-bottom: 32px;
          mask-image: linear-gradient(to bottom, black calc(100% - 32px), transparent);
        }
        /* Of hundreds of steps those are laid out and painted that are in sight. */
        :host([view='explain']:not([embedded])) .body:not(:has(.window)) .steps > li:nth-child(n + 25) {
          content-visibility: auto;
          contain-intrinsic-block-size: auto 52px;
          overflow-clip-margin: 8px;
        }
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

  declare session: Sight | undefined;
  declare view: ViewName;
  declare visible: boolean;
  declare width: number;
  /** In somebody else's page: the element around it has the frame, and nothing in it is a landmark of that page. */
  declare embedded: boolean;
  /** Whether the view can be saved as a picture. */
  declare picture: boolean;
  /** Objects are only looked at: none is linked to another in the drawing. */
  declare still: boolean;

  #seen: IntersectionObserver | undefined;
  #sized: ResizeObserver | undefined;
  /** What is drawn, and what draws it. */
  #drawing: { readonly name: ViewName; readonly view: View; readonly it: Drawing } | undefined;
  #isAwaited = false;
  #catchUp = false;
  #following = false;

  constructor() {
    super();
    this.view = 'pool';
    this.visible = false;
    this.width = 0;
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

  dress(styles: readonly CSSResult[]): void {
    adopt(this.renderRoot, styles);
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
    if (!this.hasUpdated) return super.scheduleUpdate();
    return this.drawAt((draw) => {
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
            ? html`<pm-picture .drawn=${this.#drawn} .label=${title} .about=${this.#about}></pm-picture>`
            : nothing
        }
        <p class="note">${description}</p>
      </div>
      <div class="body" part="diagram" role=${this.embedded ? 'group' : 'region'} aria-labelledby="title" tabindex="0">${this.#diagram()}</div>
      ${this.#drawing?.it.below?.(this.messages) ?? nothing}
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
  readonly #about = (): string => {
    const { session } = this;
    if (session === undefined) return '';
    const { edition, position, length } = session;
    return this.messages.picture.description({ edition: edition.edition, n: position, of: length });
  };

  /** Puts the keyboard into the diagram. */
  focusBody(): void {
    this.renderRoot.querySelector<HTMLElement>('.body')?.focus();
  }

  #diagram(): unknown {
    const { session } = this;
    if (session === undefined || this.width <= 0) return nothing;
    const drawing = this.#begun();
    if (drawing === undefined) return this.#await();
    try {
      const drawn = session.read((heap) => drawing.draw({ session, heap, options: this.#options(session) }));
      return drawn ?? (session.loading ? this.#waiting() : nothing);
    } catch (error) {
      if (!(error instanceof NotLoaded)) throw error;
      this.drawWhen(error.loaded);
      return noChange;
    }
  }

  #waiting(): TemplateResult {
    return html`<p class="note" role="status">${this.messages.diagram.loading}</p>`;
  }

  /** What draws the view, if it is loaded. */
  #begun(): Drawing | undefined {
    const { view: name } = this;
    if (this.#drawing?.name === name) return this.#drawing.it;
    const view = viewNamed(name);
    if (view === undefined) return undefined;
    this.dress(view.styles);
    this.#drawing = { name, view, it: view.begin(this) };
    return this.#drawing.it;
  }

  /** Its code comes when it can be seen, or when there is nothing better to do. */
  #await(): TemplateResult {
    if (this.embedded) this.#load();
    else if (!this.#isAwaited) {
      this.#isAwaited = true;
      // Before those above it are drawn, it is in sight where it does not stay.
      setTimeout(() => {
        if (this.visible) this.#load();
        else this.#isAwaited = false;
      }, LAG_MS);
      whenIdle(() => {
        this.#load();
      });
    }
    return note(this.messages.diagram.loading);
  }

  #load(): void {
    this.drawWhen(loadView(this.view));
  }

  // Whoever waits for the drawing wants it now; what only follows later waits for its turn.
  protected override getUpdateComplete(): Promise<boolean> {
    const isWanted = !this.#catchUp && this.session !== undefined && this.width > 0;
    if (isWanted && viewNamed(this.view) === undefined) this.#load();
    return super.getUpdateComplete();
  }

  #options(session: Sight): DiagramOptions {
    return {
      edition: session.edition,
      changed: session.changed,
      selected: session.selection,
      onSelect: (address) => {
        session.wake((awake) => {
          awake.select(address);
        });
      },
      messages: this.messages,
      names: (operation) => session.namesIn(operation, this.messages),
      made: session.explanations.at(-1)?.result ?? undefined,
      width: this.width,
    };
  }
}
