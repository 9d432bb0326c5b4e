// <pymalloc-explorer>: its attributes, properties and methods, and when the rest is loaded. Small, for it is there on every
// page that has one; draws nothing but the place that it keeps free. Does not register itself.

import { type ArenaAlignment } from '../generated/ArenaAlignment.ts';
import { type Edition } from '../generated/Edition.ts';
import { type Stats } from '../generated/Stats.ts';
import { type Speed } from '../session/player.ts';
import { type EmbedEvents } from './events.ts';
import { languageAround } from './host-language.ts';
import { type Deeds, type Done, type Kept, type Mounted } from './mounted.ts';
import {
  type BadValue,
  type Loading,
  observedAttributes,
  readSettings,
  type Settings,
  sourceAttributes,
  type Theme,
} from './settings.ts';
import { stubStyle } from './stub-style.ts';
import { stubWords } from './stub-words.ts';
import { type Views } from './views.ts';

/** So far before it comes into sight an element is loaded. */
const NEAR = '200px';

const warned = new Set<string>();

/**
 * CPython's memory, alive, in anybody's page: one view of it or several.
 *
 * @tagname pymalloc-explorer
 * @attr {string} lang - The language of the element. Without it, that of the page where the element stands.
 * @slot - What is shown until the element runs, in print without it, and beside an error. A program may stand here instead:
 *   as text, or in `pre`, `code` or `script type="text/plain"`. Beside pictures only, it may also be what tools make of it:
 *   paragraphs, or a code block within wrappers.
 * @slot caption - Below the views.
 * @slot toolbar-end - Further controls, at the end of the toolbar.
 * @csspart figure - Everything but the caption; it has the height.
 * @csspart toolbar - The controls.
 * @csspart view - Each view with its title.
 * @csspart diagram - The drawing of a view.
 * @csspart status - What the last click did.
 * @csspart caption - The caption.
 * @cssstate ready - It can be operated.
 * @cssstate error - The attributes, or the program, say something that cannot be done; the element tells what.
 * @fires {CustomEvent<undefined>} pymalloc-ready - It can be operated.
 * @fires {CustomEvent<ChangeDetail>} pymalloc-change - Something was done, undone or loaded.
 * @fires {CustomEvent<StepDetail>} pymalloc-step - One is at another step.
 * @fires {CustomEvent<SelectDetail>} pymalloc-select - Something was chosen.
 * @fires {CustomEvent<ErrorDetail>} pymalloc-error - Something could not be done.
 */
export class PymallocExplorer extends HTMLElement {
  static readonly observedAttributes = observedAttributes;
  /** The address of the script that authors use; the explorer's page lies beside it. In a bundle there is none. */
  static home: string | undefined;

  readonly #internals = this.attachInternals();
  readonly #root = this.attachShadow({ mode: 'open' });
  #settings: Settings;
  #bad: readonly BadValue[] = [];
  #mounted: Mounted | undefined;
  #loading: Promise<Mounted> | undefined;
  /** What was loaded before the element was taken out is freed before it is loaded again. */
  #unloading: Promise<void> = Promise.resolve();
  #ready = promised<this>();
  #inPage = promised<unknown>();
  /** Attributes that decide what is in the heap have changed while it was loading. */
  #isStale = false;
  /** Counts how often the element was unloaded: what began before is not for the present one. */
  #life = 0;
  #hasFailed = false;
  #sight: IntersectionObserver | undefined;
  #visible = false;
  /** Attributes that changed since the last microtask. */
  #changed: Set<string> | undefined;
  /** What the element showed before it was taken out of the page. */
  #kept: Kept | undefined;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [stubStyle()];
    this.#settings = readSettings(this).settings;
  }

  connectedCallback(): void {
    this.#read();
    this.#inPage.resolve(undefined);
    if (this.#loading === undefined) this.#drawStub();
    else this.#mounted?.moved();
    this.#sight = new IntersectionObserver(
      (entries) => {
        this.#see(entries.at(-1)?.isIntersecting ?? false);
      },
      { rootMargin: NEAR },
    );
    this.#sight.observe(this);
    this.#loadWhenWanted();
  }

  disconnectedCallback(): void {
    this.#sight?.disconnect();
    this.#visible = false;
    this.#inPage = promised();
    // Who is moved within the page is back before the next task.
    setTimeout(() => {
      if (!this.isConnected) this.#unload();
    });
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after || !this.isConnected) return;
    if (this.#changed !== undefined) {
      this.#changed.add(name);
      return;
    }
    this.#changed = new Set([name]);
    // Whoever sets several attributes sees one change.
    queueMicrotask(() => {
      const changed = this.#changed ?? new Set();
      this.#changed = undefined;
      this.#read();
      const fresh = [...changed].some((one) => sourceAttributes.has(one));
      if (fresh) this.#kept = undefined;
      if (this.#mounted === undefined) this.#isStale ||= fresh;
      else this.#mounted.update(this.#settings, this.#bad, fresh).catch(ignore);
      this.#loadWhenWanted();
    });
  }

  /** Resolves with the element once it can be operated; rejects where it cannot run here. It does not load it. */
  get ready(): Promise<this> {
    return this.#ready.promise;
  }

  /** How the blocks of each size class stand, as `sys._debugmallocstats()` has it; nothing before `ready`. */
  get stats(): Stats | undefined {
    return this.#mounted?.stats;
  }

  /**
   * Names of views, parted by spaces.
   * @attr
   * @default 'pool'
   */
  get view(): string {
    return this.#now.views.join(' ');
  }
  set view(view: string) {
    this.setAttribute('view', view);
  }

  /**
   * The version of CPython and its pointer size.
   * @attr
   * @default 'cpython-3.10-32'
   */
  get edition(): Edition {
    return this.#now.edition;
  }
  set edition(edition: Edition) {
    this.setAttribute('edition', edition);
  }

  /**
   * Whether arenas are aligned to pools, or 16 bytes off as an old `malloc` returned them.
   * @attr
   * @default 'aligned'
   */
  get arenas(): ArenaAlignment {
    return this.#now.arenas;
  }
  set arenas(arenas: ArenaAlignment) {
    this.setAttribute('arenas', arenas);
  }

  /**
   * The name of a scenario of the explorer, which is carried out as a whole.
   * @attr
   */
  get scenario(): string | undefined {
    return this.#now.scenario;
  }
  set scenario(scenario: string | undefined) {
    this.#put('scenario', scenario);
  }

  /**
   * The address of a trace or a session file.
   * @attr
   */
  get src(): string | undefined {
    return this.#now.src;
  }
  set src(src: string | undefined) {
    this.#put('src', src);
  }

  /**
   * The id of a code block of the page whose text is the program, or `previous` for the one before the element.
   * @attr for
   */
  get htmlFor(): string | undefined {
    return this.#now.htmlFor;
  }
  set htmlFor(id: string | undefined) {
    this.#put('for', id);
  }

  /**
   * A session, as a link of the explorer has it behind its `#`.
   * @attr
   */
  get state(): string | undefined {
    return this.#now.state;
  }
  set state(state: string | undefined) {
    this.#put('state', state);
  }

  /**
   * Where one begins: `12` is after 12 operations, `12.3` inside the 12th after 3 of its marks, `L3` after line 3 of the
   * program. Without it, the end.
   * @attr step
   */
  get startStep(): string | undefined {
    return this.#now.step;
  }
  set startStep(step: string | undefined) {
    this.#put('step', step);
  }

  /**
   * What is chosen to begin with: an address as `0x…`, or `usedpools[2]`, `arenas[0]` and the like.
   * @attr select
   */
  get startSelection(): string | undefined {
    return this.#now.select;
  }
  set startSelection(what: string | undefined) {
    this.#put('select', what);
  }

  /**
   * Names of controls, parted by spaces, or `none`. Without it, those that suit the views.
   * @attr
   */
  get controls(): string {
    return [...this.#now.controls].join(' ') || 'none';
  }
  set controls(controls: string) {
    this.setAttribute('controls', controls);
  }

  /**
   * One can look and step, but change nothing.
   * @attr readonly
   * @default false
   */
  get readOnly(): boolean {
    return this.#now.readOnly;
  }
  set readOnly(readOnly: boolean) {
    this.toggleAttribute('readonly', readOnly);
  }

  /**
   * Plays from its step, or from the beginning, when it comes into sight; not for whoever wants no motion.
   * @attr
   * @default false
   */
  get autoplay(): boolean {
    return this.#now.autoplay;
  }
  set autoplay(autoplay: boolean) {
    this.toggleAttribute('autoplay', autoplay);
  }

  /**
   * Steps in a second while it plays.
   * @attr
   * @default 2
   */
  get speed(): Speed {
    return this.#now.speed;
  }
  set speed(speed: Speed) {
    this.setAttribute('speed', String(speed));
  }

  /**
   * What scenarios that choose at random begin with.
   * @attr
   * @default 1
   */
  get seed(): number {
    return this.#now.seed;
  }
  set seed(seed: number) {
    this.setAttribute('seed', String(seed));
  }

  /**
   * `auto` is what the page is like where the element stands, also when that changes.
   * @attr
   * @default 'auto'
   */
  get theme(): Theme {
    return this.#now.theme;
  }
  set theme(theme: Theme) {
    this.setAttribute('theme', theme);
  }

  /**
   * When it is loaded: shortly before it comes into sight, at once, or when somebody clicks.
   * @attr
   * @default 'lazy'
   */
  get loading(): Loading {
    return this.#now.loading;
  }
  set loading(loading: Loading) {
    this.setAttribute('loading', loading);
  }

  /**
   * The height of everything but the caption: a number of pixels or a CSS length. It is kept free from the beginning.
   * @attr
   */
  get height(): string {
    return this.#now.height;
  }
  set height(height: string | number) {
    this.setAttribute('height', String(height));
  }

  /**
   * What the element is called for those who do not see it.
   * @attr
   */
  get label(): string | undefined {
    return this.#now.label;
  }
  set label(label: string | undefined) {
    this.#put('label', label);
  }

  /**
   * Elements of a page with the same name here show one heap.
   * @attr
   */
  get heap(): string | undefined {
    return this.#now.heap;
  }
  set heap(heap: string | undefined) {
    this.#put('heap', heap);
  }

  /**
   * The address of the explorer's page, `http:` or `https:`, for `shareURL()` and the link to it. Without it, `index.html`
   * beside the script; in a bundle nothing lies beside the script, and there is no link.
   * @attr
   */
  get explorer(): string | undefined {
    const { home } = PymallocExplorer;
    return this.#now.explorer ?? (home === undefined ? undefined : new URL('index.html', home).href);
  }
  set explorer(explorer: string | undefined) {
    this.#put('explorer', explorer);
  }

  /**
   * What `look` finds in the heap at the present step, with the reading methods of the package's `Heap`; nothing before
   * `ready`, where there is nothing at the address that was asked for, or where the element has not loaded what can tell it.
   */
  read<T>(look: (heap: Views) => T): T | undefined {
    return this.#mounted?.read(look);
  }

  /** As `read()`, after loading what can tell it: `statsText()`, `generations()`, `heldArenas()`, `canonicalState()`. */
  async ask<T>(look: (heap: Views) => T): Promise<T | undefined> {
    return (await this.#wake()).ask(look);
  }

  /** Allocates `count` blocks of `nbytes` bytes; answers the last one's address. */
  async allocate(nbytes: number, count = 1): Promise<Done> {
    return (await this.#wake()).allocate(nbytes, count);
  }

  /** Frees the block at an address. Rejects, and changes nothing, where CPython would corrupt its heap. */
  async free(address: number): Promise<Done> {
    return (await this.#wake()).free(address);
  }

  /** `gc.collect(generation)`; answers what it returned. */
  async collect(generation = 2): Promise<Done> {
    return (await this.#wake()).collect(generation);
  }

  /** So many operations on, or inside of one so many steps; negative: back. */
  async step(by = 1): Promise<void> {
    await (await this.#wake()).step(by);
  }

  /** Steps on by itself, at `speed`, to the end. */
  async play(): Promise<void> {
    await (await this.#wake()).play();
  }

  /** Stops playing where it is. */
  async pause(): Promise<void> {
    (await this.#wake()).pause();
  }

  /** Goes to a step, as the attribute `step` has it. */
  async seek(step: string | number): Promise<void> {
    await (await this.#wake()).seek(String(step));
  }

  /** Chooses an address, or what the attribute `select` can say, as a click in a view does. */
  async select(what: number | string): Promise<void> {
    await (await this.#wake()).select(what);
  }

  /** An empty heap of the same edition. */
  async reset(): Promise<void> {
    await (await this.#wake()).reset();
  }

  /** Carries out a program, or opens a trace or a session file. */
  async load(source: string | Blob): Promise<void> {
    await (await this.#wake()).load(source);
  }

  /** What was done and where one is, as a link of the explorer has it behind its `#`. */
  async getState(): Promise<string> {
    return (await this.#wake()).getState();
  }

  /** Opens what `getState()` or a link of the explorer says, in place of what is there. */
  async setState(state: string): Promise<void> {
    await (await this.#wake()).setState(state);
  }

  /** A link that opens the present state in the explorer. */
  async shareURL(): Promise<string> {
    return (await this.#wake()).shareURL();
  }

  /** As the attributes stand, also before their change is acted upon. */
  get #now(): Settings {
    return this.#changed === undefined && this.isConnected ? this.#settings : readSettings(this).settings;
  }

  #put(name: string, value: string | undefined): void {
    if (value === undefined) this.removeAttribute(name);
    else this.setAttribute(name, value);
  }

  #read(): void {
    const { settings, bad } = readSettings(this);
    this.#settings = settings;
    this.#bad = bad;
    const figure = this.#root.querySelector<HTMLElement>('.figure');
    figure?.style.setProperty('--pm-height', settings.height);
    figure?.classList.toggle('usual', !this.hasAttribute('height'));
    for (const { attribute, value, used } of bad) {
      warnOnce(this, `${attribute}="${value}" is none of the values it can have; "${used}" is used.`);
    }
    const button = this.#root.querySelector('button');
    if (button !== null) button.hidden = settings.loading !== 'click';
  }

  /** Whoever has clicked sees that it starts; what stands in the element stays until then. */
  #sayBusy(busy: boolean): void {
    const words = stubWords(languageAround(this));
    const figure = this.#root.querySelector('.figure');
    const button = figure?.querySelector('button');
    figure?.setAttribute('aria-busy', String(busy));
    if (button === undefined || button === null) return;
    button.textContent = busy ? words.starting : words.start;
    button.ariaDisabled = String(busy);
  }

  #see(visible: boolean): void {
    this.#visible = visible;
    this.#loadWhenWanted();
    this.#mounted?.show(visible);
  }

  #loadWhenWanted(): void {
    const { loading } = this.#settings;
    if (loading === 'eager' || (loading === 'lazy' && this.#visible)) this.#load().catch(ignore);
  }

  /** What is asked of an element that is not in the page waits until it is. */
  async #load(): Promise<Mounted> {
    if (!this.isConnected) await this.#inPage.promise;
    this.#loading ??= this.#mount();
    return this.#loading;
  }

  async #wake(): Promise<Deeds> {
    return (await this.#load()).wake();
  }

  async #mount(): Promise<Mounted> {
    const life = this.#life;
    await this.#unloading;
    this.#isStale = false;
    if (this.#hasFailed) {
      this.#hasFailed = false;
      this.#ready = promised();
      this.#drawStub();
    }
    const [settings, bad] = [this.#settings, this.#bad];
    try {
      this.#sayBusy(true);
      const { mount } = await import('./mount.ts');
      const mounted = await mount({
        element: this,
        root: this.#root,
        settings,
        bad,
        kept: this.#kept,
        visible: this.#visible,
        tell: (name, detail) => {
          this.#tell(name, detail);
        },
        warn: (message) => {
          warnOnce(this, message);
        },
        mark: (state, on) => {
          this.#mark(state, on);
        },
      });
      if (life === this.#life) this.#run(mounted, settings);
      return mounted;
    } catch (error) {
      if (life === this.#life) this.#fail(error);
      throw error;
    }
  }

  #run(mounted: Mounted, settings: Settings): void {
    this.#mounted = mounted;
    this.#mark('ready', true);
    this.#root.querySelector('.figure')?.removeAttribute('aria-busy');
    this.#ready.resolve(this);
    this.#tell('pymalloc-ready', undefined);
    mounted.show(this.#visible);
    if (settings !== this.#settings) mounted.update(this.#settings, this.#bad, this.#isStale).catch(ignore);
  }

  /** Not even what tells errors could be loaded, or it has told this one. */
  #fail(error: unknown): void {
    this.#loading = undefined;
    this.#hasFailed = true;
    this.#mark('error', true);
    this.#ready.reject(error);
    if (this.#root.querySelector('pm-embed') !== null) return;
    this.#sayBusy(false);
    const message = stubWords(languageAround(this)).failed;
    const box = this.#root.querySelector('.fault');
    if (box !== null) box.textContent = message;
    warnOnce(this, `${message} ${String(error)}`);
    this.#tell('pymalloc-error', { code: 'not_loaded', message });
  }

  #unload(): void {
    const loading = this.#loading;
    if (loading === undefined) return;
    this.#life += 1;
    this.#mounted = undefined;
    this.#loading = undefined;
    this.#ready = promised();
    this.#mark('ready', false);
    this.#mark('error', false);
    this.#unloading = loading.then(async (mounted) => {
      this.#kept = await mounted.dispose();
    }, ignore);
    void this.#unloading.then(() => {
      if (this.#loading === undefined) this.#drawStub();
    });
  }

  #mark(state: 'ready' | 'error' | 'dark', on: boolean): void {
    if (on) this.#internals.states.add(state);
    else this.#internals.states.delete(state);
  }

  #tell<Name extends keyof EmbedEvents>(name: Name, detail: EmbedEvents[Name]): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #drawStub(): void {
    const start = document.createElement('button');
    start.type = 'button';
    start.hidden = this.#settings.loading !== 'click';
    start.textContent = stubWords(languageAround(this)).start;
    start.addEventListener('click', () => void this.#load().catch(ignore));
    const fault = made('p', 'fault');
    fault.role = 'alert';
    const figure = made('div', 'figure');
    figure.part.add('figure');
    figure.style.setProperty('--pm-height', this.#settings.height);
    figure.classList.toggle('usual', !this.hasAttribute('height'));
    figure.append(document.createElement('slot'), start, fault);
    const caption = made('div', 'caption');
    caption.part.add('caption');
    const slot = document.createElement('slot');
    slot.name = 'caption';
    caption.append(slot);
    this.#root.replaceChildren(figure, caption);
  }
}

function made(tag: 'div' | 'p', name: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = name;
  return element;
}

interface Promised<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: unknown) => void;
}

/** Nobody has to wait for it, so its rejection is no error by itself. */
function promised<Value>(): Promised<Value> {
  let resolve: Promised<Value>['resolve'] = ignore;
  let reject: Promised<Value>['reject'] = ignore;
  const promise = new Promise<Value>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  promise.catch(ignore);
  return { promise, resolve, reject };
}

function ignore(): void {
  // Whoever is to know of it has been told.
}

function warnOnce(element: Element, message: string): void {
  const name = element.id === '' ? '<pymalloc-explorer>' : `<pymalloc-explorer id="${element.id}">`;
  const line = `${name}: ${message}`;
  if (warned.has(line)) return;
  warned.add(line);
  // eslint-disable-next-line no-console -- the one thing that an author without the element in sight can see
  console.warn(line);
}
