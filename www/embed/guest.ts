// One element that runs: brings its heap, its settings and the page around it to what is drawn, and tells the page what is
// wrong. What is drawn is pm-embed's; what methods do is in operating.ts.

import { ContextProvider } from '@lit/context';
import { startCore, startSmallCore } from '../core.ts';
import { messagesContext } from '../elements/pm-element.ts';
import { type Stats } from '../generated/Stats.ts';
import { bestLanguage, type Language, loadMessages } from '../locales/language.ts';
import { type Messages } from '../locales/messages.ts';
import { whenIdle } from '../idle.ts';
import { whenLoaded } from '../later.ts';
import { sharing } from '../share/later.ts';
import { MOST_LINK } from '../share/limits.ts';
import { type SavedSession } from '../share/saved.ts';
import { type Session } from '../store.ts';
import themeStyle from '../theme.css?inline';
import { loadView, wordsOf } from '../views/index.ts';
import { type Tell } from './events.ts';
import { definerOf, leaveHeap, type SharedHeap, takeHeap } from './heaps.ts';
import { languageAround } from './host-language.ts';
import { followPage, schemeAround } from './host-theme.ts';
import { type Done, type Kept, type Mounted } from './mounted.ts';
import { allocate, collect, free, load, reset, seek, select, setState, step } from './operating.ts';
import { PmEmbed } from './pm-embed.ts';
import { EmbedProblem, problem } from './problem.ts';
import { type PymallocExplorer } from './pymalloc-explorer.ts';
import { type BadValue, type Settings } from './settings.ts';
import { begin, needsWhole } from './source.ts';
import { Telling } from './telling.ts';
import { type Views } from './views.ts';

/** What the small class of the element hands over. */
export interface Mounting {
  readonly element: PymallocExplorer;
  readonly root: ShadowRoot;
  readonly settings: Settings;
  readonly bad: readonly BadValue[];
  /** What the element showed before it was taken out of the page. */
  readonly kept: Kept | undefined;
  readonly visible: boolean;
  readonly tell: Tell;
  readonly warn: (message: string) => void;
  /** Sets or takes a `:state()`. */
  readonly mark: (state: 'error' | 'dark', on: boolean) => void;
}

/** Of so few acts a link is made at once. */
const FEW_ACTS = 200;
/** So long after the last change the link of more acts is made. */
const PAUSE_MS = 300;
/** How browsers say that a page's policy refuses WebAssembly. */
const BY_POLICY = /Content Security Policy|unsafe-eval|\bCSP\b/i;

export class Guest implements Mounted {
  readonly #mounting: Mounting;
  readonly #view = new PmEmbed();
  #settings: Settings;
  #bad: readonly BadValue[];
  #heap: SharedHeap | undefined;
  #messages: Messages | undefined;
  #stopFollowing: (() => void) | undefined;
  #visible: boolean;
  /** It is to play as soon as it is in sight. */
  #plays = false;
  #telling: Telling | undefined;
  /** Why the core does not run, and what is wrong with attributes that say where one begins. */
  readonly #problems = new Map<'core' | 'step' | 'select', EmbedProblem>();
  readonly #toldBad = new Set<string>();
  #linking: ReturnType<typeof setTimeout> | undefined;

  constructor(mounting: Mounting) {
    this.#mounting = mounting;
    this.#settings = mounting.settings;
    this.#bad = mounting.bad;
    this.#visible = mounting.visible;
  }

  /** What stands in the element is shown until all is there. Rejects where the core does not run; then that is shown. */
  async start(): Promise<void> {
    const { root, kept } = this.#mounting;
    const core = this.#loadCore();
    // Told below, in words.
    core.catch(() => undefined);
    // A view that cannot be loaded now is asked for again when it is drawn.
    const views = Promise.all(this.#settings.views.map(loadView)).catch(() => undefined);
    await this.#speak();
    if (!root.adoptedStyleSheets.includes(themeSheet())) root.adoptedStyleSheets.push(themeSheet());
    this.#followPage();
    try {
      await this.#started(core);
      await this.#takeHeap(kept);
    } finally {
      await views;
      await this.#tellable();
      this.#show();
    }
  }

  /** What was done is told when it is shown: nothing moves afterwards. */
  async #tellable(): Promise<void> {
    if (this.#heap === undefined || this.#session.length === 0) return;
    await loadMessages(this.#language, ['telling']).catch(() => undefined);
  }

  get stats(): Stats | undefined {
    return this.read((heap) => heap.stats());
  }

  read<T>(look: (heap: Views) => T): T | undefined {
    return this.#heap?.session.read(look);
  }

  async update(settings: Settings, bad: readonly BadValue[], fresh: boolean): Promise<void> {
    const before = this.#settings;
    this.#settings = settings;
    this.#bad = bad;
    await this.#speak();
    this.#followPage();
    this.#draw();
    if (settings.heap !== before.heap) {
      this.#leave();
      await this.#started(this.#loadCore());
      await this.#takeHeap(undefined);
    } else if (fresh) {
      const [definer, its] = definerOf(this.#mounting.element, settings);
      await this.#known.begin((session) => begin(session, definer, its));
      await this.#goToStart();
    } else {
      if (settings.step !== before.step) await this.#goTo(settings.step);
      if (settings.select !== before.select) await this.#choose(settings.select);
    }
    if (settings.speed !== before.speed) this.#session.speed = settings.speed;
    if (settings.autoplay && !before.autoplay) this.#playWhenSeen();
  }

  moved(): void {
    this.#look();
  }

  show(visible: boolean): void {
    this.#visible = visible;
    if (visible) this.#followPlan();
    else if (this.#heap?.session.playing === true) {
      this.#heap.session.pause();
      this.#plays = true;
    }
  }

  allocate(nbytes: number, count: number): Promise<Done> {
    return this.#answer(allocate(this.#known, nbytes, count));
  }

  free(address: number): Promise<Done> {
    return this.#answer(free(this.#known, address));
  }

  collect(generation: number): Promise<Done> {
    return this.#answer(collect(this.#known, generation));
  }

  step(by: number): Promise<void> {
    return this.#answer(step(this.#known, by));
  }

  /** Out of sight it begins when it comes into sight. */
  play(): Promise<void> {
    return this.#known.inTurn(() => {
      this.#plays = true;
      this.#followPlan();
    });
  }

  pause(): void {
    this.#plays = false;
    this.#session.pause();
  }

  async seek(to: string): Promise<void> {
    try {
      await this.#answer(seek(this.#known, to));
    } catch (error) {
      if (error instanceof EmbedProblem) await this.#tell(error);
      throw error;
    }
  }

  select(what: number | string): Promise<void> {
    return this.#answer(select(this.#known, what));
  }

  reset(): Promise<void> {
    return this.#answer(reset(this.#known));
  }

  load(source: string | Blob): Promise<void> {
    return this.#answer(load(this.#known, source));
  }

  setState(state: string): Promise<void> {
    return this.#answer(setState(this.#known, state));
  }

  getState(): Promise<string> {
    return this.#answer(
      this.#known.inTurn(async () => {
        const { writeLink } = await sharing.load();
        const { fragment, isTooLong } = await writeLink(await this.#saved());
        if (isTooLong) throw tooLong(fragment.length);
        return fragment;
      }),
    );
  }

  async shareURL(): Promise<string> {
    const { explorer } = this.#mounting.element;
    if (explorer === undefined) throw await this.#worded(problem('no_explorer', (words) => words.no_explorer));
    return `${explorer}#${await this.getState()}`;
  }

  async dispose(): Promise<Kept | undefined> {
    this.#stopFollowing?.();
    const kept = this.#heap === undefined || this.#session.length === 0 ? undefined : await this.#keep();
    this.#leave();
    this.#view.remove();
    return kept;
  }

  /** Too long a session, or one whose trace is not in a link, begins anew from its attributes. */
  async #keep(): Promise<Kept | undefined> {
    const { ran } = this.#known;
    const state = await this.#link();
    return state === undefined ? undefined : { state, ran };
  }

  async #link(): Promise<string | undefined> {
    try {
      const { writeLink } = await sharing.load();
      const { fragment, isTooLong } = await writeLink(await this.#saved());
      return isTooLong ? undefined : fragment;
    } catch {
      return undefined;
    }
  }

  async #saved(): Promise<SavedSession> {
    const [view] = this.#settings.views;
    const { savedOf } = await sharing.load();
    return savedOf(this.#session, { view, lang: this.#language });
  }

  get #known(): SharedHeap {
    if (this.#heap === undefined) throw new Error('the element does not run');
    return this.#heap;
  }

  get #session(): Session {
    return this.#known.session;
  }

  /** The small core where that is enough: the session changes to the whole one when it needs it. */
  #loadCore(): Promise<void> {
    const { views } = this.#settings;
    const [definer, its] = definerOf(this.#mounting.element, this.#settings);
    const { kept } = this.#mounting;
    return kept !== undefined || needsWhole(definer, { ...its, views }) ? startCore() : startSmallCore(its.edition);
  }

  async #started(core: Promise<void>): Promise<void> {
    try {
      await core;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const found = BY_POLICY.test(why)
        ? problem('wasm_refused', (words) => words.wasm_refused)
        : problem('wasm_not_loaded', (words) => words.wasm_not_loaded({ why }));
      this.#problems.set('core', found);
      await this.#tell(found);
      throw found;
    }
  }

  async #takeHeap(kept: Kept | undefined): Promise<void> {
    const { element, tell } = this.#mounting;
    const { heap, isFirst } = takeHeap(element, this.#settings, kept);
    this.#heap = heap;
    this.#telling = new Telling(heap, tell, () => this.#messages);
    await heap.opened;
    heap.session.addEventListener('change', this.#onChange);
    heap.addEventListener('opening', this.#onOpening);
    heap.addEventListener('opened', this.#onOpened);
    this.#onOpened();
    this.#session.speed = this.#settings.speed;
    if (kept === undefined && isFirst) await this.#goToStart();
  }

  #leave(): void {
    const heap = this.#heap;
    if (heap === undefined) return;
    this.#telling?.stop();
    clearTimeout(this.#linking);
    heap.session.removeEventListener('change', this.#onChange);
    heap.removeEventListener('opening', this.#onOpening);
    heap.removeEventListener('opened', this.#onOpened);
    this.#heap = undefined;
    this.#view.session = undefined;
    leaveHeap(heap);
  }

  /** Where the attributes begin; whoever comes later to a heap that others show begins where they are. */
  async #goToStart(): Promise<void> {
    const { step: own, select: chosen, autoplay } = this.#settings;
    const [, definer] = definerOf(this.#mounting.element, this.#settings);
    const to = own ?? definer.step;
    if (this.#known.problem === undefined) {
      await this.#goTo(to);
      await this.#choose(chosen ?? definer.select);
    }
    if (!autoplay) return;
    if (to === undefined && !wantsNoMotion()) this.#session.seek(this.#session.first);
    this.#playWhenSeen();
  }

  /** Goes where an attribute says. */
  #goTo(to: string | undefined): Promise<void> {
    return this.#follow('step', to === undefined ? undefined : seek(this.#known, to));
  }

  #choose(what: string | undefined): Promise<void> {
    return this.#follow('select', what === undefined ? undefined : select(this.#known, what));
  }

  /** What is wrong with an attribute is shown until it says something else. */
  async #follow(attribute: 'step' | 'select', work: Promise<void> | undefined): Promise<void> {
    this.#problems.delete(attribute);
    try {
      await work;
    } catch (error) {
      if (!(error instanceof EmbedProblem)) throw error;
      this.#problems.set(attribute, error);
      await this.#tell(error);
    }
    this.#draw();
  }

  #playWhenSeen(): void {
    if (wantsNoMotion()) return;
    this.#plays = true;
    this.#followPlan();
  }

  #followPlan(): void {
    if (!this.#plays || !this.#visible || this.#heap === undefined) return;
    this.#plays = false;
    this.#session.play();
  }

  /** What a method answers; what was refused comes with its message in the element's language. */
  async #answer<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw error instanceof EmbedProblem ? await this.#worded(error) : error;
    }
  }

  /** Tells the console and the page of a problem. */
  async #tell(found: EmbedProblem): Promise<void> {
    const { tell, warn } = this.#mounting;
    const { code, message } = await this.#worded(found);
    warn(`${code}: ${message}`);
    tell('pymalloc-error', { code, message });
  }

  /** A value that is no good is told once, however often attributes change. */
  #tellBad(): void {
    const { tell } = this.#mounting;
    for (const one of this.#bad) {
      const key = `${one.attribute}=${one.value}`;
      if (this.#toldBad.has(key) || this.#messages === undefined) continue;
      this.#toldBad.add(key);
      tell('pymalloc-error', { code: 'bad_attribute', message: this.#messages.embed.badValue(one) });
    }
  }

  async #worded(found: EmbedProblem): Promise<EmbedProblem> {
    const messages = this.#messages;
    if (messages === undefined) return found;
    // Without its words there is still its code.
    const message = await whenLoaded(() => found.tell(messages)).catch(() => undefined);
    if (message !== undefined) found.message = message;
    return found;
  }

  readonly #onOpening = (): void => {
    this.#draw();
  };

  readonly #onOpened = (): void => {
    const { problem: found } = this.#known;
    if (found !== undefined) void this.#tell(found);
    this.#draw();
  };

  readonly #onChange = (): void => {
    this.#view.ran = this.#heap?.ran;
    this.#followLink();
  };

  /** Takes the place of what stands in the element, and the focus of what has started it. */
  #show(): void {
    const { root } = this.#mounting;
    const hadFocus = root.activeElement !== null;
    this.#view.append(handedOn('', 'fallback'), handedOn('toolbar-end', 'toolbar-end'));
    this.#view.setAttribute('exportparts', 'toolbar, view, diagram, status');
    this.#draw();
    root.querySelector('.figure')?.replaceChildren(this.#view);
    if (hadFocus) void this.#view.updateComplete.then(() => this.#view.focusFirst());
  }

  #draw(): void {
    this.#tellBad();
    const view = this.#view;
    const [own] = this.#problems.values();
    const shown = own ?? this.#heap?.problem;
    view.settings = this.#settings;
    view.bad = this.#bad;
    view.session = this.#heap?.session;
    view.opening = this.#heap?.isOpening ?? false;
    view.ran = this.#heap?.ran;
    view.problem = shown;
    view.explorer ??= this.#mounting.element.explorer;
    this.#mounting.mark('error', shown !== undefined || this.#bad.length > 0);
    this.#followLink();
  }

  /** The link into the explorer follows the session; of a long one, in pauses only. */
  #followLink(): void {
    clearTimeout(this.#linking);
    const wait = (this.#heap?.session.acts.length ?? 0) < FEW_ACTS ? 0 : PAUSE_MS;
    this.#linking = setTimeout(() => {
      if (sharing.present === undefined) whenIdle(this.#freshen);
      else this.#freshen();
    }, wait);
  }

  readonly #freshen = (): void => {
    void this.#freshenLink();
  };

  async #freshenLink(): Promise<void> {
    const { explorer } = this.#mounting.element;
    if (explorer === undefined || this.#heap === undefined || this.#session.broken) return;
    const fragment = await this.#link();
    this.#view.explorer = fragment === undefined ? explorer : `${explorer}#${fragment}`;
  }

  /** The theme and the language of the page, also when they change. */
  #followPage(): void {
    this.#stopFollowing?.();
    this.#look();
    this.#stopFollowing = followPage(() => {
      this.#look();
    });
  }

  #look(): void {
    const { element, mark } = this.#mounting;
    const { theme } = this.#settings;
    mark('dark', (theme === 'auto' ? schemeAround(element) : theme) === 'dark');
    void this.#speak();
  }

  get #language(): Language {
    return bestLanguage([languageAround(this.#mounting.element)]);
  }

  async #speak(): Promise<void> {
    const language = this.#language;
    if (this.#messages?.lang === language) return;
    const messages = await loadMessages(language, ['embed', ...this.#settings.views.flatMap(wordsOf)]);
    if (this.#language !== language) return;
    this.#messages = messages;
    providerOf(this.#mounting.element).setValue(messages);
    this.#view.lang = language;
  }
}

type Provider = ContextProvider<typeof messagesContext>;

/** One for each element, however often it comes into the page. */
const providers = new WeakMap<PymallocExplorer, Provider>();

function providerOf(element: PymallocExplorer): Provider {
  const provider = providers.get(element) ?? new ContextProvider(element, { context: messagesContext });
  providers.set(element, provider);
  return provider;
}

function tooLong(length: number): EmbedProblem {
  return new EmbedProblem('too_long', ({ share }) => share.tooLong({ length, most: MOST_LINK }));
}

/** What the page put into a slot of the element goes into one of the view. */
function handedOn(from: string, to: string): HTMLSlotElement {
  const slot = document.createElement('slot');
  if (from !== '') slot.name = from;
  slot.slot = to;
  return slot;
}

function wantsNoMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

let sheet: CSSStyleSheet | undefined;

/** The colours on the element itself, where its page can set them anew. */
function themeSheet(): CSSStyleSheet {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(themeStyle);
  }
  return sheet;
}
