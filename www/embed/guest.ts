// One element that runs: shows its heap, follows its settings and the page around it, and tells the page what is wrong. Until
// something is done an empty heap is only shown; the session (awake.ts) is loaded then. What is drawn is pm-embed's.

import { ContextProvider } from '@lit/context';
import { Heap, startSmallCore } from '../core.ts';
import { messagesContext } from '../elements/pm-element.ts';
import { type Stats } from '../generated/Stats.ts';
import { whenIdle } from '../idle.ts';
import { whenLoaded } from '../later.ts';
import { bestLanguage, type Language, loadMessages } from '../locales/language.ts';
import { type Messages } from '../locales/messages.ts';
import { type Sight } from '../session/sight.ts';
import { Still } from '../session/still.ts';
import { type Session } from '../store.ts';
import themeStyle from '../theme.css?inline';
import { loadView, loadWholeView, wordsOf } from '../views/index.ts';
import { type Around, type Start } from './around.ts';
import { type Awake } from './awake.ts';
import { type Tell } from './events.ts';
import { languageAround } from './host-language.ts';
import { followPage, schemeAround } from './host-theme.ts';
import { type Deeds, type Kept, type Mounted } from './mounted.ts';
import { PmEmbed } from './pm-embed.ts';
import { asProblem, type EmbedProblem, problem } from './problem.ts';
import { type PymallocExplorer } from './pymalloc-explorer.ts';
import { rests } from './rests.ts';
import { type BadValue, type Settings } from './settings.ts';
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

/** How browsers say that a page's policy refuses WebAssembly. */
const BY_POLICY = /Content Security Policy|unsafe-eval|\bCSP\b/i;

export class Guest implements Mounted, Around {
  readonly element: PymallocExplorer;
  readonly kept: Kept | undefined;
  readonly tell: Tell;
  settings: Settings;
  messages: Messages | undefined;
  visible: boolean;
  readonly #mounting: Mounting;
  readonly #view = new PmEmbed();
  #bad: readonly BadValue[];
  /** What is shown until there is a session. */
  #still: Still | undefined;
  #awake: Awake | undefined;
  #waking: Promise<Awake> | undefined;
  #isGone = false;
  #stopFollowing: (() => void) | undefined;
  /** Why it does not run, and what is wrong with attributes that say where one begins. */
  readonly #problems = new Map<'core' | Start, EmbedProblem>();
  readonly #toldBad = new Set<string>();

  constructor(mounting: Mounting) {
    this.#mounting = mounting;
    this.element = mounting.element;
    this.kept = mounting.kept;
    this.tell = mounting.tell;
    this.settings = mounting.settings;
    this.#bad = mounting.bad;
    this.visible = mounting.visible;
  }

  /** What stands in the element is shown until all is there. Rejects where the core does not run; then that is shown. */
  async start(): Promise<void> {
    const { root } = this.#mounting;
    const isResting = this.#isResting;
    // Told below, in words.
    const begun = isResting ? startSmallCore(this.settings.edition) : loadAwake();
    begun.catch(ignore);
    // A view that cannot be loaded now is asked for again when it is drawn.
    const load = isResting ? loadView : loadWholeView;
    const views = Promise.all(this.settings.views.map((view): Promise<unknown> => load(view))).catch(() => undefined);
    await this.#speak();
    if (!root.adoptedStyleSheets.includes(themeSheet())) root.adoptedStyleSheets.push(themeSheet());
    this.#followPage();
    try {
      if (isResting) await this.#rest(begun);
      else await this.wake();
    } finally {
      await views;
      this.#show();
    }
  }

  get stats(): Stats | undefined {
    return this.read((heap) => heap.stats());
  }

  read<T>(look: (heap: Views) => T): T | undefined {
    return this.#sight?.read(look);
  }

  async update(settings: Settings, bad: readonly BadValue[], fresh: boolean): Promise<void> {
    const before = this.settings;
    this.settings = settings;
    this.#bad = bad;
    await this.#speak();
    if (this.#isGone) return;
    this.#followPage();
    this.draw();
    if (this.#waking !== undefined) {
      const awake = await this.#waking;
      await awake.update(before, settings, fresh);
    } else if (!rests(this.element, settings) || isOther(settings, before)) await this.wake();
    else if (this.#still !== undefined) this.#still.speed = settings.speed;
  }

  moved(): void {
    this.#look();
  }

  show(visible: boolean): void {
    this.visible = visible;
    this.#awake?.show(visible);
  }

  /** What failed to load is asked for again the next time. */
  wake(): Promise<Deeds> {
    this.#waking ??= this.#wakeUp();
    this.#waking.catch(() => {
      this.#waking = undefined;
    });
    return this.#waking;
  }

  async dispose(): Promise<Kept | undefined> {
    this.#isGone = true;
    this.#stopFollowing?.();
    await this.#waking?.catch(ignore);
    const kept = await this.#awake?.dispose();
    this.#still?.heap.free();
    this.#still = undefined;
    this.#view.remove();
    return kept;
  }

  draw(): void {
    this.#tellBad();
    const view = this.#view;
    const heap = this.#awake?.heap;
    const [own] = this.#problems.values();
    const shown = own ?? heap?.problem;
    view.settings = this.settings;
    view.bad = this.#bad;
    view.session = this.#sight;
    view.opening = heap?.isOpening ?? false;
    view.ran = heap?.ran;
    view.problem = shown;
    view.explorer ??= this.element.explorer;
    this.#mounting.mark('error', shown !== undefined || this.#bad.length > 0);
    this.#awake?.followLink();
  }

  leave(): void {
    this.#view.session = undefined;
  }

  changed(): void {
    this.#view.ran = this.#awake?.heap?.ran;
  }

  showLink(address: string): void {
    this.#view.explorer = address;
  }

  async started(core: Promise<void>): Promise<void> {
    try {
      await core;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const found = BY_POLICY.test(why)
        ? problem('wasm_refused', (words) => words.wasm_refused)
        : problem('wasm_not_loaded', (words) => words.wasm_not_loaded({ why }));
      this.#problems.set('core', found);
      await this.report(found);
      throw found;
    }
  }

  async report(found: EmbedProblem): Promise<void> {
    const { tell, warn } = this.#mounting;
    const { code, message } = await this.worded(found);
    warn(`${code}: ${message}`);
    tell('pymalloc-error', { code, message });
  }

  blame(attribute: Start, found: EmbedProblem | undefined): void {
    if (found === undefined) this.#problems.delete(attribute);
    else this.#problems.set(attribute, found);
  }

  async worded(found: EmbedProblem): Promise<EmbedProblem> {
    const { messages } = this;
    if (messages === undefined) return found;
    // Without its words there is still its code.
    const message = await whenLoaded(() => found.tell(messages)).catch(() => undefined);
    if (message !== undefined) found.message = message;
    return found;
  }

  get language(): Language {
    return bestLanguage([languageAround(this.element)]);
  }

  /** It shows an empty heap, without a session. */
  get #isResting(): boolean {
    return this.#waking === undefined && this.kept === undefined && rests(this.element, this.settings);
  }

  get #sight(): Sight | undefined {
    return this.#still ?? this.#awake?.heap?.session;
  }

  /** Shows an empty heap. The session comes when there is nothing better to do, or somebody does something. */
  async #rest(core: Promise<unknown>): Promise<void> {
    await this.started(core.then(() => undefined));
    const { edition, arenas, speed } = this.settings;
    this.#still = new Still(Heap.open(edition, arenas), speed, this.#doAwake);
    whenIdle(() => {
      // Nobody has asked for it: that it cannot be loaded is told when somebody does.
      loadAwake().then(() => {
        if (!this.#isGone) this.#doAwake(ignore);
      }, ignore);
    });
  }

  /** Each after the one before, as if the session had been there. */
  readonly #doAwake = (work: (session: Session) => unknown): void => {
    // Why there is none has been told.
    this.wake().then(() => {
      const heap = this.#awake?.heap;
      return heap?.inTurn(() => work(heap.session));
    }, ignore);
  };

  async #wakeUp(): Promise<Awake> {
    const Loaded = await this.#loaded();
    const awake = new Loaded(this);
    this.#awake = awake;
    await awake.start(this.#still?.heap);
    // The same picture, from now on of the session.
    this.#still = undefined;
    this.#problems.delete('core');
    this.draw();
    return awake;
  }

  async #loaded(): Promise<typeof Awake> {
    try {
      return await loadAwake();
    } catch (error) {
      const found = asProblem(error);
      this.#problems.set('core', found);
      this.draw();
      await this.report(found);
      throw found;
    }
  }

  /** A value that is no good is told once, however often attributes change. */
  #tellBad(): void {
    for (const one of this.#bad) {
      const key = `${one.attribute}=${one.value}`;
      if (this.#toldBad.has(key) || this.messages === undefined) continue;
      this.#toldBad.add(key);
      this.tell('pymalloc-error', { code: 'bad_attribute', message: this.messages.embed.badValue(one) });
    }
  }

  /** Takes the place of what stands in the element, and the focus of what has started it. */
  #show(): void {
    const { root } = this.#mounting;
    const hadFocus = root.activeElement !== null;
    this.#view.append(handedOn('', 'fallback'), handedOn('toolbar-end', 'toolbar-end'));
    this.#view.setAttribute('exportparts', 'toolbar, view, diagram, status');
    this.draw();
    root.querySelector('.figure')?.replaceChildren(this.#view);
    if (hadFocus) void this.#view.updateComplete.then(() => this.#view.focusFirst());
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
    const { mark } = this.#mounting;
    const { theme } = this.settings;
    mark('dark', (theme === 'auto' ? schemeAround(this.element) : theme) === 'dark');
    void this.#speak();
  }

  async #speak(): Promise<void> {
    const { language } = this;
    if (this.messages?.lang === language) return;
    const isEmpty = this.#isResting;
    const own = this.settings.views.flatMap((view) => wordsOf(view, isEmpty));
    const messages = await loadMessages(language, ['embed', ...own]);
    if (this.language !== language) return;
    this.messages = messages;
    providerOf(this.element).setValue(messages);
    this.#view.lang = language;
  }
}

function ignore(): void {
  // Whoever is to know of it has been told.
}

async function loadAwake(): Promise<typeof Awake> {
  return (await import('./awake.ts')).Awake;
}

/** Whether the heap has to be another one. */
function isOther(one: Settings, other: Settings): boolean {
  return one.edition !== other.edition || one.arenas !== other.arenas;
}

type Provider = ContextProvider<typeof messagesContext>;

/** One for each element, however often it comes into the page. */
const providers = new WeakMap<PymallocExplorer, Provider>();

function providerOf(element: PymallocExplorer): Provider {
  const provider = providers.get(element) ?? new ContextProvider(element, { context: messagesContext });
  providers.set(element, provider);
  return provider;
}

/** What the page put into a slot of the element goes into one of the view. */
function handedOn(from: string, to: string): HTMLSlotElement {
  const slot = document.createElement('slot');
  if (from !== '') slot.name = from;
  slot.slot = to;
  return slot;
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
