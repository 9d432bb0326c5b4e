// The list of all acts, operations and steps: draws the rows in sight, and goes where one clicks. Knows what is open and
// which row the keyboard is on; everything else is the session's.

import { css, html, nothing, type TemplateResult } from 'lit';
import { type TimelineRow, timelineRows } from '../diagrams/timeline.ts';
import { timelineStyle } from '../diagrams/timeline-style.ts';
import { type DiagramOptions } from '../diagrams/options.ts';
import { diagramStyles } from '../diagrams/styles.ts';
import { isSamePlace, pairOf } from '../session/comparison.ts';
import { type Place } from '../session/timeline.ts';
import { type Session } from '../store.ts';
import { type Row, TimelineRows } from '../timeline-rows.ts';
import { TimelineTexts } from '../timeline-texts.ts';
import { baseStyle, controlsStyle } from './controls-style.ts';
import { PmElement } from './pm-element.ts';
import { SessionController } from './session-controller.ts';

/** As the style says. */
const ROW_HEIGHT = 32;
const ROWS_IN_SIGHT = 12;
/** Browsers do not lay out what is much higher; beyond it the list scrolls in proportion. */
const MOST_HEIGHT = 8_000_000;

/**
 * Everything that was done, as a tree.
 *
 * @tagname pm-operations
 */
export class PmOperations extends PmElement {
  static override readonly properties = {
    session: { attribute: false },
    options: { attribute: false },
    from: { state: true },
    active: { state: true },
  };
  static override readonly styles = [
    baseStyle,
    controlsStyle,
    diagramStyles,
    timelineStyle,
    css`
      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
        margin-block-end: 8px;
      }
      .tools button {
        min-height: 32px;
        padding: 0 10px;
        font-size: 12px;
      }
      .list {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        max-height: 386px;
        overflow: hidden auto;
        border: 1px solid var(--pm-border);
        border-radius: 6px;
      }
      /* The rows in sight stay there, in front of a space as high as all rows. */
      .space,
      .sight {
        grid-area: 1 / 1;
      }
      .sight {
        position: sticky;
        top: 0;
        align-self: start;
        overflow: hidden;
      }
      .empty {
        padding: 8px 12px;
      }
    `,
  ];

  declare session: Session | undefined;
  declare options: DiagramOptions | undefined;
  /** The first row in sight. */
  declare from: number;
  /** The row that the keyboard is on. */
  declare active: number;

  readonly #openActs = new Set<number>();
  readonly #openOperations = new Map<number, number>();
  #rows = new TimelineRows([], { acts: this.#openActs, operations: this.#openOperations });
  #seen: Place = { operation: -1 };
  #acts: unknown;

  constructor() {
    super();
    this.from = 0;
    this.active = 0;
    new SessionController(this);
  }

  override render(): TemplateResult | typeof nothing {
    const { session, options } = this;
    if (session === undefined || options === undefined) return nothing;
    this.#readRows(session);
    const { list } = this.messages.timeline;
    // A tree has items. Without any it keeps the focus, if it has it, and the keyboard does not stop at it.
    const empty = this.#rows.total === 0;
    return html`${session.keepsHistory ? nothing : html`<p class="note">${this.messages.historySwitch.timeline}</p>`}${this.#tools(session)}
      <div
        class="list"
        role=${empty ? 'group' : 'tree'}
        aria-label=${list.label}
        aria-activedescendant=${empty ? nothing : `row-${this.active}`}
        tabindex=${empty ? -1 : 0}
        @scroll=${this.#onScroll}
        @keydown=${this.#onKey}
      >
        <div class="space" role="none"></div>
        <div class="sight" role="none">
          ${timelineRows(
            {
              rows: this.#inSight(session),
              total: this.#rows.total,
              active: this.active,
              onGo: this.#go,
              onToggle: this.#toggle,
            },
            options,
          )}
        </div>
      </div>`;
  }

  override updated(): void {
    const space = this.renderRoot.querySelector<HTMLElement>('.space');
    if (space === null) return;
    // Markup with styles of its own would not pass the page's policy.
    space.style.height = `${Math.min(this.#rows.total * ROW_HEIGHT, MOST_HEIGHT)}px`;
    this.#follow();
  }

  #tools(session: Session): TemplateResult {
    const { list } = this.messages.timeline;
    const { place, compared, length } = session;
    const still = session.busy || session.broken || length === 0;
    const isA = isSamePlace(place, compared.a);
    return html`<div class="tools" data-tool>
      <button
        ?disabled=${still || isA}
        @click=${() => {
          session.compareFrom(place);
        }}
      >
        ${list.compareFrom}
      </button>
      <button
        ?disabled=${still || compared.a === undefined || isA}
        @click=${() => {
          session.compareWith(place);
        }}
      >
        ${list.compareWith}
      </button>
      ${this.#compared(session)}
    </div>`;
  }

  #compared(session: Session): TemplateResult | typeof nothing {
    const { list } = this.messages.timeline;
    const { a } = session.compared;
    if (a === undefined) return nothing;
    const pair = pairOf(session.compared);
    return html`<span class="note">${
      pair === undefined
        ? list.comparingFrom({ a: this.#placeWords(a) })
        : list.comparing({ a: this.#placeWords(pair.a), b: this.#placeWords(pair.b) })
    }</span
      ><button
        @click=${() => {
          session.endComparison();
        }}
      >
        ${list.compareEnd}
      </button>`;
  }

  #placeWords({ operation, mark }: Place): string {
    const { list } = this.messages.timeline;
    return mark === undefined ? list.placeAfter({ n: operation }) : list.placeInside({ n: operation, mark });
  }

  #readRows(session: Session): void {
    const { acts } = session;
    // What was open is something else after a reset.
    if (acts !== this.#acts) this.#close();
    this.#acts = acts;
    this.#rows = new TimelineRows(acts, { acts: this.#openActs, operations: this.#openOperations });
    this.active = Math.max(0, Math.min(this.active, this.#rows.total - 1));
  }

  #close(): void {
    this.#openActs.clear();
    this.#openOperations.clear();
  }

  #inSight(session: Session): TimelineRow[] {
    const texts = new TimelineTexts(session);
    const from = Math.max(0, Math.min(this.from, this.#rows.total - ROWS_IN_SIGHT));
    const rows = Array.from({ length: ROWS_IN_SIGHT }, (_, index) => this.#rows.at(from + index));
    return texts.tell(
      rows.filter((row) => row !== undefined),
      from,
    );
  }

  /** The row where one stands comes into sight when one moved. */
  #follow(): void {
    const { session } = this;
    if (session === undefined || isSamePlace(session.place, this.#seen)) return;
    this.#seen = session.place;
    const index = this.#rows.indexOf(session.place);
    this.active = Math.max(0, index);
    this.#show(this.active);
  }

  #show(index: number): void {
    const last = this.from + ROWS_IN_SIGHT - 1;
    if (index < this.from) this.#scrollTo(index);
    else if (index > last) this.#scrollTo(index - ROWS_IN_SIGHT + 1);
  }

  #scrollTo(from: number): void {
    const tree = this.renderRoot.querySelector('.list');
    if (tree === null) return;
    const most = Math.max(0, this.#rows.total - ROWS_IN_SIGHT);
    this.from = Math.max(0, Math.min(from, most));
    tree.scrollTop = most === 0 ? 0 : (this.from / most) * (tree.scrollHeight - tree.clientHeight);
  }

  readonly #onScroll = (event: Event): void => {
    const tree = event.target;
    if (!(tree instanceof HTMLElement)) return;
    const most = Math.max(0, this.#rows.total - ROWS_IN_SIGHT);
    const room = tree.scrollHeight - tree.clientHeight;
    this.from = room <= 0 ? 0 : Math.round((tree.scrollTop / room) * most);
  };

  readonly #go = (index: number): void => {
    const { session } = this;
    const row = this.#rows.at(index);
    if (session === undefined || row === undefined) return;
    this.active = index;
    switch (row.kind) {
      case 'act':
        session.visit(row.act);
        return;
      case 'operation':
        session.seek(row.operation);
        return;
      case 'step':
        session.stepTo(row.operation, row.mark);
    }
  };

  readonly #toggle = (index: number): void => {
    const row = this.#rows.at(index);
    if (row === undefined || row.kind === 'step') return;
    this.active = index;
    if (row.kind === 'act') this.#toggleAct(row.act.first);
    else this.#toggleOperation(row.operation);
    this.requestUpdate();
  };

  #toggleAct(first: number): void {
    if (!this.#openActs.delete(first)) this.#openActs.add(first);
  }

  #toggleOperation(operation: number): void {
    if (this.#openOperations.delete(operation)) return;
    const marks = this.session?.read((heap) => heap.stepCount(operation)) ?? 0;
    if (marks > 0) this.#openOperations.set(operation, marks);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const row = this.#rows.at(this.active);
    if (row === undefined || !this.#key(event.key, row)) return;
    event.preventDefault();
  };

  /** Answers whether the key is one of a tree's. */
  #key(key: string, row: Row): boolean {
    switch (key) {
      case 'ArrowDown':
        return this.#activate(this.active + 1);
      case 'ArrowUp':
        return this.#activate(this.active - 1);
      case 'PageDown':
        return this.#activate(this.active + ROWS_IN_SIGHT);
      case 'PageUp':
        return this.#activate(this.active - ROWS_IN_SIGHT);
      case 'Home':
        return this.#activate(0);
      case 'End':
        return this.#activate(this.#rows.total - 1);
      case 'ArrowRight':
        return this.#open(row);
      case 'ArrowLeft':
        return this.#closeOrLeave(row);
      case 'Enter':
      case ' ':
        this.#go(this.active);
        return true;
      default:
        return false;
    }
  }

  #activate(index: number): boolean {
    this.active = Math.max(0, Math.min(index, this.#rows.total - 1));
    this.#show(this.active);
    return true;
  }

  #open(row: Row): boolean {
    if (row.kind === 'step') return true;
    if (row.open) return this.#activate(this.active + 1);
    this.#toggle(this.active);
    return true;
  }

  #closeOrLeave(row: Row): boolean {
    if (row.kind !== 'step' && row.open) this.#toggle(this.active);
    else this.#activate(Math.max(0, this.#rows.parentOf(row)));
    return true;
  }
}
