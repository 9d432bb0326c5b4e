// The page's shell: header, controls, messages, views. Makes the session; what it does is the store's.

import { ContextProvider } from '@lit/context';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { startSmallCore } from '../core.ts';
import { bytes } from '../format.ts';
import { type ArenaAlignment } from '../generated/ArenaAlignment.ts';
import { type EditionInfo } from '../generated/EditionInfo.ts';
import { type LessonState } from '../lesson.ts';
import { bestLanguage, type Language, loadMessages } from '../locales/language.ts';
import { type Messages, type ViewName } from '../locales/messages.ts';
import { type ObjectScenarioId } from '../object-scenarios.ts';
import { sharing } from '../share/later.ts';
import { type Shown } from '../share/sharing.ts';
import { type PlaceQuestion, type Question } from '../predict/question.ts';
import { pairOf } from '../session/comparison.ts';
import { type Inside } from '../stepping.ts';
import { wayTo } from '../site-ways.ts';
import { nextTask } from '../slices.ts';
import { Session } from '../store.ts';
import { type Topic, topics } from '../topics.ts';
import { loadView, wordsOf } from '../views/index.ts';
import { baseStyle, controlsStyle } from './controls-style.ts';
import { type PmControls } from './pm-controls.ts';
import { need } from './later.ts';
import { messagesContext } from './pm-element.ts';
import { drawSlices } from './draw-slices.ts';
import { type PmLesson } from './pm-lesson.ts';
import { type PmView } from './pm-view.ts';
import { SessionController } from './session-controller.ts';

const FIRST_EDITION = 'cpython-3.10-32';

/** What is in sight at first is drawn as one, when all of it is there (scripts/first-view.mjs). */
const FIRST_VIEWS: readonly ViewName[] = ['pool', 'arena', 'heap-map', 'explain', 'arithmetic', 'layers'];

/** Beside the header and the bar at the bottom: what one does, and what one sees. */
const PARTS = 2;
const ALL = PARTS + 1;

/** Between what stays at the top and what is scrolled to. */
const GAP = 12;

const THEMES = ['auto', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

/** The view in which a question is answered. */
const answeredIn: Record<PlaceQuestion['by'], ViewName> = { block: 'pool', pool: 'arena', objects: 'objects' };

/** The views of each topic, in columns. All of them are about the same heap. */
const columns: Record<Topic, readonly (readonly ViewName[])[]> = {
  allocator: [
    ['explain', 'arithmetic', 'layers'],
    ['pool', 'arena', 'heap-map', 'arenas', 'size-classes'],
    ['timeline', 'bytes', 'usedpools'],
  ],
  objects: [
    ['objects', 'generations'],
    ['explain', 'timeline', 'arithmetic', 'layers'],
    ['pool', 'bytes'],
  ],
};

/**
 * The whole explorer. What stands in it is shown until it runs.
 *
 * @tagname pm-explorer
 * @attr theme - auto, light or dark
 * @attr topic - allocator or objects
 * @attr lang - en or zh-Hans; where there is none, what the browser prefers
 * @fires language-change - all elements inside speak its language from this moment on
 */
export class PmExplorer extends LitElement {
  static override readonly properties = {
    session: { state: true },
    drawn: { state: true },
    broken: { state: true },
    dropping: { state: true },
    meanings: { state: true },
    theme: { type: String, reflect: true },
    topic: { type: String, reflect: true },
    language: { attribute: 'lang', reflect: true, converter: { fromAttribute: wantedLanguage } },
    messages: { state: true },
    silent: { state: true },
    change: { attribute: false },
  };
  static override readonly styles = [
    baseStyle,
    controlsStyle,
    css`
      .head {
        border-bottom: 1px solid var(--pm-border);
        background: var(--pm-surface);
      }
      .head-row {
        display: flex;
        flex-wrap: wrap;
        gap: 12px 24px;
        align-items: end;
        padding: 16px 24px;
      }
      .name {
        flex: 1 1 480px;
        min-width: 0;
      }
      h1 {
        margin: 0;
        font-size: 20px;
        line-height: 28px;
        font-weight: 650;
        letter-spacing: -0.01em;
      }
      .ways,
      .ways nav {
        display: flex;
        flex-wrap: wrap;
        gap: 0 16px;
        align-items: baseline;
      }
      .ways a {
        padding-block: 2px;
        color: var(--pm-accent);
        font-size: 14px;
        line-height: 24px;
        text-underline-offset: 3px;
      }
      .ways h1 a {
        color: inherit;
        font: inherit;
        text-decoration: none;
      }
      .ways h1 a:hover {
        text-decoration: underline;
      }
      .setup {
        display: grid;
        /* An edition's name is read whole; the other choices are known by how they begin. */
        grid-template-columns: minmax(max-content, auto) minmax(0, auto);
        gap: 8px 12px;
      }
      #edition-note {
        grid-column: 1 / -1;
        /* As wide as the choices are, whatever it says. */
        width: 0;
        min-width: 100%;
      }
      .setup pm-share {
        align-self: end;
      }
      .topics {
        display: flex;
        flex-wrap: wrap;
        padding: 0 16px;
      }
      .topics button {
        min-height: 44px;
        padding: 0 16px;
        border: 0;
        border-bottom: 3px solid transparent;
        border-radius: 0;
        background: none;
        color: var(--pm-text-muted);
        font-size: 15px;
      }
      .topics button:hover {
        color: var(--pm-text);
      }
      .topics button[aria-selected='true'] {
        border-bottom-color: var(--pm-accent);
        color: var(--pm-text);
      }
      .page {
        display: flex;
        flex-direction: column;
        gap: 16px;
        padding: 16px;
      }
      aside,
      .top,
      .legend-band {
        padding: 16px;
        border: 1px solid var(--pm-border);
        border-radius: 8px;
        background: var(--pm-surface);
      }
      .legend-band {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 8px 16px;
        align-items: start;
        order: 1;
        padding: 8px 16px;
      }
      .legend-band button {
        min-height: 28px;
        padding: 0 10px;
        font-size: 12px;
      }
      .views {
        order: 2;
      }
      /* Where there is height to spare the legend stays in sight; elsewhere it stands in front of the diagrams. */
      @media (min-width: 1280px) and (min-height: 840px) {
        .legend-band {
          order: 3;
          position: sticky;
          bottom: var(--pm-dock, 0px);
          z-index: 2;
          max-height: 50vh;
          overflow: auto;
        }
      }
      /* On a narrow screen what a click did stays in sight above the controls. */
      main {
        display: contents;
      }
      .top {
        position: sticky;
        top: 0;
        z-index: 2;
        order: -1;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
        max-height: 24vh;
        padding: 8px 12px;
        overflow: auto;
      }
      /* A step of a scenario is read before the next is taken. */
      .top.learning {
        max-height: 46vh;
      }
      @media (max-width: 799px) {
        .top.learning pm-breadcrumb {
          display: none;
        }
      }
      .views,
      .column {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
        align-content: start;
        align-items: start;
      }
      .dropping {
        outline: 3px dashed var(--pm-accent);
        outline-offset: -8px;
      }
      .fault {
        padding: 24px;
      }
      /* At hand wherever the page is scrolled to; --pm-dock is how high it is, for what stays in sight above it. */
      .dock {
        position: sticky;
        bottom: 0;
        z-index: 3;
      }
      :host([stepping]) .top {
        position: static;
        max-height: none;
      }
      @media (min-width: 800px) {
        .setup {
          grid-template-columns: repeat(5, auto);
        }
        .topics {
          padding: 0 24px;
        }
        .page {
          display: grid;
          grid-template-columns: 304px minmax(0, 1fr);
          align-items: start;
          gap: 24px;
          padding: 24px;
        }
        main {
          display: grid;
          grid-template-columns: minmax(0, 1fr);
          gap: 16px;
        }
        /* At hand wherever the page is scrolled to. */
        aside {
          position: sticky;
          top: 16px;
          max-height: calc(100vh - 32px - var(--pm-dock, 0px));
          overflow-y: auto;
        }
        /* Each act enables and disables all controls: those are painted anew that are in sight. */
        @supports (overflow-clip-margin: 16px) {
          aside > :is(pm-controls, pm-objects, pm-collector) {
            content-visibility: auto;
            contain-intrinsic-block-size: auto 640px;
            overflow-clip-margin: 16px;
          }
        }
        .top {
          order: 0;
          padding: 12px 16px;
        }
      }
      @media (min-width: 1280px) {
        .views {
          grid-template-columns: minmax(0, 6fr) minmax(0, 5fr);
          grid-template-rows: auto 1fr;
        }
        .views.objects {
          grid-template-columns: minmax(0, 7fr) minmax(0, 5fr);
        }
        .allocator .column:nth-child(2) {
          grid-area: 1 / 1 / 3 / 2;
        }
        .objects .column:nth-child(2) {
          grid-area: 1 / 2 / 3 / 3;
        }
      }
      @media (min-width: 1900px) {
        .page {
          grid-template-columns: 336px minmax(0, 1fr);
        }
        .views,
        .views.objects {
          grid-template-columns: repeat(3, minmax(0, 1fr));
          grid-template-rows: auto;
        }
        .views .column:nth-child(n) {
          grid-area: auto;
        }
      }
    `,
  ];

  declare session: Session | undefined;
  /** How many parts of the page are drawn; until it is all of them, what stood there before is seen. */
  declare drawn: number;
  declare broken: string;
  declare dropping: boolean;
  declare meanings: boolean;
  declare theme: Theme;
  declare topic: Topic;
  declare language: Language;
  /** What all elements inside speak; the language's own texts may still be on their way. */
  declare messages: Messages | undefined;
  /** The language that could not be loaded. */
  declare silent: Language | undefined;
  /** Changes to a newer build of the page; none where there is none. */
  declare change: (() => void) | undefined;

  readonly #provider = new ContextProvider(this, { context: messagesContext });

  #dock: Element | undefined;
  /** What else stays in sight leaves room for the bar. */
  readonly #docked = new ResizeObserver(([entry]) => {
    const height = entry?.borderBoxSize[0]?.blockSize ?? 0;
    for (const beside of this.renderRoot.querySelectorAll<HTMLElement>('aside, .legend-band')) {
      beside.style.setProperty('--pm-dock', `${Math.ceil(height)}px`);
    }
  });
  #started: Promise<void> | undefined;
  #opening: Promise<void> | undefined;
  /** The collector is asked for nothing before somebody wants objects: only the whole core has it. */
  #sawObjects = false;
  /** The scenario that was seen last. */
  #lesson: ObjectScenarioId | undefined;
  /** The question that was asked last. */
  #question: Question | undefined;

  constructor() {
    super();
    this.drawn = 0;
    this.broken = '';
    this.dropping = false;
    this.meanings = false;
    this.theme = 'auto';
    this.topic = 'allocator';
    this.language = wantedLanguage(null);
    this.silent = undefined;
    new SessionController(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.session !== undefined) return;
    drawSlices.begin();
    this.#started = this.#start();
  }

  /** Opens the session of a link; `fragment` is what stands behind its `#`. */
  async openLink(fragment: string): Promise<void> {
    await this.#started;
    if (this.session === undefined) return;
    const { openLink } = await sharing.load();
    this.#showOpened(await openLink(this.session, fragment));
  }

  async #start(): Promise<void> {
    try {
      await Promise.all([startSmallCore(FIRST_EDITION), this.#firstViews()]);
      this.session = new Session(FIRST_EDITION, 'aligned');
      await this.updateComplete;
      await this.#opening;
    } catch (error) {
      this.broken = error instanceof Error ? error.message : String(error);
    }
  }

  /** What is there at first is drawn in slices, and seen as one. */
  async #open(): Promise<void> {
    while (this.drawn < PARTS) {
      await nextTask();
      this.drawn += 1;
      await this.updateComplete;
    }
    await drawSlices.finish();
    this.drawn = ALL;
  }

  /** Code that cannot be loaded now is asked for again by whoever draws with it. */
  async #firstViews(): Promise<void> {
    need('legend');
    await Promise.all(FIRST_VIEWS.map(loadView)).catch(() => undefined);
  }

  /** Speaks its language as soon as the texts are there, all elements at once; until then, and without them, as before. */
  async #speak(language: Language): Promise<void> {
    try {
      const messages = await loadMessages(language, ['page', ...FIRST_VIEWS.flatMap((view) => wordsOf(view))]);
      if (this.language !== language) return;
      this.silent = undefined;
      this.messages = messages;
      this.#provider.setValue(messages);
      this.dispatchEvent(new CustomEvent<Language>('language-change', { detail: language }));
    } catch {
      if (this.language !== language) return;
      this.silent = language;
      if (this.messages !== undefined) this.language = bestLanguage([this.messages.lang]);
    }
  }

  override updated(changed: PropertyValues): void {
    this.#followDock();
    if (this.session !== undefined && this.messages !== undefined) this.#opening ??= this.#open();
    if (changed.has('language') && this.messages?.lang !== this.language) void this.#speak(this.language);
    this.#followSteps(this.session?.inside);
    this.#followLesson(this.session?.lesson);
    this.#followQuestion(this.session?.prediction.question);
    if (!changed.has('theme')) return;
    if (this.theme === 'auto') document.documentElement.removeAttribute('data-theme');
    else document.documentElement.setAttribute('data-theme', this.theme);
  }

  #followDock(): void {
    const dock = this.renderRoot.querySelector('.dock');
    if (dock === null || dock === this.#dock) return;
    this.#dock = dock;
    this.#docked.observe(dock);
  }

  /** Whoever steps into a collection sees its lists, and whoever sees no view at all the functions that run. */
  #followSteps(inside: Inside | undefined): void {
    const entered = inside !== undefined && !this.hasAttribute('stepping');
    this.toggleAttribute('stepping', inside !== undefined);
    if (!entered) return;
    const view = inside.sections.length > 0 ? 'generations' : this.#seesView() ? undefined : 'explain';
    if (view !== undefined) void this.#bringToTop(view);
  }

  /** Once all views are drawn: those above decide where it stands. */
  async #bringToTop(name: ViewName): Promise<void> {
    const views = [...this.renderRoot.querySelectorAll<PmView>('pm-view')];
    await Promise.all(views.map((view) => view.updateComplete));
    views.find(({ view }) => view === name)?.scrollIntoView({ block: 'start' });
  }

  #seesView(): boolean {
    const bottom = this.renderRoot.querySelector('.dock')?.getBoundingClientRect().top ?? window.innerHeight;
    return [...this.renderRoot.querySelectorAll('pm-view')].some((view) => {
      const { top, bottom: end } = view.getBoundingClientRect();
      return top < bottom && end > 0;
    });
  }

  /** Whoever begins a scenario sees the objects that it is about. */
  #followLesson(lesson: LessonState | undefined): void {
    const id = lesson === undefined || lesson.taken === 0 ? undefined : lesson.id;
    const begun = id !== undefined && id !== this.#lesson;
    this.#lesson = id;
    if (begun) void this.#uncover('objects');
  }

  /** Whoever is asked for something drawn sees where it is drawn. */
  #followQuestion(question: Question | undefined): void {
    const asked = question !== undefined && question !== this.#question;
    this.#question = question;
    if (asked && question.by !== 'choice') void this.#uncover(answeredIn[question.by]);
  }

  /** Scrolls to a view that is not in sight: its top comes to stand below what stays at the top. */
  async #uncover(name: ViewName): Promise<void> {
    const cover = this.renderRoot.querySelector<HTMLElement>('.top');
    const view = this.renderRoot.querySelector<PmView>(`pm-view[view=${name}]`);
    const lesson = this.renderRoot.querySelector<PmLesson>('pm-lesson');
    if (cover === null || view === null) return;
    await Promise.all([lesson?.updateComplete, view.updateComplete]);
    const covered = cover.getBoundingClientRect().height + GAP;
    const { top } = view.getBoundingClientRect();
    if (top >= covered && top < window.innerHeight / 2) return;
    window.scrollBy({ top: top - covered });
  }

  override render(): TemplateResult {
    const { session, messages } = this;
    if (messages === undefined) return html`<slot></slot>`;
    const { ui } = messages;
    this.#sawObjects ||= this.topic === 'objects';
    need('legend');
    if (session?.prediction.on === true) need('predict');
    if (this.broken !== '') {
      return html`<slot></slot><p class="fault" role="alert">${ui.unsupported({ error: this.broken })}</p>`;
    }
    const loading = html`<slot></slot><p class="fault" role="status">${messages.diagram.loading}</p>`;
    if (session === undefined) return loading;
    return html`${this.drawn < ALL ? loading : nothing}<div
      ?hidden=${this.drawn < ALL}
      class=${this.dropping ? 'dropping' : ''}
      @dragover=${this.#dragOver}
      @dragleave=${this.#dragLeave}
      @drop=${this.#drop}
      @show-bytes=${this.#showBytes}
      @opened=${this.#onOpened}
    >
      <header class="head">
        <div class="head-row">
          ${this.#title(messages)} ${this.#setup(session, messages)}
        </div>
        ${this.#topics(messages)}
      </header>
      <div class="page" id="topic" role="tabpanel">
        ${this.drawn > 0 ? this.#aside(session, messages) : nothing}
        ${this.drawn > 1 ? this.#main(session, messages) : nothing}
      </div>
      <div class="dock">
        <pm-update .session=${session} .shownNow=${this.#shownNow} .change=${this.change}></pm-update>
        ${session.prediction.on ? html`<pm-predict .session=${session}></pm-predict>` : nothing}
        <pm-timeline .session=${session}></pm-timeline>
      </div>
    </div>`;
  }

  #aside(session: Session, { ui }: Messages): TemplateResult {
    return html`<aside aria-label=${ui.controls}>
      ${this.topic === 'objects' ? this.#programs(session) : nothing}
      <pm-controls ?hidden=${this.topic !== 'allocator'} .session=${session}></pm-controls>
      ${this.#sawObjects ? this.#objectPanels(session) : nothing}
      <pm-undo .session=${session}></pm-undo>
      <pm-predict-switch .session=${session}></pm-predict-switch>
      ${this.topic === 'allocator' ? this.#programs(session) : nothing}
    </aside>`;
  }

  #main(session: Session, { ui }: Messages): TemplateResult {
    return html`<main>
      <div class="top ${session.lesson === undefined ? '' : 'learning'}">
        <pm-breadcrumb .session=${session}></pm-breadcrumb>
        <pm-messages .session=${session}></pm-messages>
        ${this.#lessonPart(session)}
      </div>
      ${pairOf(session.compared) === undefined ? nothing : html`<pm-view view="compare" .session=${session}></pm-view>`}
      <div class="views ${this.topic}">
        ${columns[this.topic].map(
          (views) =>
            html`<div class="column">
              ${repeat(
                views,
                (view) => view,
                (view) => html`<pm-view view=${view} .session=${session}></pm-view>`,
              )}
            </div>`,
        )}
      </div>
      <div class="legend-band">
        <pm-legend ?objects=${this.topic === 'objects'} ?short=${!this.meanings}></pm-legend>
        <button aria-expanded=${this.meanings} @click=${this.#toggleMeanings}>${ui.legend}</button>
      </div>
    </main>`;
  }

  #title({ ui, lang }: Messages): TemplateResult {
    const home = wayTo('home', lang);
    const ways = (['guide', 'gallery'] as const).flatMap((name) => {
      const address = wayTo(name, lang);
      return address === undefined ? [] : [html`<a href=${address}>${ui.site[name]}</a>`];
    });
    return html`<div class="name">
      <div class="ways">
        <h1>${home === undefined ? ui.title : html`<a href=${home}>${ui.title}</a>`}</h1>
        ${ways.length === 0 ? nothing : html`<nav aria-label=${ui.site.label}>${ways}</nav>`}
      </div>
      <p class="note">${ui.intro}</p>
    </div>`;
  }

  #objectPanels(session: Session): TemplateResult {
    need('objects');
    const hidden = this.topic !== 'objects';
    return html`<pm-objects ?hidden=${hidden} .session=${session}></pm-objects>
      <pm-collector ?hidden=${hidden} .session=${session}></pm-collector>`;
  }

  #lessonPart(session: Session): TemplateResult | typeof nothing {
    const inviting = this.topic === 'objects' && session.told === undefined;
    if (session.lesson === undefined && !inviting) return nothing;
    need('lesson');
    return html`<pm-lesson .session=${session} .inviting=${inviting}></pm-lesson>`;
  }

  /** Where one starts with objects, and what one turns to after trying the allocator by hand. */
  #programs(session: Session): TemplateResult {
    return html`<pm-programs .session=${session} .topic=${this.topic} .seedOf=${this.#seed}></pm-programs>`;
  }

  #topics({ ui }: Messages): TemplateResult {
    return html`<div class="topics" role="tablist" aria-label=${ui.topics} @keydown=${this.#onTopicKey}>
      ${topics.map((topic) => {
        const chosen = topic === this.topic;
        return html`<button
          role="tab"
          id="topic-${topic}"
          aria-selected=${chosen}
          aria-controls="topic"
          tabindex=${chosen ? 0 : -1}
          @click=${() => {
            this.topic = topic;
          }}
        >
          ${ui.topic[topic]}
        </button>`;
      })}
    </div>`;
  }

  async #onTopicKey(event: KeyboardEvent): Promise<void> {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = topics[topics.indexOf(this.topic) + step];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    this.topic = next;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`#topic-${next}`)?.focus();
  }

  #setup(session: Session, messages: Messages): TemplateResult {
    const { ui } = messages;
    const still = session.busy || session.broken;
    return html`<div class="setup">
      <div class="field">
        <label for="edition">${ui.edition}</label>
        <select
          id="edition"
          aria-describedby="edition-note"
          ?disabled=${still}
          .value=${live(session.edition.edition)}
          @change=${this.#chooseEdition}
        >
          ${session.editions.map(
            ({ edition, version, word }) =>
              html`<option value=${edition} ?selected=${edition === session.edition.edition}>
                ${ui.editionOption({ version, bits: 8 * word })}
              </option>`,
          )}
        </select>
      </div>
      <div class="field">
        <label for="alignment">${ui.arenaAlignment}</label>
        <select
          id="alignment"
          ?disabled=${still}
          .value=${live<string>(session.alignment)}
          @change=${this.#chooseAlignment}
        >
          <option value="aligned">${ui.aligned}</option>
          <option value="unaligned">${ui.unaligned}</option>
        </select>
      </div>
      <div class="field">
        <label for="theme">${ui.theme}</label>
        <select id="theme" @change=${this.#chooseTheme}>
          ${THEMES.map((theme) => html`<option value=${theme}>${ui.themes[theme]}</option>`)}
        </select>
      </div>
      <pm-language
        .language=${messages.lang}
        .failed=${this.silent}
        @choose-language=${this.#chooseLanguage}
      ></pm-language>
      <pm-share .session=${session} .shownNow=${this.#shownNow}></pm-share>
      <p class="note" id="edition-note">${editionNote(session.edition, messages)}</p>
    </div>`;
  }

  readonly #seed = (): number => this.renderRoot.querySelector<PmControls>('pm-controls')?.seed ?? 1;

  #chooseEdition(event: Event): void {
    const value = event.target instanceof HTMLSelectElement ? event.target.value : '';
    const edition = this.session?.editions.find((known) => known.edition === value);
    if (edition !== undefined) void this.session?.configure(edition.edition, this.session.alignment);
  }

  #chooseAlignment(event: Event): void {
    const value = event.target instanceof HTMLSelectElement ? event.target.value : '';
    const alignment: ArenaAlignment = value === 'unaligned' ? 'unaligned' : 'aligned';
    void this.session?.configure(this.session.edition.edition, alignment);
  }

  #chooseTheme(event: Event): void {
    const value = event.target instanceof HTMLSelectElement ? event.target.value : '';
    this.theme = THEMES.find((theme) => theme === value) ?? 'auto';
  }

  #chooseLanguage(event: CustomEvent<Language>): void {
    this.language = event.detail;
  }

  #toggleMeanings(): void {
    this.meanings = !this.meanings;
  }

  #showBytes(): void {
    const view = this.renderRoot.querySelector<PmView>('pm-view[view=bytes]');
    view?.scrollIntoView({ block: 'nearest' });
    view?.focusBody();
  }

  #dragOver(event: DragEvent): void {
    if (event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault();
    this.dropping = true;
  }

  #dragLeave(event: DragEvent): void {
    // Leaving a child for its parent is not leaving the page.
    if (event.relatedTarget === null) this.dropping = false;
  }

  #drop(event: DragEvent): void {
    this.dropping = false;
    const file = event.dataTransfer?.files[0];
    if (file === undefined) return;
    event.preventDefault();
    void this.#openFile(file);
  }

  async #openFile(file: File): Promise<void> {
    if (this.session === undefined) return;
    const { openFile } = await sharing.load();
    this.#showOpened(await openFile(this.session, file, file.name));
  }

  #onOpened(event: CustomEvent<Shown>): void {
    this.#showOpened(event.detail);
  }

  /** A session that was opened is shown as whoever shared it saw it. */
  #showOpened(shown: Shown | undefined): void {
    if (shown === undefined) return;
    this.topic = shown.topic ?? this.topic;
    this.language = shown.lang ?? this.language;
    const { view } = shown;
    if (view !== undefined) void this.updateComplete.then(() => this.#uncover(view));
  }

  readonly #shownNow = (): Shown => ({ topic: this.topic, view: this.#viewInSight(), lang: this.language });

  /** The view that the page was scrolled to; none at its top. */
  #viewInSight(): ViewName | undefined {
    if (window.scrollY === 0) return undefined;
    const covered = this.renderRoot.querySelector('.top')?.getBoundingClientRect().height ?? 0;
    const views = [...this.renderRoot.querySelectorAll<PmView>('pm-view')];
    const distances = views.map((view) => Math.abs(view.getBoundingClientRect().top - covered));
    return views[distances.indexOf(Math.min(...distances))]?.view;
  }
}

function editionNote(edition: EditionInfo, { ui }: Messages): string {
  return ui.editionNote({
    alignment: edition.alignment,
    pool: bytes(edition.poolSize),
    arenaSize: bytes(edition.arenaSize),
  });
}

/** The language of a `lang` attribute; without one, the browser's. */
function wantedLanguage(attribute: string | null): Language {
  return bestLanguage(attribute === null ? navigator.languages : [attribute]);
}
